"""Which columns does a list have, and what may stand in each? Pure; one table a kind of list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from yangguang.organisations.kinds import Kind, Role, SuccessionKind

Value = TypeVar("Value")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
NUMBER = re.compile(r"\d{1,9}", re.ASCII)
CREDIT_CODE = re.compile(r"[0-9A-Za-z]{18}", re.ASCII)
SEPARATORS = re.compile(r"[、;；,，\n]+")
YES_NO = {"是": True, "否": False}
FULL_TIME = {"专职": True, "兼职": False}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, the key of its value, and what may stand there.

    `parse` gives the value or raises `ValueError` with the sentence; without it any text will do. `exact`
    columns must hold text: a spreadsheet that took a code for a number has dropped its zeros.
    """

    head: str
    key: str
    parse: Callable[[str], object] | None = None
    required: bool = False
    exact: bool = False


def day(text: str) -> date:
    """A day written 2026-01-31, 2026/1/31, 2026年1月31日 or 20260131."""
    found = DAY.fullmatch(text) or COMPACT_DAY.fullmatch(text)
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise ValueError(f"“{text}”不是日期，应写成 2026-01-31 的样子")


def yes_no(text: str) -> bool:
    """是 or 否."""
    return _one_of(text, YES_NO)


def full_time(text: str) -> bool:
    """专职 or 兼职."""
    return _one_of(text, FULL_TIME)


def number(text: str) -> int:
    """A whole number of at most nine digits."""
    if not NUMBER.fullmatch(text):
        raise ValueError(f"“{text}”不是整数")
    return int(text)


def kind(text: str) -> Kind:
    """The kind of organ with that label."""
    return _one_of(text, {one.label: one for one in Kind})


def role(text: str) -> Role:
    """The role with that label."""
    return _one_of(text, {one.label: one for one in Role})


def succession(text: str) -> SuccessionKind:
    """The kind of succession with that label."""
    return _one_of(text, {one.label: one for one in SuccessionKind})


def credit_code(text: str) -> str:
    """Eighteen letters and digits; the law room checks the rest."""
    if not CREDIT_CODE.fullmatch(text):
        raise ValueError("统一社会信用代码应是18位数字和大写字母")
    return text.upper()


def several(text: str) -> tuple[str, ...]:
    """Names or codes set apart by 、 or other marks."""
    return tuple(part.strip() for part in SEPARATORS.split(text) if part.strip())


ORGANS = (
    Column("机构编码", "code", required=True, exact=True),
    Column("名称", "name", required=True),
    Column("类别", "kind", kind, required=True),
    Column("统一社会信用代码", "uscc", credit_code, exact=True),
    Column("垂直管理", "vertical", yes_no),
    Column("上级机构编码", "superior", exact=True),
    Column("排序", "order", number),
    Column("别名", "aliases", several),
    Column("成立日期", "from_on", day, required=True),
    Column("办公地址", "office_address"),
    Column("办公时间", "office_hours"),
    Column("联系电话", "phone", exact=True),
    Column("传真", "fax", exact=True),
    Column("邮编", "postcode", exact=True),
    Column("电子邮箱", "email"),
    Column("互联网申请地址", "request_url"),
    Column("公开主体", "subject", yes_no),
    Column("认定日期", "subject_from", day),
    Column("认定依据", "subject_basis"),
    Column("终止日期", "to_on", day),
    Column("后继方式", "succession", succession),
    Column("后继机构编码", "successors", several, exact=True),
    Column("改革依据", "basis"),
)

APPOINTMENTS = (
    Column("登录名", "sign_in_name", required=True, exact=True),
    Column("姓名", "display_name"),
    Column("机构编码", "code", required=True, exact=True),
    Column("身份", "role", role, required=True),
    Column("专职或兼职", "full_time", full_time),
    Column("起始日期", "from_on", day, required=True),
    Column("终止日期", "to_on", day),
)


def _one_of(text: str, known: dict[str, Value]) -> Value:
    if text not in known:
        raise ValueError(f"没有“{text}”这一项，应是：{'、'.join(known)}")
    return known[text]
