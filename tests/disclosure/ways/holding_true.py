"""What is true after every step, whoever tried whatever."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from tests.disclosure.ways.walking import Trial
from tests.disclosure.ways.world import World
from yangguang.disclosure.content import content_of
from yangguang.disclosure.guards.releasing import held_on
from yangguang.disclosure.joint import other_issuers
from yangguang.disclosure.models import Item, ItemVersion, Placement, Publication, Relation
from yangguang.disclosure.relations import CIRCULAR
from yangguang.disclosure.states import Standing, State
from yangguang.organisations.approval.models import Decision
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.kinds import Role
from yangguang.workflow.chain import canonical, sm3
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import verify_chain

TOMBSTONES = {Standing.TOMBSTONE.value, Standing.BLANK_TOMBSTONE.value}
URGENT_VERB = "release_urgently"


def words_of(item: Item) -> str:
    """Everything that somebody writes, as canonical text; the note of a correction apart."""
    return canonical({name: value for name, value in content_of(item).items() if name != "correction_note"})


@dataclass(frozen=True)
class Seen:
    """An item as it stood after a step."""

    state: str
    revision: int
    version: int
    index_no: str
    words: str
    note: str
    scheduled_at: datetime | None
    public: tuple[Any, ...]


@dataclass
class Witness:
    """Remembers what there was, and who really wrote what, independently of what the items say."""

    world: World
    items: dict[int, Seen] = field(default_factory=dict)
    last_event: int = 0
    wrote: dict[int, set[int]] = field(default_factory=dict)
    written_by: dict[int, frozenset[int]] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)

    def look(self, trial: Trial | None) -> None:
        """Hold everything true after a step."""
        now = _everything()
        events = list(Event.objects.filter(pk__gt=self.last_event).order_by("pk"))
        if trial is not None:
            self._refusals_leave_nothing(trial, now, events)
            self._no_county_touches_the_other(trial, now)
        self._moves_are_recorded(now, events)
        if trial is not None:
            self._remember_authors(trial, now)
        for number, seen in now.items():
            if seen != self.items.get(number):
                self._item_is_sound(number, seen)
                self._what_is_public_was_decided(number, seen, trial)
        self.items = now
        self.last_event = events[-1].pk if events else self.last_event

    def finish(self) -> None:
        """What is too long to be asked after every step."""
        for place in (self.world.here, self.world.there):
            assert verify_chain(place.number).whole
        numbers = Item.objects.values_list("government", "index_no")
        assert len(set(numbers)) == len(numbers)
        public = Publication.objects.filter(standing=Standing.PUBLIC).exclude(document_no="")
        numbered = public.values_list("government", "document_no")
        assert len(set(numbered)) == len(numbered)
        assert not _circle()
        for placement in Placement.objects.select_related("column", "publication"):
            assert placement.column.government_id == placement.publication.government_id
        assert Event.objects.aggregate(last=Max("pk"))["last"] == self.last_event

    def _refusals_leave_nothing(self, trial: Trial, now: dict[int, Seen], events: list[Event]) -> None:
        if trial.refusal and not trial.door.startswith("structure."):
            assert (now, events) == (self.items, [])

    def _no_county_touches_the_other(self, trial: Trial, now: dict[int, Seen]) -> None:
        if trial.viewer is None or trial.viewer.government == 0:
            return
        mine = set(Item.objects.filter(government=trial.viewer.government).values_list("pk", flat=True))
        others = {number: seen for number, seen in now.items() if number not in mine}
        assert others == {number: seen for number, seen in self.items.items() if number not in mine}

    def _moves_are_recorded(self, now: dict[int, Seen], events: list[Event]) -> None:
        """Each item's events of this step lead without a gap from how it stood to how it stands."""
        for number, seen in now.items():
            before = self.items.get(number)
            mine = [one for one in events if (one.machine, one.subject_id) == ("item", str(number))]
            state = before.state if before else ""
            for event in mine:
                assert event.from_state == state
                state = event.to_state
            assert state == seen.state
            if before is not None:
                assert seen.index_no == before.index_no
                assert seen.revision >= before.revision
                assert mine or seen == before

    def _remember_authors(self, trial: Trial, now: dict[int, Seen]) -> None:
        """Whose hand changed the words; what goes back to what is public was written by nobody."""
        for number, seen in now.items():
            before = self.items.get(number)
            hands = self.wrote.setdefault(number, set())
            changed = before is None or before.words != seen.words or (seen.note and before.note != seen.note)
            if changed and trial.viewer is not None and trial.door not in {"drop_correction", "restore"}:
                hands.add(trial.viewer.user)
            if before is None or before.version != seen.version:
                for version in ItemVersion.objects.filter(item=number):
                    self.written_by.setdefault(version.pk, frozenset(hands))

    def _item_is_sound(self, number: int, seen: Seen) -> None:
        item = Item.objects.get(pk=number)
        self.states[seen.state] += 1
        standing = seen.public[0] if seen.public else None
        expected = {
            State.RELEASED: {Standing.PUBLIC.value},
            State.URGENT: {Standing.PUBLIC.value},
            State.TAKEN_DOWN: TOMBSTONES,
            State.DROPPED: {None},
        }.get(State(seen.state))
        assert expected is None or standing in expected
        assert (item.released_at is None) == (standing is None)
        if seen.state in {State.RELEASED, State.URGENT}:
            assert words_of(item) == _words(item.publication.version)
        assert self.wrote[number] <= set(item.authors)

    def _what_is_public_was_decided(self, number: int, seen: Seen, trial: Trial | None) -> None:
        if not seen.public or seen.public[0] != Standing.PUBLIC:
            return
        publication = Publication.objects.select_related("version__approval", "item").get(pk=number)
        version = publication.version
        facts = version.facts
        assert version.item_id == number
        assert version.hash == sm3(version.content) == version.approval.hash
        assert (publication.title, publication.document_no) == (facts["title"], facts["document_no"])
        self._decided_by_others(publication)
        before = self.items.get(number)
        if before is None or before.public != seen.public:
            _nothing_stood_against(publication, trial, before)

    def _decided_by_others(self, publication: Publication) -> None:
        version = publication.version
        authors, course = self.written_by[version.pk], version.approval.course
        decisions = list(Decision.objects.filter(version=version.approval).order_by("pk"))
        agreed = {one.step_id: one.by_id for one in decisions if one.verdict == Verdict.AGREED}
        skipped = {one.step_id for one in decisions if one.verdict == Verdict.SKIPPED}
        assert (
            len(agreed)
            == len(set(agreed.values()))
            == len([one for one in decisions if one.verdict == Verdict.AGREED])
        )
        assert not set(agreed.values()) & authors
        examined = [row for row in course.steps if row.role == Role.SECRECY_REVIEWER]
        assert examined
        answers = {one.position: one.by_id for one in version.approval.secrecy_reviews.all()}
        assert answers == {row.position: agreed[row.pk] for row in examined}
        if publication.item.state == State.URGENT:
            orders = Event.objects.filter(verb=URGENT_VERB, subject_id=str(publication.pk), machine="item")
            assert int(orders.order_by("-pk")[0].actor_id) not in authors | set(answers.values())
            return
        assert all(row.pk in agreed or (row.pk in skipped and row.may_be_skipped) for row in course.steps)


