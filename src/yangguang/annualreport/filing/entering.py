"""Is what was entered a figure of this form? Pure: blank stays blank, zero is a figure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from yangguang.annualreport.form.editions import Address, Column, Edition
from yangguang.annualreport.form.naming import named
from yangguang.annualreport.writing.facts import MOST_DECIMALS, MOST_DIGITS, MOST_TEXT
from yangguang.wording.secrecy_marks import refusal_of_text

PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
LINE_BREAKS = "\n\r\t"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of a form: the figures by address (None: blank), and a sentence for each that is none."""

    cells: dict[Address, Decimal | None]
    faults: dict[Address, str]

    @property
    def refusal(self) -> str | None:
        """The first fault, None when there is none."""
        return next(iter(self.faults.values()), None)


def read_entries(form: Edition, entries: Mapping[Address, str]) -> Entered:
    """The figures a person typed, by address of the form; empty text is a blank, which is not zero."""
    cells: dict[Address, Decimal | None] = {}
    faults: dict[Address, str] = {}
    known = set(form.addresses)
    for address, typed in entries.items():
        if address not in known:
            faults[address] = f"{form.name}没有“{address[:60]}”这一格"
            continue
        text = _normal(typed)
        column = form.places[address][2]
        if fault := _fault(column, text):
            faults[address] = f"“{named(address, form.id)}”{fault}"
        else:
            cells[address] = Decimal(text.replace(",", "")) if text else None
    return Entered(cells, faults)


def refusal_of_words(form: Edition, words: Mapping[str, str]) -> str | None:
    """Why the narrative of some sections cannot be kept; None when it can."""
    known = {section.number for section in form.sections}
    for number, text in words.items():
        if number not in known:
            return f"{form.name}没有第“{number[:10]}”部分"
        if has_control_characters(text):
            return f"第{number}部分含有不能保存的控制字符"
        if sentence := refusal_of_text(text):
            return sentence
    if sum(len(text) for text in words.values()) > MOST_TEXT:
        return f"正文过长，最多{MOST_TEXT}字"
    return None


def has_control_characters(text: str) -> bool:
    """Whether a text holds what no database keeps and no printer prints; line breaks are no such thing."""
    return any(unicodedata.category(letter) == "Cc" and letter not in LINE_BREAKS for letter in text)


def _normal(typed: str) -> str:
    """Full-width digits and signs as people type them, made plain."""
    return unicodedata.normalize("NFKC", typed).replace("−", "-").strip()


def _fault(column: Column, text: str) -> str | None:
    if not text:
        return None
    if not (PLAIN.fullmatch(text) or GROUPED.fullmatch(text)):
        return f"不是数字：{text[:SHOWN]}"
    whole, _, part = text.replace(",", "").lstrip("-").partition(".")
    if text.startswith("-") and not column.signed:
        return "不能是负数"
    if part and not column.decimal:
        return "应当是整数"
    if len(whole) > MOST_DIGITS or len(part) > MOST_DECIMALS:
        return f"最多{MOST_DIGITS}位整数、{MOST_DECIMALS}位小数"
    return None
