"""Two people press at the same moment: one of them is told so, and no item is half anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from tests.annualreport.filing.contenders import together as in_processes
from tests.disclosure.making import (
    CLEAR,
    NEWS,
    OTHER_POLICY,
    TODAY,
    decide,
    make_draft,
    make_item,
    make_publishing_county,
    make_released,
    organ_of,
    put_forward,
    review_secrecy,
    seen,
)
from tests.engines import Settings
from tests.organisations.making import County
from tests.organisations.test_races import together
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.guards.people import STALE
from yangguang.disclosure.models import Item, ItemVersion, Placement, Publication, Relation, SecrecyReview
from yangguang.disclosure.services.correcting import begin_correction
from yangguang.disclosure.services.deciding import approve
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.services.holding import place_hold
from yangguang.disclosure.services.putting_forward import submit, withdraw
from yangguang.disclosure.services.releasing import release, release_due, schedule
from yangguang.disclosure.services.taking_down import take_down
from yangguang.disclosure.states import Standing, State
from yangguang.organisations.approval.models import Course, Decision
from yangguang.organisations.kinds import Role
from yangguang.workflow.models import Event
from yangguang.workflow.moment import standing_at
from yangguang.workflow.selectors import verify_chain

ROUNDS = 4
MANY = 50
NOON = datetime.fromisoformat("2026-11-20T12:00:00+08:00")
HELD = "有暂缓公开的决定，解除以前不能发布"
Act = Callable[[], Any]


@pytest.fixture
def county(scratch_database: Settings) -> County:
    return make_publishing_county()


def look(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def waiting(county: County, type_key: str = NEWS, **changes: Any) -> Item:
    """An approved item that waits for noon."""
    with standing_at(NOON - timedelta(days=1)):
        item = make_item(county, type_key, **changes)
        item = schedule(item, viewer=seen(county, "联络员"), revision=item.revision, at=NOON)
        return decide(county, review_secrecy(county, put_forward(county, item)))


def whole(county: County) -> None:
    """The record is unbroken, each item's last event says how it stands, nothing public is half written."""
    assert verify_chain(county.government.pk).whole
    for item in Item.objects.all():
        events = Event.objects.filter(machine="item", subject_id=str(item.pk)).order_by("-sequence")
        assert events[0].to_state == item.state
        submitted = events.filter(verb="submit").count()
        assert (item.version, ItemVersion.objects.filter(item=item).count()) == (submitted, submitted)
    for publication in Publication.objects.select_related("version", "item"):
        facts = publication.version.facts
        assert publication.item.released_at == publication.released_at
        assert publication.title == facts["title"]
        assert sorted(publication.placements.values_list("column", flat=True)) == facts["columns"]
        related = {(one["kind"], one["item"]) for one in facts["relations"]}
        assert set(publication.relations.values_list("kind", "target")) == related


def one_of_each(said: list[str], *losing: str) -> None:
    """One succeeded, and the other was told one of these sentences."""
    assert said.count("done") == 1
    assert next(words for words in said if words != "done") in {STALE, *losing}


def test_two_reviewers_agree_at_once(county: County) -> None:
    county.appoint("另一保密", Role.SECRECY_REVIEWER, organ_of(county))
    viewers = [seen(county, "保密员"), county.seen_by("另一保密")]
    for turn in range(1, ROUNDS + 1):
        item = put_forward(county, make_item(county))

        def agree(viewer: Any, item: Item = item) -> None:
            approve(look(item), viewer=viewer, revision=item.revision, answers=CLEAR)

        said = together(*(lambda viewer=viewer, agree=agree: agree(viewer) for viewer in viewers))
        one_of_each(said)
        assert (Decision.objects.count(), SecrecyReview.objects.count()) == (turn, turn)
    whole(county)


