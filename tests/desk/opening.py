"""What is a page of the desk to a test: who may open it, who sees its thing, and what it then answers?"""

from __future__ import annotations

from dataclasses import dataclass, field

from yangguang.organisations.kinds import ADMINISTRATORS, Role

R = Role
EVERYBODY = frozenset(Role)
CONTENT = EVERYBODY - ADMINISTRATORS
OVERSEERS = frozenset({R.COUNTY_OFFICE, R.COUNTY_LEADER})
OUTSIDE = frozenset({*ADMINISTRATORS, R.SUPERVISOR, R.LEGAL_ADVISER})
OF_THE_BUREAU = EVERYBODY - OUTSIDE - OVERSEERS
DRAFTERS = frozenset({R.LIAISON, R.HANDLER, R.FOI_HEAD})
KEEPERS = frozenset({R.COUNTY_OFFICE, R.SYSTEM_ADMIN})
SYSTEM, SECURITY, AUDIT = (
    frozenset({R.SYSTEM_ADMIN}),
    frozenset({R.SECURITY_ADMIN}),
    frozenset({R.AUDIT_ADMIN}),
)
COUNTY = frozenset({R.COUNTY_OFFICE})
SEES_FILING = {"own": OF_THE_BUREAU | OVERSEERS, "other": OVERSEERS}
SEES_ALL = {"own": EVERYBODY, "other": EVERYBODY}
KEEPS_CONTACT = {"own": KEEPERS | {R.LIAISON, R.FOI_HEAD}, "other": KEEPERS}
KEEPS_REGISTER = frozenset({*DRAFTERS, R.ORGAN_LEADER, R.COUNTY_OFFICE})
ITS_REGISTER = {"own": KEEPS_REGISTER, "other": COUNTY}
HANDS_OVER = {"own": COUNTY | {R.ORGAN_LEADER, R.FOI_HEAD, R.LIAISON}, "other": COUNTY}


@dataclass(frozen=True)
class Page:
    """One address: what its path needs, who may open it (others: 403), who sees the thing (others: 404), and
    what a GET and an empty POST then answer; `but` are roles with another answer to the GET."""

    opens: frozenset[Role] = EVERYBODY
    needs: str = ""
    sees: dict[str, frozenset[Role]] = field(default_factory=lambda: SEES_ALL)
    get: int = 200
    post: int = 405
    query: str = ""
    but: tuple[frozenset[Role], int] = (frozenset(), 0)


LEGAL = frozenset({R.LEGAL_REVIEWER, R.COUNTY_OFFICE})
FILES_RECORDS = DRAFTERS | LEGAL
NORMATIVE_PAGES = {
    "normative": Page(CONTENT),
    "library": Page(CONTENT),
    "makers": Page(CONTENT),
    "new_maker": Page(LEGAL, post=400),
    "end_maker": Page(LEGAL, "maker", post=400),
    "normative_rules": Page(COUNTY, post=400),
    "clean_ups": Page(CONTENT),
    "new_clean_up": Page(LEGAL, post=400),
    "clean_up": Page(CONTENT, "clean_up"),
    "clean_up_result": Page(LEGAL, "clean_up", post=400),
    "clean_up_move": Page(LEGAL, "clean_up move", get=405, post=302),
    "clean_up_entry": Page(FILES_RECORDS, "entry", post=400),
    "accept_filing": Page(FILES_RECORDS, "record", post=400),
    "normative_document": Page(CONTENT, "normative"),
    "register_number": Page(LEGAL, "normative", get=405, post=302),
    "review_legality": Page(frozenset({R.LEGAL_REVIEWER}), "normative", post=400),
    "send_for_filing": Page(FILES_RECORDS, "normative", post=400),
}
"""What stands below 规范性文件: public documents, which everybody at work on content sees."""
