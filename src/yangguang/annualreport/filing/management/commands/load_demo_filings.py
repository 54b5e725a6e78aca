"""Enter last year's reports of the invented county, for a first look at the board."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yangguang.annualreport.filing.demo.loading import load_demo_filings


class Command(BaseCommand):
    """Enter the reports; the second time changes nothing."""

    help = "装入演示县上一年度的报告"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many are public."""
        count = load_demo_filings(timezone.localdate())
        self.stdout.write(f"演示县已公布 {count} 份年度报告")
