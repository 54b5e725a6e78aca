"""Is this a 统一社会信用代码 (GB 32100)? Eighteen characters, the last a check character."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yangguang.law.errors import Malformed
from yangguang.law.identifiers.division import province_of
from yangguang.law.identifiers.organisation_code import organisation_check
from yangguang.law.identifiers.standards import half_width, standard, weighted_sum

WRITTEN = re.compile(
    r"(?P<body>(?P<kind>[0-9A-HJ-NPQRTUWXY]{2})(?P<division>\d{6})"
    r"(?P<organisation>[0-9A-HJ-NPQRTUWXY]{8})(?P<organisation_check>[0-9X]))(?P<check>[0-9A-HJ-NPQRTUWXY])",
    re.ASCII,
)
LOOSE = re.compile(r"[0-9A-Z]{18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A valid code with its parts. `warnings` are sentences on parts that look wrong but may be right."""

    code: str
    division: str
    organisation_code: str
    is_organ: bool
    """Whether it was given by 机构编制部门 to an organ of the state."""
    warnings: tuple[str, ...] = ()


def parse_credit_code(words: str) -> CreditCode:
    """The code in `words`; `Malformed` when its form or check character are wrong."""
    code = half_width(words).upper()
    found = WRITTEN.fullmatch(code)
    if not found:
        letters = "，其中不用字母 I、O、S、V、Z" if LOOSE.fullmatch(code) else ""
        raise Malformed(f"统一社会信用代码应是18位数字和大写字母{letters}")
    if found["check"] != _check(found["body"]):
        raise Malformed("统一社会信用代码的校验码不对，请核对有没有抄错")
    return CreditCode(
        code=code,
        division=found["division"],
        organisation_code=f"{found['organisation']}-{found['organisation_check']}",
        is_organ=found["kind"] == standard("credit_code")["organ_prefix"],
        warnings=tuple(_warnings(found)),
    )


def _check(body: str) -> str:
    rules = standard("credit_code")
    alphabet: str = rules["alphabet"]
    values = [alphabet.index(character) for character in body]
    return alphabet[-weighted_sum(values, rules["weights"]) % rules["modulus"]]


def _warnings(found: re.Match[str]) -> list[str]:
    warnings = []
    if province_of(found["division"]) is None:
        warnings.append(f"第3至8位“{found['division']}”的前两位不是任何省级行政区")
    if organisation_check(found["organisation"]) != found["organisation_check"]:
        warnings.append("第9至17位不是校验正确的组织机构代码")
    return warnings
