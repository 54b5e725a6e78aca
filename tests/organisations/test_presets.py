"""Ways to take over ready-made, and what publishing always needs: the organ's own secrecy review."""

from __future__ import annotations

import pytest

from tests.organisations.making import events
from tests.organisations.offices import COUNTY, LEADER, LEGAL, SECRECY, Office, R
from tests.organisations.refusing import refused
from yangguang.organisations.approval.models import Course, Route
from yangguang.organisations.approval.presets import Preset, preset, presets
from yangguang.organisations.approval.routes import Step, refusal_of_publishing_route
from yangguang.organisations.approval.routing import (
    STALE,
    define_missing_route,
    define_route,
    refusal_of_steps,
    retire_route,
    route_in_use,
)
from yangguang.organisations.approval.services import agree, skip_step, start_course
from yangguang.organisations.approval.states import Scope

NONE = "公开信息的审批路线须有本机关的保密审查"
OF_THE_COUNTY = Step("县级保密审查", R.SECRECY_REVIEWER, Scope.SUPERIOR)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([SECRECY, LEADER], None),
        ([LEGAL, SECRECY, LEADER, COUNTY], None),
        ([SECRECY, LEADER, SECRECY], None),
        ([LEGAL, LEADER], NONE),
        ([OF_THE_COUNTY, LEADER], NONE),
        ([Step("保密审查", R.SECRECY_REVIEWER, may_be_skipped=True), LEADER], NONE),
        ([LEADER, SECRECY], "本机关的保密审查须在“分管领导审签”之前"),
        ([COUNTY, SECRECY, LEADER], "本机关的保密审查须在“县政务公开科审核”之前"),
        (
            [Step("会签", R.ORGAN_LEADER, Scope.NAMED, organ=1), SECRECY, LEADER],
            "本机关的保密审查须在“会签”之前",
        ),
    ],
)
def test_what_publishing_needs(steps: list[Step], sentence: str | None) -> None:
    assert refusal_of_publishing_route(steps) == sentence


@pytest.mark.parametrize("one", presets(), ids=[one.key for one in presets()])
def test_every_preset_may_be_taken_for_publishing(one: Preset) -> None:
    assert refusal_of_steps("disclosure.notice", one.steps) is None


def test_three_reviews_are_three_reviews_and_three_proofreadings() -> None:
    steps = preset("three_reviews").steps
    assert [step.name for step in steps] == ["初校", "初审", "复校", "复审（保密审查）", "终校", "终审"]
    assert [step.name for step in steps if step.may_be_skipped] == ["初校", "复校", "终校"]
    assert len({step.role for step in steps}) == len(steps)


def publish(office: Office, key: str) -> Course:
    """Set a preset for what the county publishes, and put the bureau's thing forward on it."""
    chosen = preset(key)
    define_route(
        viewer=office.county.seen_by("县办"), thing="disclosure", name=chosen.name, steps=chosen.steps
    )
    return start_course(
        office.bureau,
        viewer=office.county.seen_by("起草"),
        thing=("disclosure.notice", "disclosure"),
        organ=office.bureau,
        title="示例公告",
        content="一",
        authors=[office.county.person("起草")],
    )


def test_an_organ_of_six_goes_through_all_three_reviews(office: Office) -> None:
    for name, role in (("承办", R.HANDLER), ("联络", R.LIAISON)):
        office.county.appoint(name, role, office.bureau)
    course = publish(office, "three_reviews")
    for who in ("承办", "负责人", "法制", "保密", "联络", "领导"):
        course = office.act(agree, course, who)
    assert course.state == "approved"


def test_a_small_organ_leaves_out_proofreading_with_a_reason_but_no_review(office: Office) -> None:
    course = publish(office, "three_reviews")
    with refused("起草人不能审批自己起草的内容"):
        office.act(agree, course, "起草")
    course = office.act(skip_step, course, "负责人", reason="本机关没有第二名承办人")
    with refused("“初审”不能跳过"):
        office.act(skip_step, course, "负责人", reason="人手不够")
    course = office.act(agree, course, "负责人")
    course = office.act(skip_step, course, "负责人", reason="人手不够")
    with refused("“复审（保密审查）”不能跳过"):
        office.act(skip_step, course, "负责人", reason="人手不够")
    course = office.act(agree, course, "保密")
    course = office.act(skip_step, course, "负责人", reason="人手不够")
    assert office.act(agree, course, "领导").state == "approved"


def test_no_way_round_the_secrecy_review_is_set_for_what_is_published(office: Office) -> None:
    viewer, before = office.county.seen_by("县办"), (Route.objects.count(), len(events()))
    for thing in ("disclosure", "disclosure.notice"):
        with refused(NONE):
            define_route(viewer=viewer, thing=thing, name="快速", steps=[LEADER], organ=office.bureau)
    assert (Route.objects.count(), len(events())) == before
    define_route(viewer=viewer, thing="disclosures", name="别的事项", steps=[LEADER])


def test_a_route_is_set_over_the_one_that_was_shown(office: Office) -> None:
    viewer = office.county.seen_by("县办")
    shown = route_in_use(viewer.government, "item", "")
    assert shown is not None
    made = define_route(
        viewer=viewer, thing="item", name="第二版", steps=[SECRECY, LEADER], replacing=shown.pk
    )
    before = len(events())
    for stale in (shown.pk, 0):
        with refused(STALE):
            define_route(viewer=viewer, thing="item", name="第三版", steps=[LEADER], replacing=stale)
    assert (route_in_use(viewer.government, "item", ""), made.version, len(events())) == (made, 2, before)
    retire_route(made, viewer=viewer)
    define_route(viewer=viewer, thing="item", name="第三版", steps=[LEADER], replacing=0)
    assert Route.objects.get(thing="item", retired_on__isnull=True).version == 3


def test_a_missing_route_is_set_once(office: Office) -> None:
    viewer, one = office.county.seen_by("县办"), preset("review_and_leader")
    made = define_missing_route(viewer=viewer, thing="disclosure", name=one.name, steps=one.steps)
    assert made is not None
    assert define_missing_route(viewer=viewer, thing="disclosure", name="另一条", steps=one.steps) is None
    assert [row.name for row in made.way] == ["保密审查", "分管领导审签"]