def test_agreeing_and_taking_back_at_once(county: County) -> None:
    for _ in range(ROUNDS):
        item = review_secrecy(county, put_forward(county, make_item(county)))
        said = together(
            lambda item=item: decide(county, look(item)),
            lambda item=item: withdraw(
                look(item), viewer=seen(county, "联络员"), revision=item.revision, reason="再看"
            ),
        )
        one_of_each(said, "现在是“起草中”，不能同意", "现在是“已发布”，不能撤回")
        state = look(item).state
        assert (state, said[0]) in {(State.RELEASED, "done"), (State.DRAFT, said[0])}
        assert Publication.objects.filter(pk=item.pk).exists() == (state == State.RELEASED)
    whole(county)


def test_agreeing_and_writing_at_once(county: County) -> None:
    """Nothing can be written while it is decided on: the text that goes out is the one that was seen."""
    for _ in range(ROUNDS):
        item = review_secrecy(county, put_forward(county, make_item(county)))
        draft = make_draft(county, title="趁机改的标题")
        said = together(
            lambda item=item: decide(county, look(item)),
            lambda item=item, draft=draft: save_draft(
                item, viewer=seen(county, "联络员"), revision=item.revision, draft=draft
            ),
        )
        assert said[0] == "done"
        assert said[1] in {"现在是“审核中”，不能编辑", "现在是“已发布”，不能编辑"}
        assert Publication.objects.get(pk=item.pk).title == "关于秋季运动会的通知"
    whole(county)


def test_two_submit_at_once(county: County) -> None:
    for turn in range(1, ROUNDS + 1):
        item = make_item(county)
        said = together(
            *(
                lambda who=who, item=item: submit(
                    look(item), viewer=seen(county, who), revision=item.revision
                )
                for who in ("联络员", "承办人")
            )
        )
        one_of_each(said, "现在是“审核中”，不能提交审核")
        assert (Course.objects.count(), ItemVersion.objects.count()) == (turn, turn)
    whole(county)


def test_two_save_at_once(county: County) -> None:
    item = make_item(county)
    for turn in range(ROUNDS):
        item = look(item)

        def save(who: str, item: Item = item, turn: int = turn) -> None:
            draft = make_draft(county, title=f"{who}第{turn}稿")
            save_draft(item, viewer=seen(county, who), revision=item.revision, draft=draft)

        said = together(*(lambda who=who, save=save: save(who) for who in ("联络员", "承办人")))
        assert sorted(said) == sorted(["done", STALE])
        winner = ("联络员", "承办人")[said.index("done")]
        assert look(item).title == f"{winner}第{turn}稿"
    whole(county)


def test_releasing_and_holding_at_once(county: County) -> None:
    for _ in range(ROUNDS):
        item = waiting(county)

        def hold(item: Item = item) -> None:
            facts = {"kind": "court", "instrument": "示法〔2026〕行初1号", "from_on": TODAY}
            place_hold(look(item), viewer=seen(county, "主任"), revision=item.revision, **facts)  # type: ignore[arg-type]

        def go(item: Item = item) -> None:
            release(look(item), viewer=seen(county, "联络员"), revision=item.revision, now=NOON)

        said = together(go, hold)
        one_of_each(said, HELD)
        now = look(item)
        assert (now.state == State.RELEASED, now.holds.count()) == (said[0] == "done", int(said[1] == "done"))
    whole(county)


def test_a_correction_going_out_and_the_item_being_taken_down_at_once(county: County) -> None:
    for turn in range(ROUNDS):
        item = corrected(county, make_released(county), title=f"更正{turn}")
        said = together(
            lambda item=item: decide(county, look(item)),
            lambda item=item: take_down(
                look(item),
                viewer=seen(county, "主任"),
                revision=look(item).revision,
                ground="wrong",
                reason="有误",
            ),
        )
        standing, state = Publication.objects.get(pk=item.pk).standing, look(item).state
        assert (state, standing) in {
            (State.TAKEN_DOWN, Standing.TOMBSTONE),
            (State.RELEASED, Standing.PUBLIC),
        }
        assert "done" in said
        assert (state == State.TAKEN_DOWN) == (said[1] == "done")
    whole(county)


