"""Is this a rule by which index numbers can be made, and what does it print? There is no national one.

A rule is text with parts in braces: `{credit_code}/{year}-{number:05}` prints `11371399…/2026-00001`. The
running number stands last, so that what is printed can be taken apart again and none is given twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

DEFAULT = "{credit_code}/{year}-{number:05}"
"""Used where a government has set no rule of its own."""
NUMBER = "number"
PARTS = {
    "credit_code": "统一社会信用代码（没有的用机构编码）",
    "organisation_code": "9位组织机构代码（没有的用机构编码）",
    "organ_code": "机构编码",
    "region_code": "行政区划代码",
    "column_code": "栏目编码（信息类别）",
    "year": "4位年份",
    "month": "2位月份",
    "date": "8位日期",
    NUMBER: "流水号，{number:05}补足5位",
}
"""What may stand in braces, and what it prints."""
ORGAN_PARTS = frozenset({"credit_code", "organisation_code", "organ_code"})
YEAR_PARTS = frozenset({"year", "date"})
LONGEST = 80
"""Characters of a printed number."""
TOKEN = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<width>[^{}]*))?\}|(?P<literal>[^{}]+)|(?P<stray>[{}])")
WIDTH = re.compile(r"0[2-9]", re.ASCII)
LITERAL = re.compile(r"[A-Za-z0-9\u4e00-\u9fff\-–—/_.〔〕()（）]+")
CREDIT_CODE_LENGTH, ORGANISATION_CODE = 18, slice(8, 17)


@dataclass(frozen=True, slots=True)
class Source:
    """What an index number is made from; `credit_code` may be empty, `column_code` where no rule asks."""

    organ_code: str
    region_code: str
    day: date
    credit_code: str = ""
    column_code: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a rule: a name of `PARTS` with, for the number, its width; or text printed as it stands."""

    name: str = ""
    literal: str = ""
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule that can be used. `bounded`: the number may not outgrow its width, for nothing parts it."""

    parts: tuple[Part, ...]
    bounded: bool

    @property
    def needs_column(self) -> bool:
        """Whether a number can be made only when the column is known."""
        return any(part.name == "column_code" for part in self.parts)

    def beginning(self, source: Source) -> str:
        """What stands before the running number; numbering starts again under every other beginning."""
        printed = _printed(source)
        return _fitting("".join(part.literal or printed[part.name] for part in self.parts[:-1]))

    def number(self, source: Source, running: int) -> str:
        """The index number with the running number `running`; `BadPattern` when it cannot be printed."""
        width = self.parts[-1].width
        digits = str(running) if width is None else f"{running:0{width}}"
        if self.bounded and width is not None and len(digits) > width:
            raise BadPattern(f"{width}位流水号已经用完，请县政务公开科修改索引号规则")
        return _fitting(self.beginning(source) + digits)


class BadPattern(ValueError):
    """A rule that makes no index numbers; the message is the Chinese sentence for whoever set it."""


def parse_pattern(text: str) -> Pattern:
    """The rule that `text` writes; `BadPattern` says the first thing that is wrong with it."""
    parts = tuple(_parts(text))
    names = [part.name for part in parts if part.name]
    if not parts:
        raise BadPattern("索引号规则不能为空")
    if NUMBER not in names:
        raise BadPattern("索引号规则须有流水号{number}")
    for name in names:
        if names.count(name) > 1:
            raise BadPattern(f"{{{name}}}在索引号规则里只能出现一次")
    if parts[-1].name != NUMBER:
        raise BadPattern("流水号{number}须放在索引号规则的最后")
    if not YEAR_PARTS & set(names) and not ORGAN_PARTS & set(names):
        raise BadPattern(
            "索引号规则须有年份（{year}或者{date}）或者机关（{credit_code}等），否则分不清是谁、哪一年的"
        )
    parted = len(parts) > 1 and bool(parts[-2].literal) and not parts[-2].literal[-1].isdecimal()
    if not parted and parts[-1].width is None:
        raise BadPattern("流水号前面没有分隔符时须写明位数，例如{number:05}")
    return Pattern(parts, bounded=not parted)


def refusal_of_pattern(text: str) -> str | None:
    """Why `text` is no rule for index numbers; None when it is one."""
    try:
        parse_pattern(text)
    except BadPattern as wrong:
        return str(wrong)
    return None


def _fitting(printed: str) -> str:
    if len(printed) > LONGEST:
        raise BadPattern(f"索引号超过{LONGEST}个字符，请县政务公开科修改索引号规则")
    return printed


def _parts(text: str) -> Iterator[Part]:
    for found in TOKEN.finditer(text):
        if found["stray"]:
            raise BadPattern("索引号规则的花括号没有成对")
        if found["literal"]:
            yield _literal(found["literal"])
        else:
            yield _named(found["name"], found["width"])


def _literal(written: str) -> Part:
    if not LITERAL.fullmatch(written):
        wrong = next(character for character in written if not LITERAL.fullmatch(character))
        shown = "空格" if wrong.isspace() else f"“{wrong}”"
        raise BadPattern(f"索引号里不能用{shown}，可以用字母、数字、汉字和 - / _ . 〔〕（）")
    return Part(literal=written)


def _named(name: str, width: str | None) -> Part:
    if name not in PARTS:
        raise BadPattern(f"{{{name}}}不是索引号规则的组成部分，可用的有：{'、'.join(PARTS)}")
    if width is None:
        return Part(name)
    if name != NUMBER:
        raise BadPattern(f"只有流水号可以写明位数，{{{name}}}不可以")
    if not WIDTH.fullmatch(width):
        raise BadPattern("流水号的位数应写成{number:02}到{number:09}")
    return Part(name, width=int(width))


def _printed(source: Source) -> dict[str, str]:
    credit = source.credit_code
    whole = len(credit) == CREDIT_CODE_LENGTH
    return {
        "credit_code": credit or source.organ_code,
        "organisation_code": credit[ORGANISATION_CODE] if whole else source.organ_code,
        "organ_code": source.organ_code,
        "region_code": source.region_code,
        "column_code": source.column_code,
        "year": f"{source.day:%Y}",
        "month": f"{source.day:%m}",
        "date": f"{source.day:%Y%m%d}",
    }
