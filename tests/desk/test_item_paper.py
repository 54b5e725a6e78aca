"""A decision on an item signed on paper: with the answers on secrecy, never by one who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from tests.desk.item_making import CLEAR, REVIEWERS, make_item, open_publishing, put_forward
from tests.desk.making import EDUCATION, TOWNSHIP, Desks, make_columns, make_desks
from yangguang.desk.paper import signers_of
from yangguang.disclosure.models import Item, SecrecyReview
from yangguang.disclosure.states import State
from yangguang.organisations.approval.models import Slip
from yangguang.organisations.services.people import appoint_deputy
from yangguang.organisations.viewers import viewer_of

AUTHOR, LEADER, RECORDER = f"{EDUCATION}联络员", f"{EDUCATION}领导", "公开办主任"
SCAN = b"%PDF-1.4 a signed slip"
ANSWERS = dict.fromkeys(CLEAR, "clear")


@pytest.fixture
def desks(db: None, tmp_path: Path) -> Iterator[Desks]:
    """A county with an item at its secrecy review, on a day that slips can be printed on."""
    with override_settings(PRACTICE_DAY=None, DATA=tmp_path):
        made = make_desks()
        make_columns(made)
        open_publishing(made)
        put_forward(made, make_item(made))
        today = max(timezone.localdate(), made.viewer(AUTHOR).today)
        with override_settings(PRACTICE_DAY=today):
            yield made


def printed(desks: Desks, client: Client) -> Slip:
    item = Item.objects.get()
    desks.at(client, AUTHOR).post(f"/desk/items/{item.pk}/slips/")
    return Slip.objects.latest("pk")


def recorded(desks: Desks, client: Client, slip: Slip, signer: str, **changes: Any) -> HttpResponse:
    item = Item.objects.get()
    entered = {
        "revision": item.revision,
        "signer": desks.county.people[signer].pk,
        "signed_on": settings.PRACTICE_DAY.isoformat(),
        "verdict": "agreed",
        "scan": SimpleUploadedFile("扫描件.pdf", SCAN),
    }
    address = f"/desk/items/{item.pk}/slips/{slip.pk}/record/"
    answer: HttpResponse = client.post(address, {**entered, **changes})
    return answer


def test_the_slip_asks_the_questions_of_the_review(desks: Desks, client: Client) -> None:
    slip = printed(desks, client)
    item = Item.objects.get()
    text = client.get(f"/desk/items/{item.pk}/slips/{slip.pk}/").content.decode()
    assert all(
        words in text for words in (slip.number, slip.version.hash, "汇聚风险", "值班从今天开始", "<svg")
    )


def test_only_those_may_have_signed_whose_step_it_is(desks: Desks, client: Client) -> None:
    """The organ's own reviewer and who acts for them, not the township's reviewer."""
    county = desks.county
    today = settings.PRACTICE_DAY
    appoint_deputy(
        county.people["保密员"].appointments.get(),
        viewer=viewer_of(county.people["安全"], today, government=county.government.pk),
        deputy=county.people["承办人"],
        from_on=today,
        to_on=today,
        reason="出差",
    )
    slip = printed(desks, client)
    here = viewer_of(county.people[AUTHOR], today, government=county.government.pk)
    assert {one.display_name for one in signers_of(here, slip)} == {"保密员", "承办人"}
    answer = recorded(desks, client, slip, REVIEWERS[TOWNSHIP], **ANSWERS)
    assert "没有这一项，请从列出的选项中选择" in answer.content.decode()
    assert Item.objects.get().course.position == 0


def test_both_steps_signed_on_paper_release_the_item(desks: Desks, client: Client) -> None:
    slip = printed(desks, client)
    answer = recorded(desks, desks.at(client, RECORDER), slip, "保密员", **ANSWERS)
    assert answer.status_code == 302, answer.content.decode()
    review = SecrecyReview.objects.get()
    assert (review.by.display_name, review.role) == ("保密员", "保密审查员")
    slip = printed(desks, client)
    answer = recorded(desks, desks.at(client, RECORDER), slip, LEADER)
    assert answer.status_code == 302, answer.content.decode().split("<main")[1][:900]
    assert Item.objects.get().state == State.RELEASED


def test_without_its_answers_no_review_is_recorded(desks: Desks, client: Client) -> None:
    slip = printed(desks, client)
    answer = recorded(desks, desks.at(client, RECORDER), slip, "保密员", **{**ANSWERS, "safety": ""})
    assert (answer.status_code, "保密审查还没有回答“三安全一稳定”" in answer.content.decode()) == (409, True)
    assert not SecrecyReview.objects.exists()
    assert not list((settings.DATA / "scans").iterdir())


def test_the_author_records_nothing(desks: Desks, client: Client) -> None:
    slip = printed(desks, client)
    answer = recorded(desks, client, slip, "保密员", **ANSWERS)
    assert (answer.status_code, "起草人不能录入自己内容的签批件" in answer.content.decode()) == (409, True)
    assert Item.objects.get().course.position == 0  # type: ignore[union-attr]
