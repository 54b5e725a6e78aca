"""Enter what the invented county has published, for a first look at desk and portal."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from yangguang.disclosure.demo.loading import load_demo_items


class Command(BaseCommand):
    """Tell three years of publishing; the second time changes nothing."""

    help = "装入演示县三年来公开的信息"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many items there are."""
        count = load_demo_items(timezone.localdate(), share=settings.DEMO_SHARE)
        self.stdout.write(f"演示县有 {count} 条公开信息")
