"""Who may open which page of which organ? Every address, every role; own, other and foreign organs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.desk.item_making import make_item_with_everything, open_publishing
from tests.desk.making import (
    EDUCATION,
    TODAY,
    TOWNSHIP,
    Desks,
    fill_in,
    make_columns,
    make_desks,
    register_documents,
)
from tests.desk.normative_making import make_normative_with_everything, maker_of, round_of
from tests.desk.opening import (
    AUDIT,
    CONTENT,
    COUNTY,
    DRAFTERS,
    HANDS_OVER,
    ITS_REGISTER,
    KEEPERS,
    KEEPS_CONTACT,
    KEEPS_REGISTER,
    NORMATIVE_PAGES,
    OVERSEERS,
    SECURITY,
    SEES_FILING,
    SYSTEM,
    Page,
    R,
)
from yangguang.annualreport.filing.services.putting_forward import submit, withdraw
from yangguang.catalogue.models import Column, Term
from yangguang.desk.models import SavedView
from yangguang.disclosure.models import Consultation, Hold, Item, Publication, Referral
from yangguang.disclosure.normative.models import FilingRecord
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.organisations.approval.models import Route, Slip
from yangguang.organisations.approval.paper import print_slip
from yangguang.organisations.approval.selectors import course_of
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Deputyship
from yangguang.organisations.services.people import appoint_deputy
from yangguang.workflow.models import Event

PEOPLE = {
    R.LIAISON: f"{EDUCATION}联络员",
    R.HANDLER: "承办人",
    R.SECRECY_REVIEWER: "保密员",
    R.ORGAN_LEADER: f"{EDUCATION}领导",
    R.FOI_HEAD: "公开办主任",
    R.LEGAL_REVIEWER: "法制员",
    R.LEGAL_ADVISER: "法律顾问",
    R.RECEPTION: "窗口",
    R.COUNTY_OFFICE: "县办",
    R.COUNTY_LEADER: "副县长",
    R.SUPERVISOR: "监督员",
    R.SYSTEM_ADMIN: "系统",
    R.SECURITY_ADMIN: "安全",
    R.AUDIT_ADMIN: "审计",
}
"""Who stands for a role; those of an organ work for the education bureau, which is `own`."""


TABLE = {
    "home": Page(),
    "first_run": Page(get=404, post=404),
    "sign_in": Page(post=400),
    "sign_out": Page(get=405, post=302),
    "password": Page(post=400),
    "standing": Page(post=302),
    "search": Page(query="?q=局"),
    "save_view": Page(get=405, post=302),
    "drop_view": Page(needs="view", sees={"own": COUNTY, "other": frozenset()}, get=405, post=302),
    "board": Page(CONTENT),
    "begin_year": Page(CONTENT, get=405, post=302),
    "begin_report": Page(CONTENT, get=405, post=404),
    "filing": Page(CONTENT, "filing", SEES_FILING),
    "entry": Page(CONTENT, "filing", SEES_FILING, get=302, post=409, but=(DRAFTERS, 200)),
    "checked": Page(CONTENT, "filing", SEES_FILING, get=405, post=200),
    "bring_in": Page(CONTENT, "filing", SEES_FILING, post=400),
    "compile": Page(CONTENT, "aggregate", {"own": OVERSEERS, "other": OVERSEERS}, post=400),
    "from_library": Page(CONTENT, "filing", SEES_FILING, post=400),
    "figure": Page(CONTENT, "filing", SEES_FILING, query="?at=requests/received@total"),
    "print_slip": Page(CONTENT, "filing", SEES_FILING, get=405, post=409),
    "slip": Page(CONTENT, "slip", SEES_FILING),
    "record_slip": Page(CONTENT, "slip", SEES_FILING, post=400),
    "move": Page(CONTENT, "move", SEES_FILING, get=405, post=409),
    "items": Page(CONTENT),
    "new_item": Page(DRAFTERS, post=400),
    "item_review": Page(CONTENT, post=200),
    "item": Page(CONTENT, "item", SEES_FILING),
    "item_entry": Page(CONTENT, "item", SEES_FILING, get=302),
    "item_part": Page(CONTENT, "item part", SEES_FILING, get=302, post=409),
    "item_files": Page(CONTENT, "item", SEES_FILING, get=302, post=400),
    "item_relations": Page(CONTENT, "item", SEES_FILING, get=302, post=409),
    "item_check": Page(CONTENT, "item", SEES_FILING),
    "item_file": Page(CONTENT, "item file", SEES_FILING),
    "change_file": Page(CONTENT, "item file", SEES_FILING, get=405, post=409),
    "item_preview": Page(CONTENT, "item", SEES_FILING),
    "item_versions": Page(CONTENT, "item", SEES_FILING),
    "item_version": Page(CONTENT, "item version", SEES_FILING),
    "item_refer": Page(CONTENT, "item", SEES_FILING, post=400),
    "determine": Page(CONTENT, "item referral", SEES_FILING, post=400),
    "item_consult": Page(CONTENT, "item", SEES_FILING, post=400),
    "record_answer": Page(CONTENT, "item consultation", SEES_FILING, post=400),
    "item_consent": Page(CONTENT, "item", SEES_FILING, post=400),
    "item_schedule": Page(CONTENT, "item", SEES_FILING, post=400),
    "item_hold": Page(CONTENT, "item", SEES_FILING, post=400),
    "lift_hold": Page(CONTENT, "item hold", SEES_FILING, post=400),
    "item_take_down": Page(CONTENT, "item", SEES_FILING, post=400),
    "print_item_slip": Page(CONTENT, "item", SEES_FILING, get=405, post=302),
    "item_slip": Page(CONTENT, "item slip", SEES_FILING),
    "record_item_slip": Page(CONTENT, "item slip", SEES_FILING, post=400),
    "item_move": Page(CONTENT, "item move", SEES_FILING, get=405, post=409),
    "organs": Page(),
    "new_organ": Page(KEEPERS, post=400),
    "reorganise": Page(KEEPERS, post=400),
    "import_organs": Page(KEEPERS, post=400),
    "organs_carried_out": Page(KEEPERS, get=405, post=302),
    "organ": Page(needs="organ"),
    "change_organ": Page(KEEPERS, "organ", post=400),
    "change_contact": Page(KEEPERS | {R.LIAISON, R.FOI_HEAD}, "organ", KEEPS_CONTACT, post=400),
    "rename_organ": Page(KEEPERS, "organ", post=400),
    "decide_subject": Page(COUNTY, "organ", post=400),
    "people": Page(),
    "import_appointments": Page(SECURITY, post=400),
    "appointments_carried_out": Page(SECURITY, get=405, post=302),
    "person": Page(needs="person"),
    "grant": Page(SECURITY, "person", post=400),
    "hand_over": Page(CONTENT, "person", HANDS_OVER, post=400),
    "reset_password": Page(SYSTEM, "person", post=400),
    "close_account": Page(SYSTEM, "person", get=405, post=302),
    "reopen_account": Page(SYSTEM, "person", get=405, post=302),
    "end_appointment": Page(SECURITY, "appointment", post=400),
    "appoint_deputy": Page(SECURITY, "appointment", post=400),
    "end_deputyship": Page(SECURITY, "deputyship", post=400),
    "exported": Page(KEEPERS | SECURITY | AUDIT, "export"),
    "accounts": Page(SYSTEM | SECURITY),
    "new_account": Page(SYSTEM, post=400),
    "columns": Page(),
    "lay_out": Page(COUNTY, get=405, post=302),
    "new_column": Page(COUNTY, post=400),
    "index_pattern": Page(COUNTY, post=400),
    "column": Page(needs="column"),
    "rename_column": Page(COUNTY, "column", post=400),
    "move_column": Page(COUNTY, "column", post=400),
    "end_column": Page(COUNTY, "column", post=400),
    "new_term": Page(COUNTY, post=400),
    "end_term": Page(COUNTY, "term", post=400),
    "register": Page(CONTENT),
    "new_document": Page(KEEPS_REGISTER, post=400),
    "import_register": Page(KEEPS_REGISTER, post=400),
    "register_imported": Page(KEEPS_REGISTER, get=405, post=302),
    "assessments": Page(CONTENT),
    "closed_shares": Page(CONTENT),
    "closed_share_alert": Page(COUNTY, post=400),
    "document": Page(CONTENT, "document", SEES_FILING),
    "change_document": Page(KEEPS_REGISTER, "document", ITS_REGISTER, post=400),
    "correct_document": Page(KEEPS_REGISTER, "document", ITS_REGISTER, post=400),
    "assess": Page(KEEPS_REGISTER, "document", ITS_REGISTER, post=400),
    "release_log": Page(CONTENT, query="?month=2026-11"),
    "log_file": Page(CONTENT, "log"),
    **NORMATIVE_PAGES,
    "routes": Page(),
    "new_route": Page(COUNTY, post=400),
    "route_steps": Page(COUNTY, post=400, query="?thing=disclosure&bound=all"),
    "stop_route": Page(COUNTY, "route", post=302),
    "record": Page(AUDIT),
    "verified": Page(AUDIT),
    "event": Page(AUDIT, "event"),
}
"""Every address of the desk."""

FILES = {"": {}, "export": {"what": "organs", "ending": "csv"}, "log": {"ending": "html"}}
"""What the addresses of no single thing need in their path."""

OPEN_TO_STRANGERS = {"desk:first_run", "desk:sign_in", "desk:sign_out"}
OTHER_DOORS = ("portal:", "api:", "health", "item_archive", "unknown_api")
"""Addresses of the doors that know nobody; their own tests say what they answer."""


@pytest.fixture
def desks(db: None) -> Iterator[tuple[Desks, Desks]]:
    """A county with one deputy and drafts of two organs, and a neighbour that looks the same."""
    with override_settings(PRACTICE_DAY=TODAY):
        own, foreign = make_desks(), make_desks("邻县", "371398")
        for desk in (own, foreign):
            make_columns(desk)
            open_publishing(desk)
            for name in (EDUCATION, TOWNSHIP):
                _print_slip(desk, name)
                make_item_with_everything(desk, name)
                make_normative_with_everything(desk, name)
                _deputy(desk, name)
                register_documents(desk, name)
            for person in ("县办", f"{TOWNSHIP}联络员"):
                SavedView.objects.create(
                    user=desk.county.people[person],
                    government=desk.county.government,
                    listing="organs",
                    name="甲",
                )
        yield own, foreign


def _print_slip(desk: Desks, organ: str) -> None:
    """Put a report forward, print its slip, take it back to go on writing."""
    viewer = desk.viewer(f"{organ}联络员")
    filing = submit(fill_in(desk, organ), viewer=viewer, revision=desk.fresh(organ).revision)
    course = course_of(filing)
    assert course is not None
    print_slip(course, viewer=viewer)
    withdraw(filing, viewer=viewer, revision=filing.revision, reason="补充")


def _deputy(desk: Desks, organ: str) -> None:
    absent = desk.county.people[f"{organ}领导"].appointments.get()
    appoint_deputy(
        absent,
        viewer=desk.viewer("安全"),
        deputy=desk.county.people[f"{organ}联络员"],
        from_on=TODAY,
        to_on=TODAY.replace(day=28),
        reason="学习",
    )


def test_every_address_of_the_resolver_is_in_the_table() -> None:
    names = {name for name in _names(get_resolver().url_patterns) if not name.startswith(OTHER_DOORS)}
    assert names == {f"desk:{name}" for name in TABLE}


def test_every_page_answers_every_role_as_the_table_says(desks: tuple[Desks, Desks], client: Client) -> None:
    own, foreign = desks
    tries = list(_tries(own, foreign))
    wrong = {}
    for role in Role:
        client.force_login(own.county.people[PEOPLE[role]])
        for name, page, where, method, address in tries:
            if client.cookies["sessionid"].value == "":  # the try before was to sign out
                client.force_login(own.county.people[PEOPLE[role]])
            answers = (_status(client, method, address, page), _expected(page, role, where, method))
            if answers[0] != answers[1]:
                wrong[role.value, name, where, method] = answers
    assert wrong == {}


def _tries(own: Desks, foreign: Desks) -> Iterator[tuple[str, Page, str, str, str]]:
    """Every request that the table speaks of: name, page, whose thing, method, address."""
    for name, page in TABLE.items():
        for where, address in _addresses(name, page, own, foreign):
            yield from ((name, page, where, method, address) for method in _methods(page, where))


def test_strangers_and_people_without_appointment_come_no_further(
    desks: tuple[Desks, Desks], client: Client
) -> None:
    own, foreign = desks
    idle = own.county.person("无职")
    for name, page in TABLE.items():
        if f"desk:{name}" in OPEN_TO_STRANGERS:
            continue
        _, address = next(iter(_addresses(name, page, own, foreign)))
        method = "post" if page.get == 405 else "get"
        client.logout()
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/desk/sign-in/"), name
        client.force_login(idle)
        assert getattr(client, method)(address).status_code == (200 if name == "password" else 403), name


def _methods(page: Page, where: str) -> list[str]:
    """The methods to try; one that no page answers is tried on one's own thing only."""
    answers = {"get": page.get, "post": page.post}
    return [method for method, status in answers.items() if status != 405 or where == "own"]


