"""Three years of the invented county: every type and state, nobody past the route, nothing real."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from yangguang.catalogue.demo.loading import load_demo_columns
from yangguang.catalogue.models import Column
from yangguang.disclosure.content import texts_of
from yangguang.disclosure.definitions import definitions
from yangguang.disclosure.demo.loading import load_demo_items
from yangguang.disclosure.models import (
    InterpretationDuty,
    Item,
    ItemVersion,
    Placement,
    Publication,
    Relation,
    SecrecyReview,
    StoredFile,
)
from yangguang.disclosure.normative.models import CleanUp
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.selectors import progress, to_assess, with_release
from yangguang.disclosure.register.states import Attribute, Progress
from yangguang.disclosure.states import Ending, Ground, Kind, Standing, State
from yangguang.organisations.approval.models import Decision
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.demo.loading import load_demo_county
from yangguang.wording.secrecy_marks import refusal_of_text
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import verify_chain

TODAY = date(2026, 11, 24)
SHARE = 0.01
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
DIGEST = re.compile(r"[0-9a-f]{64}")
TELEPHONE = re.compile(r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")

pytestmark = pytest.mark.django_db


def told(today: date = TODAY, share: float = SHARE) -> int:
    load_demo_county(today)
    load_demo_columns()
    return load_demo_items(today, share=share)


def said() -> list[tuple[Any, ...]]:
    """What was told, without the numbers that a database gives."""
    items = Item.objects.order_by("index_no")
    return list(
        items.values_list(
            "index_no", "state", "title", "document_no", "body", "summary", "released_at", "due_on", "version"
        )
    )


def test_nothing_is_told_without_the_county() -> None:
    assert (load_demo_columns(), load_demo_items(TODAY)) == (0, 0)


@pytest.mark.long
def test_it_is_told_once_and_always_the_same() -> None:
    with transaction.atomic():
        first = told(), said(), Event.objects.count()
        assert load_demo_items(TODAY) == first[0]
        assert Event.objects.count() == first[2]
        transaction.set_rollback(True)
    assert (told(), said(), Event.objects.count()) == first


@pytest.mark.long
@pytest.mark.parametrize(
    "today", [date(2026, 10, 5), date(2026, 1, 1), date(2028, 2, 29), date(2027, 5, 4), date(2026, 2, 19)]
)
def test_every_state_is_there_on_every_day(today: date) -> None:
    told(today, share=0)
    states = Counter(Item.objects.values_list("state", flat=True))
    assert set(states) == set(State.values)
    assert Item.objects.filter(released_at__date__gte=today).count() == 0
    assert Event.objects.filter(at__date__gte=today).count() == 0


@pytest.mark.long
def test_the_county_has_every_type_and_state_and_nobody_goes_past_the_route() -> None:
    told()
    public = Publication.objects.filter(standing=Standing.PUBLIC)
    assert set(public.values_list("type", flat=True)) == {one.key for one in definitions()}
    assert set(Item.objects.values_list("state", flat=True)) == set(State.values)
    government = public.first().government_id  # type: ignore[union-attr]
    assert verify_chain(government).whole
    moments = list(
        Event.objects.filter(government=government).order_by("sequence").values_list("at", flat=True)
    )
    assert moments == sorted(moments)
    versions = ItemVersion.objects.filter(pk__in=Publication.objects.values("version"))
    reviewed = SecrecyReview.objects.filter(approval__item_version__in=versions)
    assert set(reviewed.values_list("approval__item_version", flat=True)) == set(
        versions.values_list("pk", flat=True)
    )
    settled = versions.exclude(item__state__in=(State.URGENT, State.TAKEN_DOWN))
    for version in settled.select_related("approval__course"):
        assert undecided(version) == []


def undecided(version: ItemVersion) -> list[int]:
    """Steps of the route on which nobody decided, or somebody who wrote the version did."""
    decisions = {one.step_id: one for one in Decision.objects.filter(version=version.approval)}
    authors = set(version.approval.authors.values_list("pk", flat=True))
    return [
        step.pk
        for step in version.approval.course.steps
        if step.pk not in decisions
        or (decisions[step.pk].verdict == Verdict.AGREED and decisions[step.pk].by_id in authors)
    ]


@pytest.mark.long
def test_the_county_fills_its_columns_and_its_documents_bear_on_each_other() -> None:
    told()
    must = Column.objects.exclude(part__in=("local", "report")).exclude(code="content")
    filled = set(Placement.objects.values_list("column__code", flat=True))
    assert set(must.values_list("code", flat=True)) - filled == set()
    assert set(Relation.objects.values_list("kind", flat=True)) == set(Kind.values)
    ended = Publication.objects.exclude(ended_how="").values_list("ended_how", flat=True)
    assert set(ended) == set(Ending)
    soon = Publication.objects.filter(in_force_to=TODAY + timedelta(days=25), ended_how=Ending.EXPIRED)
    assert [publisher.name for publisher in (one.publisher for one in soon)] == ["阳光县水利局"]
    late = Publication.objects.filter(released_at__date__gt=F("due_on"))
    assert set(late.values_list("item__organ__name", flat=True)) >= {
        "阳光县卫生健康局",
        "阳光县人民政府办公室",
    }
    duties = InterpretationDuty.objects.filter(fulfilled_by__isnull=True)
    assert "阳光县卫生健康局" in set(duties.values_list("organ__name", flat=True))
    overdue = InterpretationDuty.objects.filter(fulfilled_by__released_at__date__gt=F("due_on"))
    assert "阳光县医疗保障局" in set(overdue.values_list("organ__name", flat=True))
    grounds = Publication.objects.exclude(ground="").values_list("ground", flat=True)
    assert Counter(grounds) == {Ground.PRIVACY: 2, Ground.WRONG: 1, Ground.WITHDRAWN_ACT: 1, Ground.OTHER: 1}
    assert Publication.objects.filter(standing=Standing.BLANK_TOMBSTONE).count() == 2
    assert StoredFile.objects.values("media").distinct().count() >= 1
    assert Publication.objects.exclude(corrections=[]).count() >= 2


@pytest.mark.long
def test_the_register_is_kept_and_two_rounds_were_begun() -> None:
    told()
    county = Publication.objects.values_list("government", flat=True)[0]
    rows = with_release(OfficialDocument.objects.filter(government=county))
    stands = Counter(str(progress(row, TODAY) or row.attribute) for row in rows)
    assert set(stands) == {*Progress.values, *Attribute.values} - {Attribute.PROACTIVE}
    assert (stands["late"] >= 3, rows.filter(to_assess(TODAY)).count() >= 2) == (True, True)
    closed = stands[Attribute.CLOSED] / rows.count()
    assert 0.1 < closed < 0.45
    assert rows.filter(made_on__gt=TODAY).count() == 0
    rounds = {one.state: one for one in CleanUp.objects.all()}
    assert set(rounds) == {"published", "open"}
    assert rounds["published"].entries.filter(verdict="").count() == 0
    assert rounds["open"].entries.exclude(verdict="").exists()
    announced = Publication.objects.get(item=rounds["published"].result_id)
    ended = Publication.objects.filter(ended_how=Ending.DECLARED)
    assert set(ended.values_list("ended_by", flat=True)) == {announced.pk}
    waiting = Item.objects.filter(type="normative_document", state=State.REVIEW, legality_reviews=None)
    assert waiting.count() >= 2


@pytest.mark.long
def test_nothing_in_it_is_real_or_marked() -> None:
    told()
    for title in OfficialDocument.objects.values_list("title", flat=True):
        assert refusal_of_text(title) is None, title
    for version in ItemVersion.objects.all():
        text = DIGEST.sub("", "\n".join(texts_of(version.facts)))
        assert refusal_of_text(text) is None, version.item.title
        assert MOBILE.findall(text) == []
        assert IDENTITY.findall(text) == []
        assert {number[:8] for number in TELEPHONE.findall(text)} <= {"0000-000"}
