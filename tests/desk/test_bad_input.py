"""What comes of forged numbers, stale forms and files that are too long? A sentence, and nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from tests.desk.making import EDUCATION, TODAY, Desks, fill_in, make_desks
from tests.organisations.test_sheets import csv_of, xlsx
from yangguang.workflow.models import Event

FORGED = (0, 999_999, 2**63, 10**30)
"""Numbers of nothing: below the first, above the last, too large for a database."""
NUMBERED = {
    "filing": ("县办", "get"),
    "entry": ("县办", "get"),
    "checked": ("县办", "post"),
    "bring_in": ("县办", "post"),
    "compile": ("县办", "post"),
    "organ": ("县办", "get"),
    "change_organ": ("县办", "post"),
    "rename_organ": ("县办", "post"),
    "decide_subject": ("县办", "post"),
    "person": ("县办", "get"),
    "hand_over": ("县办", "post"),
    "drop_view": ("县办", "post"),
    "stop_route": ("县办", "post"),
    "document": ("县办", "get"),
    "change_document": ("县办", "post"),
    "correct_document": ("县办", "post"),
    "assess": ("县办", "post"),
    "grant": ("安全", "post"),
    "end_appointment": ("安全", "post"),
    "appoint_deputy": ("安全", "post"),
    "end_deputyship": ("安全", "post"),
    "reset_password": ("系统", "post"),
    "close_account": ("系统", "post"),
    "event": ("审计", "get"),
}
LONG = 100_000
TOO_LONG = "表里超过5000行，请分成几个文件导入"
STALE = "页面打开以后内容已有变化，请重新打开后再办理"


@pytest.fixture
def desks(db: None) -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY):
        desks = make_desks()
        fill_in(desks)
        yield desks


@contextmanager
def nothing_written() -> Iterator[None]:
    """No row of our own rooms is changed by the block, and no event comes of it."""
    before = _rows()
    yield
    assert _rows() == before


def _rows() -> dict[str, list[Any]]:
    rooms = ("organisations", "approval", "filing", "accounts", "register")
    models = [model for model in apps.get_models() if model._meta.app_label in rooms]
    kept = {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}
    return kept | {"events": [Event.objects.count()]}


def test_a_forged_number_is_of_nothing(desks: Desks, client: Client) -> None:
    for name, (who, method) in NUMBERED.items():
        press = getattr(desks.at(client, who), method)
        addresses = [reverse(f"desk:{name}", kwargs={"number": number}) for number in FORGED]
        with nothing_written():
            assert [press(address).status_code for address in addresses] == [404] * len(FORGED), name


def test_a_forged_choice_in_a_form_is_no_choice(desks: Desks, client: Client) -> None:
    foreign = make_desks("邻县", "371398").county.office.pk
    address = reverse("desk:grant", args=[desks.county.people["承办人"].pk])
    desks.at(client, "安全")
    with nothing_written():
        for organ in (*FORGED, -1, "一", "1 OR 1=1", foreign):
            answer = client.post(address, {"organ": organ, "role": "handler", "from_on": "2027-01-12"})
            assert answer.status_code == 400
            assert "没有这一项，请从列出的选项中选择" in answer.content.decode()


def test_the_second_of_two_tabs_is_told(desks: Desks, client: Client) -> None:
    shown = desks.fresh(EDUCATION)
    desks.at(client, f"{EDUCATION}联络员")
    address = reverse("desk:move", kwargs={"number": shown.pk, "verb": "submit"})
    assert client.post(address, {"revision": shown.revision}).status_code == 302
    with nothing_written():
        again = client.post(address, {"revision": shown.revision})
    assert again.status_code == 409
    assert "现在是“本机关分管领导审核”，不能提交审核" in again.content.decode()


@pytest.mark.parametrize(
    ("page", "first", "second"),
    [
        ("change_contact", {"phone": "0000-0000001"}, {"fax": "0000-0000002"}),
        ("change_organ", {"order": "7"}, {"uscc": ""}),
    ],
)
def test_an_organ_changed_in_another_tab_is_not_changed_back(
    desks: Desks, client: Client, page: str, first: dict[str, str], second: dict[str, str]
) -> None:
    address = reverse(f"desk:{page}", kwargs={"number": desks.filings[EDUCATION].body_id})
    desks.at(client, "县办")
    form = client.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    assert client.post(address, shown | first).status_code == 302
    with nothing_written():
        answer = client.post(address, shown | second)
    assert answer.status_code == 400
    assert STALE in answer.content.decode()


@cache
def long_list(write: Callable[..., bytes]) -> bytes:
    rows = ([f"K{number}", f"第{number}局", "部门", "2026-01-01"] for number in range(LONG))
    return write(["机构编码", "名称", "类别", "成立日期"], *rows)


@pytest.mark.parametrize("write", [xlsx, csv_of])
def test_a_list_of_a_hundred_thousand_rows_is_refused(
    desks: Desks, client: Client, write: Callable[..., bytes]
) -> None:
    desks.at(client, "县办")
    sent = SimpleUploadedFile("机构.csv", long_list(write))
    with nothing_written():
        answer = client.post(reverse("desk:import_organs"), {"file": sent})
    assert answer.status_code == 409
    assert TOO_LONG in answer.content.decode()