def _expected(page: Page, role: Role, where: str, method: str) -> int:
    if (page.get if method == "get" else page.post) == 405:
        return 405
    if role not in page.opens:
        return 403
    if where == "foreign" or role not in page.sees[where]:
        return 404
    roles, answer = page.but
    if method == "get" and role in roles and where == "own":
        return answer
    return page.get if method == "get" else page.post


def _status(client: Client, method: str, address: str, page: Page) -> int:
    """The status of the answer; whatever the request did is taken back."""
    with transaction.atomic():
        status: int = getattr(client, method)(address + page.query).status_code
        transaction.set_rollback(True)
    return status


def _addresses(name: str, page: Page, own: Desks, foreign: Desks) -> Iterator[tuple[str, str]]:
    """(own, other or foreign; address) of every thing the page can be opened for."""
    if page.needs in FILES:
        yield "own", reverse(f"desk:{name}", kwargs=FILES[page.needs])
        return
    things = {
        "own": _thing(page.needs, own, EDUCATION),
        "other": _thing(page.needs, own, TOWNSHIP),
        "foreign": _thing(page.needs, foreign, EDUCATION),
    }
    for where, number in things.items():
        yield (
            where,
            reverse(f"desk:{name}", kwargs={"number": number, **FURTHER.get(page.needs, _none)(number)}),
        )


