"""Derives the due days and assessment days of the register of documents again."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from yangguang.disclosure.register.rebuilding import rebuild_days


class Command(BaseCommand):
    """`rebuild_register_days`."""

    help = "重新推算公文登记簿里的公开期限和评估日期"

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many rows changed."""
        self.stdout.write(f"改动{rebuild_days(timezone.localdate())}条")
