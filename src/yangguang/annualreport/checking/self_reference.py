"""Does the report call itself by the name of another kind of place (我县 in the report of a district)?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from yangguang.annualreport.checking.bodies import Level, level_of, places
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.reading.model import Reading

OURS = re.compile(r"我(省|市|县|区|州|旗|盟)(?![级长场域])")
QUOTED = re.compile(r"“[^”]{0,200}”|《[^》]{0,200}》")
ABOVE = {
    Level.PROVINCE: "省市区",
    Level.CITY: "省市州盟区",
    Level.COUNTY: "省",
    Level.TOWNSHIP: "省市县区旗",
}
"""Words for what lies above the body (and for its own kind where every report uses the same)."""


def check_self_reference(reading: Reading) -> Iterator[Finding]:
    """One finding for each word that cannot mean the body nor the place it lies in."""
    if not reading.body:
        return
    allowed = own_words(reading.body)
    if allowed is None:
        return
    text = re.sub(r"\s", "", reading.preamble + "".join(part.text for part in reading.sections))
    said = Counter(OURS.findall(QUOTED.sub("", text)))
    for word, times in said.items():
        if word not in allowed:
            message = f"文中 {times} 次自称“我{word}”，报告主体却是“{reading.body}”"
            yield finding("prose.other_place", (), message, quote=f"我{word}")


def own_words(body: str) -> frozenset[str] | None:
    """The words after 我 that are right in this body's report; None when its name does not tell."""
    level = level_of(body)
    in_name = set(re.findall(r"[省市县区州旗盟]", body))
    if level is None:
        # a zone calls itself 区; nothing else in its name, nothing else is right
        return frozenset(in_name | {"省", "市"}) if "区" in in_name else None
    own = set(ABOVE[level]) | in_name
    if level is Level.TOWNSHIP:
        own -= _other_counties(in_name)
    if level is Level.COUNTY and "区" in in_name:
        own |= {"市"}  # a district always lies in a city
    if level is Level.PROVINCE and any(body.startswith(name) for name in places().municipalities):
        own -= {"省", "区"}
    return frozenset(own)


def _other_counties(in_name: set[str]) -> set[str]:
    """Kinds of county that a township's name rules out by naming the one it lies in."""
    counties = {"县", "区", "旗"}
    return counties - in_name if counties & in_name else set()