def _none(number: int) -> dict[str, Any]:
    return {}


FURTHER: dict[str, Callable[[int], dict[str, Any]]] = {
    "move": lambda number: {"verb": "submit"},
    "slip": lambda number: {"slip": Slip.objects.get(version__filing_version__filing=number).pk},
    "item move": lambda number: {"verb": "submit"},
    "clean_up move": lambda number: {"verb": "put_forward"},
    "item part": lambda number: {"part": "basics"},
    "item version": lambda number: {"version": 1},
    "item file": lambda number: {"digest": Item.objects.get(pk=number).attachments[0]["file"]},
    "item slip": lambda number: {"slip": Slip.objects.get(version__item_version__item=number).pk},
    "item hold": lambda number: {"row": Hold.objects.get(item=number).pk},
    "item referral": lambda number: {"row": Referral.objects.get(item=number).pk},
    "item consultation": lambda number: {"row": Consultation.objects.get(item=number).pk},
}
"""What an address names beside the thing itself."""


def _thing(needs: str, desk: Desks, organ: str) -> int:
    """The number of a thing of an organ."""
    person = desk.county.people[f"{organ}联络员"]
    whose = person if organ == TOWNSHIP else desk.county.people["县办"]
    things: dict[str, Any] = {
        "document": lambda: OfficialDocument.objects.get(organ=desk.filings[organ].body_id).pk,
        "normative": lambda: Publication.objects.get(publisher=desk.filings[organ].body_id).pk,
        "maker": lambda: maker_of(desk, organ).pk,
        "clean_up": lambda: round_of(desk, organ).pk,
        "clean_up move": lambda: round_of(desk, organ).pk,
        "entry": lambda: round_of(desk, organ).entries.get().pk,
        "record": lambda: FilingRecord.objects.get(publication__publisher=desk.filings[organ].body_id).pk,
        "filing": lambda: desk.filings[organ].pk,
        "move": lambda: desk.filings[organ].pk,
        "slip": lambda: desk.filings[organ].pk,
        "aggregate": lambda: desk.filings["政府"].pk,
        "organ": lambda: desk.filings[organ].body_id,
        "person": lambda: person.pk,
        "appointment": lambda: person.appointments.get().pk,
        "deputyship": lambda: Deputyship.objects.get(deputy=person).pk,
        "view": lambda: SavedView.objects.get(user=whose).pk,
        "column": lambda: (
            Column.objects.get(
                government=desk.county.government, code="topics" if organ == TOWNSHIP else "a20-07"
            ).pk
        ),
        "term": lambda: Term.objects.get(government=desk.county.government).pk,
        "route": lambda: Route.objects.filter(government=desk.county.government).first().pk,
        "event": lambda: Event.objects.filter(government=desk.county.government.pk).first().pk,
    }
    if needs.split(maxsplit=1)[0] == "item":
        return Item.objects.get(government=desk.county.government, organ__name=organ, type="news").pk
    number: int = things[needs]()
    return number


def _names(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            space = f"{one.namespace}:" if one.namespace else ""
            yield from _names(one.url_patterns, before + space)
        else:
            yield f"{before}{one.name}"
