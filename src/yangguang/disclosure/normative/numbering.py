"""By which rule are unified numbers made (统一编号)? Pure: text, the year, and the running number."""

from __future__ import annotations

import re
from dataclasses import dataclass

DEFAULT = "GF-{year}-{number}"
"""Used where a government has set no rule of its own."""
RULE = re.compile(
    r"(?P<before>[A-Za-z0-9\u4e00-\u9fff\-—/_.〔〕（）]*)\{year\}(?P<after>[A-Za-z\u4e00-\u9fff\-—/_.〔〕（）]+)"
    r"\{number(?::0(?P<width>[2-6]))?\}(?P<end>[\u4e00-\u9fff]*)",
    re.ASCII,
)


class BadRule(ValueError):
    """A rule by which no numbers can be made; the message is the Chinese sentence for whoever set it."""


@dataclass(frozen=True, slots=True)
class NumberRule:
    """A rule that can be used; numbering starts again under every other beginning."""

    before: str
    after: str
    width: int
    end: str

    def beginning(self, year: int) -> str:
        """What stands before the running number."""
        return f"{self.before}{year}{self.after}"

    def number(self, year: int, running: int) -> str:
        """The whole number: `XXFG-2026-9`."""
        return f"{self.beginning(year)}{running:0{self.width}}{self.end}"


def parse_rule(text: str) -> NumberRule:
    """The rule that `text` writes; raises `BadRule`."""
    found = RULE.fullmatch(text)
    if found is None:
        raise BadRule(
            "统一登记编号规则应有年份{year}，再用不是数字的字符隔开流水号{number}，例如 XXFG-{year}-{number}"
        )
    return NumberRule(found["before"], found["after"], int(found["width"] or 1), found["end"])
