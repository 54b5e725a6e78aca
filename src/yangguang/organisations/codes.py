"""Are the codes of a government or organ well formed? The law room decides; its answer becomes a sentence."""

from __future__ import annotations

from yangguang.law.errors import Malformed
from yangguang.law.identifiers.credit_code import parse_credit_code
from yangguang.law.identifiers.division import parse_division
from yangguang.law.identifiers.site_code import parse_site_code


def refusal_of_codes(*, region_code: str = "", site_code: str = "", uscc: str = "") -> str | None:
    """Why one of the codes cannot be kept; empty ones are not looked at."""
    checks = ((region_code, parse_division), (site_code, parse_site_code), (uscc, parse_credit_code))
    for code, parse in checks:
        try:
            if code:
                parse(code)
        except Malformed as error:
            return str(error)
    return None


def warnings_of_codes(*, region_code: str = "", site_code: str = "", uscc: str = "") -> tuple[str, ...]:
    """What looks wrong in codes that are well formed; a warning never refuses (C14: real codes deviate)."""
    found: tuple[str, ...] = ()
    if site_code:
        found += parse_site_code(site_code, division=region_code or None).warnings
    if uscc:
        found += parse_credit_code(uscc).warnings
    return found
