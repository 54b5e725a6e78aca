"""Is this a 政府网站标识码? Ten digits that begin with a division; `bm` and eight for the centre."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yangguang.law.errors import Malformed
from yangguang.law.identifiers.division import province_of
from yangguang.law.identifiers.standards import half_width

LOCAL = re.compile(r"(?P<division>\d{6})\d{4}", re.ASCII)
CENTRAL = re.compile(r"bm\d{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SiteCode:
    """A site code; `division` is None for central bodies. `warnings` never refuse: real codes deviate."""

    code: str
    division: str | None
    warnings: tuple[str, ...] = ()


def parse_site_code(words: str, *, division: str | None = None) -> SiteCode:
    """The code in `words`; a warning when it does not begin with `division` (the county's own code)."""
    code = half_width(words).lower()
    if CENTRAL.fullmatch(code):
        return SiteCode(code, None)
    found = LOCAL.fullmatch(code)
    if not found:
        raise Malformed("政府网站标识码应是10位数字，国务院部门的是 bm 加8位数字")
    own = found["division"]
    warnings = []
    if province_of(own) is None:
        warnings.append(f"标识码 {code} 的前两位不是任何省级行政区")
    if division is not None and own != division:
        warnings.append(f"标识码的前六位 {own} 与本地行政区划代码 {division} 不同，请核对")
    return SiteCode(code, own, tuple(warnings))
