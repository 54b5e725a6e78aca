"""Whose figures does a sentence give: the report's own, those of less, or those of more?"""

from __future__ import annotations

import re
from enum import StrEnum

from yangguang.annualreport.reading.model import Reading


class Scope(StrEnum):
    """Compared with what the tables of the report cover."""

    OWN = "own"
    NARROWER = "narrower"
    WIDER = "wider"


WHOLE_PLACE = re.compile(
    r"全[县区市省州旗镇乡](?!直)(?:各[^，。；\d]{0,20}?(?=共|累计|总|收到|受理|接收|办理|新收))?"
    r"|各级|我[县区市省州]|本[县区市省](?!级)|各部门各|全系统"
)
ONE_ORGAN = re.compile(
    r"政府办(?:公室|公厅)?|[县区市省州旗](?:人民)?政府(?!信息|门户|网站|系统|各|办|公报|部门)|[县区市省]?本级|本机关|"
    r"[我本][办局委厅]|各?(?:乡镇|镇街|街道|镇|乡)(?!村)|部门|局|委(?!员|托|派)|代表[县区市]"
)
OTHER_UNITS = re.compile(
    r"全[县区市省州旗](?!直)|各级|各(?:有关)?(?:部门|单位|镇|乡镇|街道|县|区)|[县区市]直|我[县区市省州]"
)
OFFICE = re.compile(r"办公室|办公厅|政府办")


def scope(reading: Reading, words: str) -> Scope:
    """The scope that `words` (the sentence up to the figure) give; the last mention decides."""
    body = reading.body or ""
    words = words.replace(body, "") if body else words
    if reading.kind == "aggregate":
        whole = max((found.end() for found in WHOLE_PLACE.finditer(words)), default=0)
        part = max((found.end() for found in ONE_ORGAN.finditer(words)), default=0)
        return Scope.NARROWER if part > whole else Scope.OWN
    if OTHER_UNITS.search(words):
        return Scope.WIDER
    if not OFFICE.search(body) and OFFICE.search(words):
        return Scope.NARROWER
    return Scope.OWN
