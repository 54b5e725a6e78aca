"""Is the record whole? `verify` follows every chain; `head` prints what to keep outside the house."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yangguang.workflow.chain import Verdict
from yangguang.workflow.selectors import chain_head, governments_on_record, verify_chain


class Command(BaseCommand):
    """`audit verify [--head HASH]` and `audit head`, over one government or all."""

    help = "核对记录链是否完整，或导出链头"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the action, the government and the head exported earlier."""
        parser.add_argument("action", choices=["verify", "head"])
        parser.add_argument("--government", type=int)
        parser.add_argument("--head")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a chain; a broken one ends with exit status 1."""
        chosen = options["government"]
        known = governments_on_record()
        if chosen is not None and chosen not in known:
            raise CommandError(f"没有编号为 {chosen} 的记录链", returncode=2)
        governments = known if chosen is None else (chosen,)
        if options["action"] == "head":
            for government in governments:
                sequence, hash_ = chain_head(government) or (0, "")
                self.stdout.write(f"{government} {sequence} {hash_}")
            return
        verdicts = {government: verify_chain(government) for government in governments}
        if options["head"]:
            verdicts = _with_exported_head(verdicts, options["head"])
        for government, verdict in verdicts.items():
            state = "完整" if verdict.whole else f"不完整：{verdict.sentence}"
            self.stdout.write(f"记录链 {government}：核对 {verdict.held} 条，{state}")
        if not all(verdict.whole for verdict in verdicts.values()):
            raise SystemExit(1)


def _with_exported_head(verdicts: dict[int, Verdict], head: str) -> dict[int, Verdict]:
    """The head belongs to one of the chains; when none holds it, every chain is suspect."""
    again = {government: verify_chain(government, exported_head=head) for government in verdicts}
    holders = [government for government, verdict in again.items() if verdict.whole]
    return verdicts if holders else again
