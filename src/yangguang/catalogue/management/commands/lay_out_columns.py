"""Give every government here the national columns and the official words."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from yangguang.catalogue.services.laying_out import lay_out
from yangguang.organisations.models import Government
from yangguang.workflow.acts import SYSTEM


class Command(BaseCommand):
    """Lay out the columns; the second time changes nothing."""

    help = "为每个政府建立全国统一的栏目和官方词表"

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay out, and say for each government how much was new."""
        for government in Government.objects.order_by("pk"):
            made = lay_out(government, actor=SYSTEM)
            self.stdout.write(f"{government.name}：新增栏目{made.columns}个、官方词条{made.terms}个")
