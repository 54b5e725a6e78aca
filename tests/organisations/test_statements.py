"""How many SQL statements does a move along a route cost? A number for each, on both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.organisations.offices import Office
from tests.organisations.refusing import refused
from yangguang.organisations.approval.machine import COURSE
from yangguang.organisations.approval.models import Course
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.selectors import approved_hash, course_of, held_course, route_for
from yangguang.organisations.approval.services import (
    agree,
    renew,
    send_back,
    skip_step,
    start_course,
    withdraw,
)
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Role
from yangguang.organisations.services.locking import living_organ
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow.acts import Actor, acts, note
from yangguang.workflow.machine import Refused

BOUNDS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")
CHAIN = 2
"""What the record costs once an act and government: its head under a lock, and the events."""


@contextmanager
def costing(count: int) -> Iterator[None]:
    """The block sends exactly so many statements, the bounds of transactions not counted."""
    with CaptureQueriesContext(connection) as captured:
        yield
    sent = [query["sql"] for query in captured if not query["sql"].startswith(BOUNDS)]
    assert len(sent) == count, "\n".join(sent)


def put_forward(office: Office, **given: Any) -> Course:
    """Put the bureau itself forward, with what the act has in hand already."""
    return start_course(
        office.bureau,
        viewer=given.pop("viewer"),
        thing="item",
        title="示例事项",
        content="一",
        authors=[office.county.people["起草"].pk],
        handler=office.county.people["起草"].pk,
        **{"organ": office.bureau, **given},
    )


def move(office: Office, verb: Callable[..., Course], who: str, **facts: Any) -> Callable[[], Course]:
    """The move, ready to be pressed, of the course as a page finds it."""
    course, viewer = Course.objects.get(), office.county.seen_by(who)
    if verb in {agree, send_back, skip_step}:
        facts = {"version": course.version, "position": course.position, **facts}
    return lambda: verb(course, viewer=viewer, **facts)


def test_an_event_costs_the_head_and_the_event(db: None) -> None:
    clerk = Actor(id="1", name="示例人员", government=7)
    with acts():
        note("test", "noted", None, clerk, facts={})  # the first one makes the head
    with costing(CHAIN), acts():
        for _ in range(5):
            note("test", "noted", None, clerk, facts={})


def test_to_put_forward(office: Office) -> None:
    viewer = office.county.seen_by("起草")
    with costing(5 + CHAIN):  # organ, route with its steps, course, version, authors
        put_forward(office, viewer=viewer)


def test_to_put_forward_with_organ_and_route_in_hand(office: Office) -> None:
    viewer = office.county.seen_by("起草")
    with costing(1 + 1 + 3 + CHAIN), acts():
        organ = living_organ(office.bureau.pk, viewer.government, viewer.today)
        put_forward(office, viewer=viewer, organ=organ, route=route_for(("item.special", "item"), organ))


def test_to_put_forward_what_is_on_its_way(office: Office) -> None:
    office.start()
    viewer = office.county.seen_by("起草")
    with costing(4), refused("这件事项已经在审批或已经通过，内容有变化请提交新版本"):
        put_forward(office, viewer=viewer)


@pytest.mark.parametrize(
    ("verb", "facts", "own"),
    [
        (agree, {}, 4),  # course, its versions and hands, the decision, course
        (send_back, {"reason": "缺附件"}, 4),
        (withdraw, {"reason": "重写"}, 2),
        (renew, {"content": "二"}, 4),  # course, version, authors, course
    ],
)
def test_a_move(office: Office, verb: Callable[..., Course], facts: dict[str, Any], own: int) -> None:
    office.start()
    who = "保密" if verb in {agree, send_back} else "起草"
    if verb is renew:
        facts = {**facts, "authors": [office.county.people["起草"]]}
    press = move(office, verb, who, **facts)
    with costing(own + CHAIN):
        press()


def test_to_leave_out_and_to_finish(office: Office) -> None:
    office.act(agree, office.start(), "保密")
    press = move(office, skip_step, "负责人", reason="不是规范性文件")
    with costing(4 + CHAIN):
        press()
    move(office, agree, "领导")()
    press = move(office, agree, "县办")
    with costing(4 + CHAIN):
        assert press().state == "approved"
    with costing(1):
        assert approved_hash("organisations.organ", str(office.bureau.pk)) is not None


@pytest.mark.parametrize(("scope", "own"), [(Scope.NAMED, 5), (Scope.SUPERIOR, 5)])
def test_a_step_of_another_organ_costs_one_more(office: Office, scope: Scope, own: int) -> None:
    other = office.county.organ("他局")
    office.county.appoint("他局领导", Role.ORGAN_LEADER, other)
    office.bureau.superior = other
    office.bureau.save()
    organ = other.pk if scope is Scope.NAMED else None
    steps = [Step("会签", Role.ORGAN_LEADER, scope, organ=organ)]
    define_route(viewer=office.county.seen_by("县办"), thing="item", name="会签", steps=steps)
    office.start()
    press = move(office, agree, "他局领导")
    with costing(own + CHAIN):
        press()


def test_a_room_asks_first_and_decides_then_without_asking_again(office: Office) -> None:
    started = office.start()
    viewer = office.county.seen_by("保密")
    with costing(2), acts():  # course, its versions and hands
        held = held_course(office.bureau)
        assert course_of(office.bureau) is held
        assert held_course(office.bureau) is held
        assert COURSE.refusal(held, "agree", actor=actor_of(viewer)) is None
    with costing(2 + 2 + CHAIN), acts():
        held = held_course(office.bureau)
        assert COURSE.refusal(held, "send_back", actor=actor_of(viewer)) is None
        moved = agree(held, viewer=viewer, version=1, position=0)
    assert (moved.pk, moved.position, held.position) == (started.pk, 1, 0)


def test_what_is_at_hand_is_read_again_after_a_move_and_outside_the_act(office: Office) -> None:
    office.start()
    viewer = office.county.seen_by("保密")
    with acts():
        held = held_course(office.bureau)
        moved = agree(held, viewer=viewer, version=1, position=0)
        with refused("同一人不能在同一版本上作两次决定"):
            _again(office, moved, viewer)
        with refused("内容或审批进度已有变化，请重新打开后再办理"):
            agree(held, viewer=viewer, version=1, position=0)
    fresh = course_of(office.bureau)
    assert (fresh.position, fresh is moved) == (1, False)


def _again(office: Office, moved: Course, viewer: Viewer) -> None:
    """The same person holds the next step too, and tries it in the same act."""
    office.county.appoint("保密", Role.LEGAL_REVIEWER, office.bureau)
    both = office.county.seen_by("保密")
    assert both.user == viewer.user
    agree(moved, viewer=both, version=1, position=1)


def test_a_refusal_inside_an_act_leaves_what_is_at_hand_as_it_was(office: Office) -> None:
    office.start()
    with acts():
        held = held_course(office.bureau)
        with refused("这一步由本机关的“保密审查员”办理"):
            agree(held, viewer=office.county.seen_by("领导"), version=1, position=0)
        assert (held.position, held.state) == (0, "running")
        agree(held, viewer=office.county.seen_by("保密"), version=1, position=0)
    assert Course.objects.get().position == 1


def test_what_an_inner_act_locked_is_not_at_hand_when_it_failed(office: Office) -> None:
    office.start()
    held: list[Course | None] = []
    with acts():
        with refused("另有原因"), acts():
            held.append(held_course(office.bureau))
            raise Refused("另有原因")
        with costing(1):
            assert held_course(office.bureau) is not held[0]
