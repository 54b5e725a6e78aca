"""Enter the columns of the invented county."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from yangguang.catalogue.demo.loading import load_demo_columns


class Command(BaseCommand):
    """Enter the columns; the second time changes nothing."""

    help = "装入演示县的栏目"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many columns there are."""
        self.stdout.write(f"演示县有 {load_demo_columns()} 个栏目")
