"""Who can be tried on the invented county? One account for every role, a line each."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from yangguang.organisations.demo.loading import demo_sign_ins


class Command(BaseCommand):
    """Print name, password and role of one account for every role."""

    help = "列出演示县的登录账号"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the accounts; nothing when the county was never entered."""
        found = demo_sign_ins()
        if found:
            self.stdout.write(f"演示账号（密码都是 {found[0].password}）：")
        for one in found:
            self.stdout.write(f"  {one.sign_in_name:<12}　{one.role}（{one.organ}，{one.name}）")
