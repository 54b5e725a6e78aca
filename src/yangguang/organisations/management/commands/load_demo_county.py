"""Enter the invented county, for a first look at the desk."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yangguang.organisations.demo.loading import load_demo_county


class Command(BaseCommand):
    """Enter the county's organs, people and routes; the second time changes nothing."""

    help = "装入演示县的机构、人员和审批路线"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and print one account for every role."""
        for one in load_demo_county(timezone.localdate()):
            self.stdout.write(f"{one.sign_in_name}　{one.password}　{one.name}　{one.organ}{one.role}")
