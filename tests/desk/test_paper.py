"""A decision signed on paper: the slip carries the version's hash; no author of it brings it in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from tests.desk.making import EDUCATION, Desks, fill_in, make_desks
from yangguang.annualreport.filing.services.putting_forward import submit
from yangguang.annualreport.filing.states import State
from yangguang.organisations.approval.models import Slip
from yangguang.workflow.models import Event

SCAN = b"%PDF-1.4 a signed slip"
AUTHOR, LEADER, OTHER = f"{EDUCATION}联络员", f"{EDUCATION}领导", "公开办主任"


@pytest.fixture
def desks(db: None, tmp_path: Path) -> Iterator[Desks]:
    """A county where the bureau's report waits for its leader, on a day that slips can be printed on."""
    today = timezone.localdate()
    with override_settings(PRACTICE_DAY=None, DATA=tmp_path):
        made = make_desks()
        filled = fill_in(made)
        viewer = made.viewer(AUTHOR)
        submit(filled, viewer=viewer, revision=filled.revision)
        with override_settings(PRACTICE_DAY=max(today, viewer.today)):
            yield made


def page(desks: Desks, rest: str = "") -> str:
    return f"/desk/reports/{desks.filings[EDUCATION].pk}/{rest}"


def printed(desks: Desks, client: Client) -> Slip:
    desks.at(client, AUTHOR).post(page(desks, "slips/"), {"revision": desks.fresh(EDUCATION).revision})
    return Slip.objects.get()


def recorded(desks: Desks, client: Client, slip: Slip, scan: bytes = SCAN, **changes: object) -> HttpResponse:
    entered = {
        "revision": desks.fresh(EDUCATION).revision,
        "signer": desks.county.people[LEADER].pk,
        "signed_on": settings.PRACTICE_DAY.isoformat(),
        "verdict": "agreed",
        "reason": "",
        "scan": SimpleUploadedFile("扫描件.pdf", scan),
    }
    answer: HttpResponse = client.post(page(desks, f"slips/{slip.pk}/record/"), {**entered, **changes})
    return answer


def test_the_slip_shows_what_is_signed_and_a_code_for_it(desks: Desks, client: Client) -> None:
    slip = printed(desks, client)
    text = client.get(page(desks, f"slips/{slip.pk}/")).content.decode()
    assert slip.version.hash in text
    assert slip.number in text
    assert "<svg" in text
    assert "style=" not in text


def test_somebody_else_brings_the_signed_slip_in(desks: Desks, client: Client) -> None:
    slip = printed(desks, client)
    answer = recorded(desks, desks.at(client, OTHER), slip)
    assert answer.status_code == 302
    assert desks.fresh(EDUCATION).state == State.SUBMITTED
    (kept,) = (settings.DATA / "scans").iterdir()
    assert kept.suffix == ".pdf"
    assert kept.read_bytes() == SCAN
    event = Event.objects.filter(subject="approval.course").last()
    assert "纸质签批" in event.facts
    assert kept.stem in event.facts


@pytest.mark.parametrize(
    ("who", "changes", "sentence"),
    [
        (AUTHOR, {}, "起草人不能录入自己内容的签批件"),
        (OTHER, {"scan": b"MZ not a scan"}, "扫描件应是 pdf、png 或 jpg 文件"),
        (OTHER, {"verdict": "returned"}, "退回须写明理由"),
        (OTHER, {"revision": 1_000_000}, "变化"),
        (OTHER, {"signed_on": "2031-02-30"}, "日期写法不对，应写成 2026-01-20"),
    ],
)
def test_what_may_not_be_brought_in(
    desks: Desks, client: Client, who: str, changes: dict[str, object], sentence: str
) -> None:
    slip = printed(desks, client)
    before = Event.objects.exclude(verb="signed_in").count()
    answer = recorded(desks, desks.at(client, who), slip, **changes)
    assert answer.status_code in {400, 409}
    assert sentence in answer.content.decode()
    assert desks.fresh(EDUCATION).state != State.SUBMITTED
    assert not list((settings.DATA / "scans").glob("*"))
    assert Event.objects.exclude(verb="signed_in").count() == before


def test_a_signature_dated_before_the_printing_is_refused(desks: Desks, client: Client) -> None:
    slip = printed(desks, client)
    early = (timezone.localdate(slip.printed_at) - timedelta(days=1)).isoformat()
    answer = recorded(desks, desks.at(client, OTHER), slip, signed_on=early)
    assert "签批日期须在打印之日以后、今天以前" in answer.content.decode()
