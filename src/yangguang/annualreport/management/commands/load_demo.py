"""Bring in the published figures of real reports, for a first look."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from yangguang.annualreport.demo.loading import load_demo


class Command(BaseCommand):
    """Store every report of the demonstration; the second time changes nothing."""

    help = "装入演示数据"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many."""
        self.stdout.write(f"已装入 {load_demo()} 份年度报告")
