"""What is one question of an item type, and what kinds of answer are there?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Scalar = str | bool
Row = dict[str, Scalar | list[str]]
Value = Scalar | list[str] | list[Row]
"""An answer as it is kept: text (days as 2026-01-20, figures as decimal text), a yes or no, codes, rows."""


class Kind(StrEnum):
    """What kind of answer a field takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    ORGAN = "organ"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    CHOICE = "choice"
    CHOICES = "choices"
    URL = "url"
    PHONE = "phone"
    YES_NO = "yes_no"
    ROWS = "rows"


KIND_NAMES = {
    Kind.TEXT: "一行文字",
    Kind.LONG_TEXT: "多行文字",
    Kind.ORGAN: "机关名称",
    Kind.DATE: "日期",
    Kind.YEAR: "年份",
    Kind.NUMBER: "数字",
    Kind.MONEY: "金额",
    Kind.PERCENT: "百分比",
    Kind.CHOICE: "单选",
    Kind.CHOICES: "多选",
    Kind.URL: "网址",
    Kind.PHONE: "电话",
    Kind.YES_NO: "是或否",
    Kind.ROWS: "多行表格",
}
"""What each kind is called where types are described."""

WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.ORGAN})
FIGURES = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERCENT})
PICKED = frozenset({Kind.CHOICE, Kind.CHOICES})

YES, NO = "yes", "no"
YES_NO_WORDS = {True: "是", False: "否"}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be picked: the code that is kept and the words that people see."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """True when the field named `field` was answered with one of `codes` (`yes` and `no` for yes_no)."""

    field: str
    codes: tuple[str, ...]

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether cleaned `values` meet it."""
        held = values.get(self.field)
        if isinstance(held, bool):
            return (YES if held else NO) in self.codes
        if isinstance(held, list):
            return any(code in self.codes for code in held)
        return held in self.codes


@dataclass(frozen=True, slots=True)
class Field:
    """One question. What does not apply to its kind is empty, the loader sees to that."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    hint: str = ""
    options: tuple[Option, ...] = ()
    vocabulary: str | None = None
    """The vocabulary of the catalogue whose term codes are the options; it is asked by the services."""
    unit: str = ""
    longest: int | None = None
    """How many characters a text, or how many rows a table, may have at most."""
    least: Decimal | None = None
    most: Decimal | None = None
    places: int = 0
    """How many decimals a figure may have."""
    mobile: bool = False
    """Whether the number of a mobile phone may be published here."""
    columns: tuple[Field, ...] = ()
    required_when: Condition | None = None
    not_before: str | None = None
    """The field of the same level whose day must not come after this one's."""
    not_above: str | None = None
    """The field of the same level whose figure must not be smaller than this one's."""

    @property
    def title(self) -> str:
        """The label as sentences quote it: 《会议日期》."""
        return f"《{self.label}》"

    def is_required(self, values: Mapping[str, object]) -> bool:
        """Whether it must be answered, given the cleaned answers beside it."""
        return self.required or (self.required_when is not None and self.required_when.holds(values))

    def in_words(self, value: Value) -> str:
        """A kept value as a page shows it; rows are shown cell by cell and have none of their own."""
        if isinstance(value, bool):
            return YES_NO_WORDS[value]
        if isinstance(value, list):
            return "、".join(self._label(code) for code in value if isinstance(code, str))
        return f"{self._label(value)}{self.unit}"

    def _label(self, code: str) -> str:
        return next((option.label for option in self.options if option.code == code), code)
