"""Which place does an administrative division code name? GB/T 2260 and the longer statistical codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from yangguang.law.errors import Malformed
from yangguang.law.identifiers.standards import half_width, standard

WRITTEN = re.compile(r"(\d\d)(\d\d)(\d\d)(\d{3})?(\d{3})?", re.ASCII)
NONE = {"00", "000", None}


class Level(StrEnum):
    """How far down a code reaches."""

    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWNSHIP = "乡级"
    VILLAGE = "村级"


@dataclass(frozen=True, slots=True)
class Division:
    """A division code of 6, 9 or 12 digits with its province and level."""

    code: str
    province: str
    level: Level


def parse_division(words: str) -> Division:
    """The division that `words` name; `Malformed` for other lengths, provinces, gaps."""
    code = half_width(words)
    found = WRITTEN.fullmatch(code)
    if not found:
        raise Malformed("行政区划代码应是6位数字（到乡级9位，到村级12位）")
    province = province_of(code)
    if province is None:
        raise Malformed(f"行政区划代码的前两位“{found[1]}”不是任何省级行政区")
    parts = found.groups()
    used = [part not in NONE for part in parts]
    # cities without counties have townships of their own (442000100), so only the city may not be skipped
    _, city, *below = used
    if any(below) and not city:
        raise Malformed("行政区划代码的市级部分是零，下级部分却不是零")
    deepest = max(position for position, present in enumerate(used) if present)
    return Division(code, province, list(Level)[deepest])


def province_of(code: str) -> str | None:
    """The province-level name for the first two digits of `code`; None when there is no such province."""
    for prefix, name in standard("divisions").items():
        if code.startswith(prefix):
            return str(name)
    return None
