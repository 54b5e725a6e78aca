"""Does the kept validity of every document follow from the facts? Says what differs, and puts it right."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yangguang.disclosure.services.rebuilding import rebuild_validity
from yangguang.organisations.models import Government

SHOWN = 20


class Command(BaseCommand):
    """`rebuild_validity [--government N] [--check]`, over one government or all."""

    help = "由公开的文件重新推算有效性，改正不一致的；--check 只核对，有不一致时退出状态为1"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the government, and whether to compare only."""
        parser.add_argument("--government", type=int)
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a government; with `--check` a difference ends with exit status 1."""
        chosen = options["government"]
        governments = Government.objects.order_by("pk")
        if chosen is not None:
            governments = governments.filter(pk=chosen)
            if not governments:
                raise CommandError(f"没有编号为 {chosen} 的政府", returncode=2)
        differing = 0
        for government in governments:
            found = rebuild_validity(government.pk, repair=not options["check"])
            differing += len(found.wrong)
            self.stdout.write(_line(government, found.documents, found.wrong, only=options["check"]))
        if differing and options["check"]:
            raise SystemExit(1)


def _line(government: Government, documents: int, wrong: tuple[int, ...], *, only: bool) -> str:
    if not wrong:
        return f"{government}：{documents} 件，全部一致"
    numbers = "、".join(str(number) for number in wrong[:SHOWN])
    more = "等" if len(wrong) > SHOWN else ""
    return (
        f"{government}：{documents} 件，{'不一致' if only else '已改正'} {len(wrong)} 件（{numbers}{more}）"
    )
