"""Is this a 公民身份号码 (GB 11643)? Refusals never repeat the number: it is personal data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from yangguang.law.errors import Malformed
from yangguang.law.identifiers.division import province_of
from yangguang.law.identifiers.standards import half_width, standard, weighted_sum

WRITTEN = re.compile(
    r"(?P<body>(?P<place>\d{6})(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)\d{3})(?P<check>[\dX])", re.ASCII
)
OLD = re.compile(r"\d{15}", re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class CitizenNumber:
    """A valid number. Its `repr` does not show it, so that no log does."""

    number: str
    kind: str
    """居民身份证, one of the residence permits, or 外国人永久居留身份证."""
    born_on: date

    def __repr__(self) -> str:
        return f"<{self.kind}>"


def parse_citizen_number(words: str, *, latest: date | None = None) -> CitizenNumber:
    """The number in `words`; a birthday after `latest` is refused. `Malformed` when anything is wrong."""
    number = half_width(words).upper()
    found = WRITTEN.fullmatch(number)
    if not found:
        old = "，15位的旧号码已经停用" if OLD.fullmatch(number) else ""
        raise Malformed(f"公民身份号码应是17位数字加1位数字或者X{old}")
    born_on = _birthday(found)
    if latest is not None and born_on > latest:
        raise Malformed("公民身份号码里的出生日期还没有到")
    kind = _kind(found["place"])
    if found["check"] != _check(found["body"]):
        raise Malformed("公民身份号码的校验码不对，请核对有没有抄错")
    return CitizenNumber(number, kind, born_on)


def _birthday(found: re.Match[str]) -> date:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise Malformed("公民身份号码里的出生日期不存在") from None


def _kind(place: str) -> str:
    rules = standard("citizen_number")
    if place.startswith(rules["foreigner"]):
        return "外国人永久居留身份证"
    for prefix, name in rules["residence_permits"].items():
        if place.startswith(prefix):
            return str(name)
    if province_of(place) is None:
        raise Malformed("公民身份号码的前两位不是任何省级行政区")
    return "居民身份证"


def _check(body: str) -> str:
    rules = standard("citizen_number")
    remainder = weighted_sum([int(digit) for digit in body], rules["weights"]) % rules["modulus"]
    check: str = rules["check_digits"][remainder]
    return check
