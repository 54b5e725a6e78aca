"""What was asked for, read out of an address? Names become the rows they mean; an unknown name is said."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from ninja import Field, Schema
from pydantic import BeforeValidator

from yangguang.catalogue.models import Column
from yangguang.disclosure.showing.lines import Force, kinds
from yangguang.disclosure.showing.open_lists import Asked
from yangguang.law.errors import Malformed
from yangguang.law.identifiers.document_number import canonical
from yangguang.organisations.models import Organ

FIRST_YEAR, LAST_YEAR = 1900, 2999
LARGEST = 2**63 - 1
LONGEST = 120
PLACE = r"^[0-8]?[0-9]{1,15}-[0-9]{1,18}$"
"""A place in a list; the first figures stay within what a date can say."""
NUL = "\0"
"""The one character that PostgreSQL cannot hold; no name has it."""


A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _as_written(words: object) -> object:
    """A day is written out; a bare figure, which would be read as seconds since 1970, is none."""
    if isinstance(words, str) and not A_DAY.fullmatch(words):
        raise ValueError("a day is written as 2026-01-01")
    return words


Day = Annotated[date, BeforeValidator(_as_written)]
"""A day as it stands in an address."""


class Unknown(Exception):
    """Something that was asked for by its name does not exist; the sentence says what."""


class Narrowing(Schema):
    """By what lists and downloads are narrowed."""

    type: str = Field("", max_length=LONGEST, description="信息类型代码，见 /api/types")
    organ: int | None = Field(None, ge=1, le=LARGEST, description="发布机构的编号，见列表里的 publisher")
    column: str = Field("", max_length=LONGEST, description="栏目编码，见 /api/columns")
    year: int | None = Field(None, ge=FIRST_YEAR, le=LAST_YEAR, description="首次发布的年份")
    on: Day | None = Field(None, description="有效性按哪一日，如 2026-01-01；不写为当日")


class ItemsAsked(Narrowing):
    """By what the list is narrowed further, and where its page begins."""

    document_no: str = Field("", max_length=LONGEST, description="文号，括号写法不限")
    validity: Force | None = Field(
        None, description="只要文件：in_force 有效、not_yet 尚未施行、over 失效或者废止"
    )
    cursor: str | None = Field(None, pattern=PLACE, description="上一页给出的 next")


def asked_for(government: int, narrowing: Narrowing) -> Asked:
    """The rows that are meant. Raises `Unknown`. A query each for an organ and a column, if one is named."""
    if narrowing.type and narrowing.type not in kinds():
        raise Unknown(f"没有“{narrowing.type}”这个信息类型")
    in_list = narrowing if isinstance(narrowing, ItemsAsked) else None
    return Asked(
        type_key=narrowing.type,
        organ=_organ(government, narrowing.organ),
        column=_column(government, narrowing.column),
        year=narrowing.year,
        document_no=_number(in_list.document_no) if in_list else "",
        force=in_list.validity if in_list else None,
    )


def _organ(government: int, number: int | None) -> int | None:
    if number is None:
        return None
    if not Organ.objects.filter(government=government, pk=number).exists():
        raise Unknown(f"没有编号为{number}的机关")
    return number


def _column(government: int, code: str) -> int | None:
    if not code:
        return None
    rows = Column.objects.filter(government=government, code=code.replace(NUL, ""))
    found = rows.values_list("pk", flat=True).first()
    if found is None:
        raise Unknown(f"没有编码为“{code}”的栏目")
    return found


def _number(words: str) -> str:
    """The number as it is kept; what is no number stands for itself and is found nowhere."""
    try:
        return canonical(words) if words.strip() else ""
    except Malformed:
        return words.replace(NUL, "")
