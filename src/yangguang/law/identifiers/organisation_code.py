"""Is this a 组织机构代码 (GB 11714)? Eight characters and a check character."""

from __future__ import annotations

import re

from yangguang.law.errors import Malformed
from yangguang.law.identifiers.standards import half_width, standard, weighted_sum

WRITTEN = re.compile(r"([0-9A-Z]{8})-?([0-9X])", re.ASCII)


def parse_organisation_code(words: str) -> str:
    """The code as printed, `00001434-9`; `Malformed` when form or check character are wrong."""
    found = WRITTEN.fullmatch(half_width(words).upper())
    if not found:
        raise Malformed("组织机构代码应是8位数字或者大写字母加1位校验码，如 00001434-9")
    body, check = found.groups()
    if check != organisation_check(body):
        raise Malformed("组织机构代码的校验码不对，请核对有没有抄错")
    return f"{body}-{check}"


def organisation_check(body: str) -> str:
    """The check character of the eight characters `body`."""
    rules = standard("organisation_code")
    values = [rules["alphabet"].index(character) for character in body]
    remainder = weighted_sum(values, rules["weights"]) % rules["modulus"]
    check: str = rules["check_digits"][remainder]
    return check