def corrected(county: County, item: Item, **changes: Any) -> Item:
    """A correction that waits for its leader."""
    liaison = seen(county, "联络员")
    begun = begin_correction(look(item), viewer=liaison, revision=look(item).revision, note="更正")
    saved = save_draft(
        begun, viewer=liaison, revision=begun.revision, draft=draft_of(begun).changed(**changes)
    )
    return review_secrecy(county, submit(saved, viewer=liaison, revision=saved.revision))


def test_two_corrections_that_end_each_other_never_both_go_out(county: County) -> None:
    for turn in range(ROUNDS):
        facts = {"fields": {}, "genre": "notice"}
        one, two = (make_released(county, OTHER_POLICY, **facts, title=f"文件{turn}") for _ in range(2))
        first = corrected(county, one, relations=({"kind": "repeals", "item": two.pk},))
        second = corrected(county, two, relations=({"kind": "repeals", "item": one.pk},))
        said = together(
            lambda item=first: decide(county, look(item)), lambda item=second: decide(county, look(item))
        )
        assert "done" in said
        assert set(said) <= {"done", "文件之间不能循环修改、替代或者废止"}
        assert Relation.objects.filter(source__in=[one.pk, two.pk]).count() == 1
        ended = Publication.objects.filter(pk__in=[one.pk, two.pk], ended_by__isnull=False)
        assert ended.count() == 1
    whole(county)


def test_a_correction_and_what_repeals_it_both_go_out_and_both_count(county: County) -> None:
    for turn in range(ROUNDS):
        facts = {"fields": {}, "genre": "notice", "title": f"文件{turn}"}
        one = make_released(county, OTHER_POLICY, **facts)
        repeals = {"relations": ({"kind": "repeals", "item": one.pk},)}
        two = review_secrecy(county, put_forward(county, make_item(county, OTHER_POLICY, **facts, **repeals)))
        first = corrected(county, one, title=f"更正{turn}")
        said = together(
            lambda item=first: decide(county, look(item)), lambda item=two: decide(county, look(item))
        )
        assert said == ["done", "done"]
        ended = Publication.objects.get(pk=one.pk)
        assert (ended.title, ended.ended_by_id) == (f"更正{turn}", two.pk)
    whole(county)


def test_two_of_one_number_never_both_go_out(county: County) -> None:
    """Both slipped past the question at submit: the database says who was first."""
    for turn in range(1, ROUNDS + 1):
        number = f"示教〔2026〕{turn}号"
        items = []
        for _ in range(2):
            items.append(review_secrecy(county, put_forward(county, make_item(county, document_no=number))))
            Item.objects.filter(pk=items[0].pk).update(state=State.DRAFT)  # out of sight of the second
        Item.objects.filter(pk=items[0].pk).update(state=State.REVIEW)
        said = together(*(lambda item=item: decide(county, look(item)) for item in items))
        assert set(said) <= {"done", f"文号“{number}”已经用于另一条信息，请核对"}
        assert Publication.objects.filter(document_no=number, standing=Standing.PUBLIC).count() == 1
    whole(county)


def work_off(barrier: Any) -> int:
    """What the worker does once a minute, in a process of its own."""
    barrier.wait()
    try:
        return release_due(NOON)
    finally:
        connections.close_all()


@pytest.mark.long
def test_two_workers_publish_each_of_many_once(county: County) -> None:
    numbers = [waiting(county).pk for _ in range(MANY)]
    published = in_processes(work_off, (), ())
    assert sum(published) == MANY
    assert Item.objects.filter(pk__in=numbers, state=State.RELEASED).count() == MANY
    assert (Publication.objects.count(), Placement.objects.count()) == (MANY, MANY)
    assert Event.objects.filter(machine="item", verb="release").count() == MANY
    whole(county)
