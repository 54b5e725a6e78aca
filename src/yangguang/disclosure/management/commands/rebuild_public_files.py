"""Writes again which files the public may have, from the released versions of what is public."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand

from yangguang.disclosure.services.opening_files import rebuild_files
from yangguang.organisations.models import Government


class Command(BaseCommand):
    """`rebuild_public_files`, over every government."""

    help = "由公开的版本重新登记可以对外提供的文件"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a government."""
        for government in Government.objects.order_by("pk"):
            self.stdout.write(f"{government}：{rebuild_files(government.pk)} 个文件")
