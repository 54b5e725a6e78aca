"""Signatures on paper: who records them, for which version, and what the record says."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.organisations.making import START
from tests.organisations.offices import Office
from tests.organisations.refusing import refused
from yangguang.organisations.approval.machine import STALE
from yangguang.organisations.approval.models import Course, Decision
from yangguang.organisations.approval.paper import print_slip, record_slip
from yangguang.organisations.approval.services import renew
from yangguang.organisations.approval.states import Verdict
from yangguang.workflow.selectors import history

SCAN = "ab" * 32


def sign(office: Office, course: Course, recorder: str, signer: str, **changes: Any) -> Course:
    slip = changes.pop("slip", None) or print_slip(course, viewer=office.county.seen_by("起草"))
    facts = {"verdict": Verdict.AGREED, "scan_hash": SCAN, "signed_on": timezone.localdate(), **changes}
    return record_slip(
        slip,
        viewer=office.county.seen_by(recorder, timezone.localdate()),
        signer=office.county.person(signer),
        **facts,
    )


def test_a_signature_on_paper_is_recorded_by_another_and_says_so(office: Office) -> None:
    course = sign(office, office.start(), "负责人", "保密")
    event = history(course).last()
    assert (event.verb, event.actor_name, course.position) == ("agree_on_paper", "负责人", 1)
    assert '"signed":"纸质签批"' in event.facts
    assert SCAN in event.facts
    decision = Decision.objects.get()
    assert (decision.by.display_name, decision.role, decision.on_paper) == ("保密", "保密审查员", True)
    assert decision.slip.recorded_by.display_name == "负责人"


def test_papers_that_cannot_be_recorded(office: Office) -> None:
    course = office.start()
    slip = print_slip(course, viewer=office.county.seen_by("起草"))
    assert slip.number.endswith(course.current.hash[:8])
    for recorder, signer, changes, sentence in (
        ("起草", "保密", {}, "起草人不能录入自己内容的签批件"),
        ("审计", "保密", {}, "只有本机关和县政务公开科的人员可以录入签批件"),
        ("负责人", "领导", {}, "签批人不符：这一步由本机关的“保密审查员”办理"),
        ("负责人", "保密", {"scan_hash": "AB"}, "签批件的校验值应是64位小写十六进制"),
        ("负责人", "保密", {"verdict": Verdict.SKIPPED}, "纸质签批只能是同意或退回"),
        ("负责人", "保密", {"verdict": Verdict.RETURNED}, "退回须写明理由"),
        ("负责人", "保密", {"signed_on": START}, "签批日期须在打印之日以后、今天以前"),
    ):
        with refused(sentence):
            sign(office, course, recorder, signer, slip=slip, **changes)
    assert Decision.objects.count() == 0
    sign(office, course, "负责人", "保密", slip=slip)
    slip.refresh_from_db()
    with refused("这张呈批单已经录入"):
        sign(office, course, "负责人", "保密", slip=slip)


def test_a_slip_of_an_older_version_is_worth_nothing(office: Office) -> None:
    course = office.start()
    slip = print_slip(course, viewer=office.county.seen_by("起草"))
    renew(course, viewer=office.county.seen_by("起草"), content="二", authors=[office.county.person("起草")])
    with refused(STALE):
        sign(office, course, "负责人", "保密", slip=slip)
