"""When an item goes out: nothing stands against it, its minute has come, or it is urgent."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from tests.disclosure.making import (
    COUNTY,
    EDUCATION,
    FINANCE,
    LEADER,
    SECRECY,
    TODAY,
    decide,
    make_draft,
    make_item,
    make_publishing_county,
    make_released,
    put_forward,
    review_secrecy,
    seen,
)
from tests.disclosure.standing_still import stays
from tests.organisations.making import County
from yangguang.disclosure.models import Hold, Item, Publication
from yangguang.disclosure.services.correcting import begin_correction
from yangguang.disclosure.services.deciding import approve, send_back
from yangguang.disclosure.services.holding import lift_hold, place_hold
from yangguang.disclosure.services.publishing import number_once, publish_version
from yangguang.disclosure.services.putting_forward import submit, withdraw
from yangguang.disclosure.services.releasing import release, release_due, release_urgently, schedule
from yangguang.disclosure.services.taking_down import restore, take_down
from yangguang.disclosure.states import Standing, State
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.services import renew
from yangguang.workflow.models import Event
from yangguang.workflow.moment import standing_at

pytestmark = pytest.mark.django_db
BEIJING = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=BEIJING)
HELD = "有暂缓公开的决定，解除以前不能发布"


@pytest.fixture
def county(db: None) -> County:
    return make_publishing_county()


def look(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def reviewed(county: County, **changes: Any) -> Item:
    return review_secrecy(county, put_forward(county, make_item(county, **changes)))


def waiting(county: County, at: datetime, **changes: Any) -> Item:
    """An approved item that waits for its minute."""
    with standing_at(at - timedelta(days=1)):
        item = make_item(county, **changes)
        item = schedule(item, viewer=seen(county, "联络员"), revision=item.revision, at=at)
        return decide(county, review_secrecy(county, put_forward(county, item)))


def hold(county: County, item: Item, from_on: date = TODAY, to_on: date | None = None) -> Hold:
    return place_hold(
        look(item),
        viewer=seen(county, "主任"),
        revision=look(item).revision,
        kind="court",
        instrument="示法〔2026〕行初1号",
        from_on=from_on,
        to_on=to_on,
    )


def try_release(county: County, item: Item, day: date = TODAY) -> Item:
    now = datetime(day.year, day.month, day.day, 12, 0, tzinfo=BEIJING)
    return release(look(item), viewer=seen(county, "联络员", day=day), revision=look(item).revision, now=now)


# --- holds


@pytest.mark.parametrize(
    ("from_on", "to_on", "is_held"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - timedelta(days=9), TODAY, True),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
        (TODAY + timedelta(days=1), None, False),
    ],
)
def test_an_order_holds_on_its_days(county: County, from_on: date, to_on: date | None, is_held: bool) -> None:
    item = waiting(county, NOON)
    hold(county, item, from_on, to_on)
    if is_held:
        with stays(HELD):
            try_release(county, item)
        assert release_due(NOON) == 0
    else:
        assert try_release(county, item).state == State.RELEASED


def test_the_queue_obeys_and_goes_on_when_the_order_ends(county: County) -> None:
    held, lifted = decide(county, _held_in_review(county)), decide(county, _held_in_review(county))
    assert (held.state, lifted.state) == (State.APPROVED, State.APPROVED)
    row = Hold.objects.get(item=lifted)
    done = lift_hold(row, viewer=seen(county, "主任"), revision=lifted.revision, reason="原决定撤销")
    with stays("这项暂缓公开已经解除"):
        lift_hold(row, viewer=seen(county, "主任"), revision=done.revision, reason="再解除")
    assert release_due(NOON) == 1
    assert (look(held).state, look(lifted).state) == (State.APPROVED, State.RELEASED)


def _held_in_review(county: County) -> Item:
    item = reviewed(county)
    hold(county, item)
    return look(item)


def test_an_order_holds_by_the_days_of_the_county(county: County) -> None:
    """Half past midnight here is still yesterday at Greenwich."""
    item = waiting(county, NOON - timedelta(days=1))
    hold(county, item, TODAY, TODAY)
    assert release_due(datetime(2026, 11, 19, 16, 30, tzinfo=UTC)) == 0
    assert release_due(datetime(2026, 11, 20, 15, 59, tzinfo=UTC)) == 0
    assert release_due(datetime(2026, 11, 20, 16, 0, tzinfo=UTC)) == 1


def test_an_order_on_what_is_public_hides_nothing_but_stops_a_correction_and_a_restoring(
    county: County,
) -> None:
    out = make_released(county)
    hold(county, out)
    assert Publication.objects.get().standing == Standing.PUBLIC
    head = seen(county, "主任")
    down = take_down(look(out), viewer=head, revision=look(out).revision, ground="order", reason="法院裁定")
    with stays(HELD):
        restore(down, viewer=head, revision=down.revision, reason="案件审结")
    up = lift_hold(Hold.objects.get(), viewer=head, revision=down.revision, reason="案件审结")
    assert restore(up, viewer=head, revision=up.revision, reason="案件审结").state == State.RELEASED


def test_orders_that_cannot_be_placed(county: County) -> None:
    item = reviewed(county)
    facts = {"kind": "court", "instrument": "文书", "from_on": TODAY, "to_on": None}
    for viewer, changes, sentence in (
        (seen(county, "主任"), {"kind": "mayor"}, "须选择决定暂缓公开的机关"),
        (seen(county, "主任"), {"to_on": TODAY - timedelta(days=1)}, "暂缓公开的截止日期早于起始日期"),
        (seen(county, "主任"), {"instrument": " "}, "“决定文书”不能为空"),
        (
            seen(county, "联络员"),
            {},
            "只有教育局的政府信息公开工作机构负责人、分管领导和县政务公开科可以办理",
        ),
        (
            seen(county, "领导", FINANCE),
            {},
            "只有教育局的政府信息公开工作机构负责人、分管领导和县政务公开科可以办理",
        ),
    ):
        with stays(sentence):
            place_hold(item, viewer=viewer, revision=item.revision, **(facts | changes))


# --- the minute


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (NOON.replace(second=1), "定时发布写到分钟"),
        (NOON.replace(tzinfo=None), "定时发布的时间须写明时区"),
        (NOON, "定时发布的时间须晚于现在"),
    ],
)
def test_times_that_cannot_be_set(county: County, at: datetime, sentence: str) -> None:
    item = make_item(county)
    with standing_at(NOON), stays(sentence):
        schedule(item, viewer=seen(county, "联络员"), revision=item.revision, at=at)


def test_an_item_goes_out_at_its_minute_and_not_before(county: County) -> None:
    item = waiting(county, NOON)
    assert item.state == State.APPROVED
    with stays("定时发布的时间还没有到，可以先取消定时"):
        release(
            item, viewer=seen(county, "联络员"), revision=item.revision, now=NOON - timedelta(microseconds=1)
        )
    assert release_due(NOON - timedelta(microseconds=1)) == 0
    assert release_due(NOON) == 1
    assert release_due(NOON) == 0
    out = look(item)
    assert (out.state, out.released_at, out.scheduled_at) == (State.RELEASED, NOON, None)
    assert Event.objects.filter(machine="item", verb="release").get().actor_name == "系统"


def test_the_same_minute_in_another_zone_is_the_same_minute(county: County) -> None:
    item = waiting(county, NOON.astimezone(ZoneInfo("America/New_York")))
    assert release_due(datetime(2026, 11, 20, 3, 59, tzinfo=UTC)) == 0
    assert release_due(datetime(2026, 11, 20, 4, 0, tzinfo=UTC)) == 1
    assert look(item).state == State.RELEASED


def test_a_clock_that_is_set_back_publishes_nothing_twice_and_nothing_early(county: County) -> None:
    first = waiting(county, NOON)
    second = waiting(county, NOON + timedelta(minutes=1))
    assert release_due(NOON) == 1
    assert release_due(NOON - timedelta(hours=3)) == 0
    assert (look(first).state, look(second).state) == (State.RELEASED, State.APPROVED)


def test_midnight_belongs_to_the_new_day(county: County) -> None:
    midnight = datetime(2026, 11, 21, 0, 0, tzinfo=BEIJING)
    item = waiting(county, midnight)
    hold(county, item, TODAY, TODAY)
    assert release_due(midnight) == 1
    assert Publication.objects.get(pk=item.pk).released_at == midnight


def test_what_was_withdrawn_does_not_go_out_at_its_minute(county: County) -> None:
    item = waiting(county, NOON)
    withdraw(item, viewer=seen(county, "联络员"), revision=item.revision, reason="推迟")
    assert (release_due(NOON), look(item).state) == (0, State.DRAFT)


def test_one_that_cannot_go_out_keeps_no_other_from_it(county: County) -> None:
    items = [waiting(county, NOON) for _ in range(3)]
    hold(county, items[0])
    Item.objects.filter(pk=items[1].pk).update(type="unknown")
    assert release_due(NOON) == 1
    assert [look(item).state for item in items] == [State.APPROVED, State.APPROVED, State.RELEASED]


# --- the number of a document


def test_a_number_is_told_at_submit_and_free_again_after_a_taking_down(county: County) -> None:
    first = make_released(county, document_no="示教〔2026〕1号")
    second = make_item(county, document_no="示教[2026]1号")
    taken = "文号“示教〔2026〕1号”已经用于另一条信息，请核对"
    with stays(taken):
        put_forward(county, second)
    head = seen(county, "主任")
    down = take_down(first, viewer=head, revision=first.revision, ground="wrong", reason="文号写错")
    out = decide(county, review_secrecy(county, put_forward(county, second)))
    assert out.state == State.RELEASED
    with stays(taken):
        restore(down, viewer=head, revision=down.revision, reason="恢复")


def test_of_two_on_their_way_the_second_does_not_go_out(county: County) -> None:
    first, second = waiting(county, NOON), waiting(county, NOON)
    number = "示教〔2026〕1号"
    Item.objects.filter(pk__in=[first.pk, second.pk]).update(
        document_no=number
    )  # two submitted at one moment
    Publication.objects.create(
        item=first,
        government=county.government,
        publisher=first.organ,
        version=first.versions.get(),
        type=first.type,
        index_no=first.index_no,
        title=first.title,
        document_no=number,
        released_at=NOON,
        updated_at=NOON,
    )
    with stays(f"文号“{number}”已经用于另一条信息，请核对"):
        release(look(second), viewer=seen(county, "联络员"), revision=second.revision, now=NOON)


def test_the_database_itself_speaks_the_same_sentence() -> None:
    with (
        pytest.raises(Exception, match="文号“示教〔2026〕1号”已经用于另一条信息，请核对"),
        number_once("示教〔2026〕1号"),
    ):
        raise IntegrityError("UNIQUE constraint failed: disclosure_publication.document_no")
    with pytest.raises(IntegrityError), number_once("示教〔2026〕1号"):
        raise IntegrityError("another")


# --- urgency


def urgently(county: County, item: Item, who: str = "领导", **changes: Any) -> Item:
    facts = {"viewer": seen(county, who), "revision": item.revision, "reason": "台风来临", **changes}
    return release_urgently(item, **facts)


def test_urgency_puts_off_the_leader_and_never_the_secrecy_review(county: County) -> None:
    item = put_forward(county, make_item(county))
    with stays("这个版本没有作过保密审查，不能发布"):
        urgently(county, item)
    out = urgently(county, review_secrecy(county, item))
    assert (out.state, Publication.objects.get().standing) == (State.URGENT, Standing.PUBLIC)
    ratified = decide(county, out)
    assert (ratified.state, ratified.course.state) == (State.RELEASED, "approved")


def test_who_may_not_order_urgency(county: County) -> None:
    item = reviewed(county)
    who = "紧急发布须由本机关负责人或者县政务公开科、县政府分管领导决定"
    for viewer in (seen(county, "联络员"), seen(county, "保密员"), seen(county, "领导", FINANCE)):
        with stays(who):
            urgently(county, item, viewer=viewer)
    with stays("“紧急发布的理由”不能为空"):
        urgently(county, item, reason=" ")
    hold(county, item)
    with stays(HELD):
        urgently(county, look(item))


def test_what_is_not_ratified_is_taken_down_and_comes_back_only_through_review(county: County) -> None:
    steps = (SECRECY, LEADER, COUNTY)
    define_route(viewer=county.seen_by("县办"), thing="disclosure", name="三级审批", steps=steps)
    out = urgently(county, reviewed(county))
    assert decide(county, out).state == State.URGENT
    refused = send_back(
        look(out), viewer=county.seen_by("县办"), revision=look(out).revision, reason="内容不实"
    )
    publication = Publication.objects.get()
    assert (refused.state, publication.standing) == (State.TAKEN_DOWN, Standing.TOMBSTONE)
    assert (publication.ground, publication.take_down_reason) == ("other", "内容不实")
    with stays("紧急发布以后没有补审批的内容，须重新审核"):
        restore(refused, viewer=seen(county, "主任"), revision=refused.revision, reason="恢复")


def test_what_was_taken_down_before_it_was_ratified_does_not_simply_come_back(county: County) -> None:
    out = urgently(county, reviewed(county))
    head = seen(county, "主任")
    down = take_down(out, viewer=head, revision=out.revision, ground="wrong", reason="数字不准")
    assert down.course is None
    with stays("紧急发布以后没有补审批的内容，须重新审核"):
        restore(down, viewer=head, revision=down.revision, reason="恢复")


def test_ratifying_is_of_the_version_that_went_out(county: County) -> None:
    out = urgently(county, reviewed(county))
    liaison = seen(county, "联络员")
    renew(out.course, viewer=liaison, content={"title": "另一内容"}, authors=[liaison.user])  # type: ignore[arg-type]
    with stays("审批的不是提交的这个版本，请撤回后重新提交"):
        review_secrecy(county, look(out))


def test_a_correction_may_be_urgent_too(county: County) -> None:
    out = make_released(county)
    liaison = seen(county, "联络员")
    begun = begin_correction(out, viewer=liaison, revision=out.revision, note="电话有误")
    changed = review_secrecy(county, submit(begun, viewer=liaison, revision=begun.revision))
    gone = urgently(county, changed)
    publication = Publication.objects.get()
    assert (gone.state, publication.version.number, publication.released_at) == (
        State.URGENT,
        2,
        out.released_at,
    )
    assert [one["note"] for one in publication.corrections] == ["电话有误"]
    assert decide(county, gone).state == State.RELEASED


def test_only_what_was_decided_is_published(county: County) -> None:
    """The last thing asked, whatever the machine asked before."""
    item = put_forward(county, make_item(county))
    with stays("这个版本没有作过保密审查，不能发布"):
        publish_version(look(item), NOON)
    done = review_secrecy(county, item)
    with stays("这个版本还没有审批通过，不能发布"):
        publish_version(look(done), NOON)
    assert approve(done, viewer=seen(county, "领导"), revision=done.revision, now=NOON).released_at == NOON


def test_a_draft_of_the_same_organ_goes_nowhere_by_itself(county: County) -> None:
    make_item(county, title=make_draft(county).title)
    assert (release_due(NOON), Publication.objects.count()) == (0, 0)
    assert Item.objects.get().organ.name == EDUCATION
