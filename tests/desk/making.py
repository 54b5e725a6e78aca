"""A county at its desks: people of every role, the reports of a year; a second one may stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.test import Client

from tests.annualreport.filing.making import EDUCATION, TOWNSHIP, fill, make_filing_county
from tests.organisations.making import County
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.opening import open_year
from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.services.columns import add_column
from yangguang.catalogue.services.laying_out import lay_out_own
from yangguang.catalogue.services.terms import add_term
from yangguang.disclosure.register.entering import Decision, Entry
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.services import register_document
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Viewer, viewer_of

YEAR = 2026
TODAY = date(2027, 1, 12)
MORE_PEOPLE = (
    ("承办人", Role.HANDLER),
    ("保密员", Role.SECRECY_REVIEWER),
    ("公开办主任", Role.FOI_HEAD),
    ("法制员", Role.LEGAL_REVIEWER),
    ("法律顾问", Role.LEGAL_ADVISER),
    ("窗口", Role.RECEPTION),
)
"""Who else works for the education bureau, so that every role is held by somebody."""


@dataclass
class Desks:
    """A county whose year has been opened, its filings by name, and somebody to sit down as."""

    county: County
    filings: dict[str, Filing]

    def viewer(self, name: str) -> Viewer:
        return viewer_of(self.county.people[name], TODAY, government=self.county.government.pk)

    def at(self, client: Client, name: str) -> Client:
        """The client, signed in as a person of the county."""
        client.force_login(self.county.people[name])
        return client

    def fresh(self, name: str) -> Filing:
        """A filing as it stands now."""
        return Filing.objects.select_related("body__government", "organ").get(pk=self.filings[name].pk)


def make_desks(name: str = "示例县", region_code: str = "371399") -> Desks:
    county = make_filing_county(name, region_code)
    bureau = county.government.organs.get(name=EDUCATION)
    for person, role in MORE_PEOPLE:
        county.appoint(person, role, bureau)
    county.appoint("监督员", Role.SUPERVISOR, county.office)
    open_year(viewer=county.seen_by("县办", TODAY), year=YEAR)
    names = {"aggregate": "政府", "government_organ": "办公室"}
    held = Filing.objects.filter(government=county.government).select_related("body__government", "organ")
    return Desks(county, {names.get(one.kind, one.body.name): one for one in held})


def make_columns(desks: Desks) -> None:
    """The national layout, two local columns and a local word."""
    viewer = desks.viewer("县办")
    lay_out_own(viewer=viewer)
    for code, name in (("topics", "专题专栏"), ("leaders", "领导之窗")):
        add_column(viewer=viewer, code=code, name=name)
    add_term(viewer=viewer, vocabulary=Vocabulary.GENRE, code="verse", name="其他文体")


def fill_in(desks: Desks, name: str = EDUCATION) -> Filing:
    return fill(desks.county, desks.fresh(name))


def register_documents(desks: Desks, organ: str = EDUCATION, *, count: int = 1) -> list[OfficialDocument]:
    """So many closed documents of an organ in the register, due to be assessed at the end of 2026."""
    decision = Decision("closed", "16.1", "只涉及后勤安排", reassess_on=date(2026, 12, 31))
    facts = {"organ": desks.filings[organ].body_id, "made_on": date(2026, 10, 12), "decision": decision}
    return [
        register_document(
            Entry(document_no=f"{organ}发〔2026〕{number}号", title="关于供暖的通知", **facts),
            viewer=desks.viewer(f"{organ}联络员"),
        )
        for number in range(1, count + 1)
    ]


__all__ = [
    "EDUCATION",
    "TODAY",
    "TOWNSHIP",
    "YEAR",
    "Desks",
    "fill_in",
    "make_columns",
    "make_desks",
    "register_documents",
]