def _nothing_stood_against(publication: Publication, trial: Trial | None, before: Seen | None) -> None:
    """When something came before the public: no order, no consent, answer or determination wanting."""
    assert trial is not None
    moment = trial.at or trial.given.get("now")
    assert moment is not None
    assert not publication.item.holds.filter(held_on(timezone.localdate(moment))).exists()
    asked = publication.item.consultations.all()
    assert not asked.filter(opinion="").exists()
    assert not asked.filter(opinion="refused", settlement="").exists()
    doubts = publication.item.referrals.filter(hash=publication.version.hash)
    assert not doubts.exclude(determination="open").exists()
    organ = publication.item.organ_id
    others = other_issuers(
        publication.version.facts["issuers"], organ=organ, government=publication.government_id
    )
    agreed = publication.version.consents.filter(opinion="agreed").values_list("organ", flat=True)
    assert set(others) <= set(agreed)
    if before is not None and before.scheduled_at and trial.door not in {URGENT_VERB, "restore"}:
        assert before.scheduled_at <= moment


def _everything() -> dict[int, Seen]:
    shown = {
        row[0]: row[1:]
        for row in Publication.objects.values_list(
            "pk", "standing", "version", "title", "document_no", "updated_at"
        )
    }
    return {
        item.pk: Seen(
            item.state,
            item.revision,
            item.version,
            item.index_no,
            words_of(item),
            item.correction_note,
            item.scheduled_at,
            shown.get(item.pk, ()),
        )
        for item in Item.objects.all()
    }


def _words(version: ItemVersion) -> str:
    return canonical({name: value for name, value in version.facts.items() if name != "correction_note"})


def _circle() -> bool:
    """Whether following who amends, replaces or repeals whom comes back to where it began."""
    links: dict[int, set[int]] = {}
    for relation in Relation.objects.filter(kind__in=CIRCULAR):
        links.setdefault(relation.source_id, set()).add(relation.target_id)

    def reaches(start: int) -> bool:
        seen: set[int] = set()
        waiting = list(links.get(start, ()))
        while waiting:
            here = waiting.pop()
            if here == start:
                return True
            if here not in seen:
                seen.add(here)
                waiting.extend(links.get(here, ()))
        return False

    return any(reaches(start) for start in links)
