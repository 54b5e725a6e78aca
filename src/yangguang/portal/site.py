"""Whose portal is this? What the county entered in `site.yaml`, examples where it entered nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Site:
    """The facts of a government website that every page carries (the national guide's footer and tags)."""

    name: str = "阳光县人民政府"
    motto: str = "政务公开 · 依法 及时 准确"
    organiser: str = "阳光县人民政府办公室"
    domain: str = "localhost"
    identifier: str = "0000000000"
    icp: str = "示例备00000000号"
    police: str = "00000000000000"
    phone: str = "0000-0000000"
    address: str = "阳光县示例路1号"
    error_report: str = "https://zfwzzc.www.gov.cn/"
    services: str = ""
    main_colour: str = ""
    is_example: bool = True


LEAST_CONTRAST = 4.5
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@cache
def site() -> Site:
    """The site as set up; unknown keys and a colour that would make words hard to read are left out."""
    known = {field.name for field in fields(Site)}
    entered = {key: str(value) for key, value in settings.SITE.items() if key in known - {"is_example"}}
    if not carries_white(entered.get("main_colour", "")):
        entered.pop("main_colour", None)
    return Site(**entered, is_example="name" not in entered)


def carries_white(colour: str) -> bool:
    """Can white words be read on this `#rrggbb`? By the contrast that WCAG 2 asks of text."""
    if not _COLOUR.fullmatch(colour):
        return False
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05) >= LEAST_CONTRAST
