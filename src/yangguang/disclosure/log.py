"""What did each organ release in a month, who drafted and decided, what was late, put right, taken down?

The 信息发布日志: every figure and name comes from what was frozen and recorded, never from a working copy.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from yangguang.accounts.models import User
from yangguang.disclosure.models import Item, Placement, Publication
from yangguang.disclosure.states import Ground, Standing
from yangguang.organisations.approval.models import Decision
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.models import Government, Organ
from yangguang.organisations.selectors import scope_of, with_predecessors
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.models import Event

REMOVALS = {"take_down": "撤下", "refuse_urgent": "补批不同意并撤下", "restore": "恢复"}
WITHHELD = "（撤下后不显示标题）"
MACHINE = "item"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One decision: at which step of the route, by whom in which role, how and when."""

    step: str
    name: str
    role: str
    verdict: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Released:
    """An item that went out; `late` when that was after its due day."""

    item: int
    organ: str
    index_no: str
    document_no: str
    title: str
    columns: tuple[str, ...]
    drafters: tuple[str, ...]
    reviews: tuple[Reviewed, ...]
    released_at: datetime
    due_on: date | None

    @property
    def late(self) -> bool:
        """Whether it went out after its due day; without one it is never late."""
        return self.due_on is not None and timezone.localdate(self.released_at) > self.due_on


@dataclass(frozen=True, slots=True)
class Corrected:
    """A public correction: its note, and who decided on the corrected version."""

    item: int
    organ: str
    index_no: str
    title: str
    on: date
    note: str
    reviews: tuple[Reviewed, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """Something left the public or came back: which, why and by whom."""

    item: int
    organ: str
    index_no: str
    title: str
    what: str
    ground: str
    reason: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Log:
    """The log of a month (its first day) for a whole government, or for one organ."""

    government: str
    organ: str
    month: date
    released: tuple[Released, ...]
    corrected: tuple[Corrected, ...]
    removed: tuple[Removed, ...]

    @property
    def late(self) -> int:
        """How many went out late."""
        return sum(one.late for one in self.released)


def release_log(*, viewer: Viewer, month: date, organ: Organ | None = None) -> Log:
    """The log of the month that holds the day `month`: of all organs the viewer sees, or of one.

    An organ brings those that ended in it. The number of statements does not grow with the month.
    """
    first = month.replace(day=1)
    seen = _seen(viewer, organ)
    went_out = list(_in_month(seen, "released_at", first).order_by("released_at", "pk"))
    changed = [(one, note) for one in _changed(seen, first) for note in _notes(one, first)]
    events = list(_removals(viewer.government, first))
    gone = seen.in_bulk([int(event.subject_id) for event in events])
    removed = [(gone[number], one) for one in events if (number := int(one.subject_id)) in gone]
    names = _Names.of({*(one.pk for one in went_out), *(one.pk for one, _ in changed)})
    return Log(
        government=Government.objects.get(pk=viewer.government).name,
        organ=organ.name if organ else "",
        month=first,
        released=tuple(_released(one, names) for one in went_out),
        corrected=tuple(_corrected(one, note, names) for one, note in changed),
        removed=tuple(_removed(one, event) for one, event in removed),
    )


@dataclass(frozen=True, slots=True)
class _Version:
    """The decisions on one version of an item."""

    item: int
    number: int
    at: datetime
    reviews: tuple[Reviewed, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """What belongs to the items of a log: their columns, their drafters, the decisions on their versions."""

    columns: Mapping[int, list[str]]
    drafters: Mapping[int, list[str]]
    versions: Mapping[int, list[_Version]]

    @classmethod
    def of(cls, items: set[int]) -> _Names:
        """Four statements whatever the number of items."""
        columns = defaultdict(list)
        placed = Placement.objects.filter(publication__in=items).order_by("column__order", "column")
        for item, name in placed.values_list("publication", "column__name"):
            columns[item].append(name)
        wrote = dict(Item.objects.filter(pk__in=items).values_list("pk", "authors"))
        people = User.objects.in_bulk({person for authors in wrote.values() for person in authors})
        drafters = {item: [people[one].display_name for one in authors] for item, authors in wrote.items()}
        return cls(columns, drafters, _versions(items))


def _seen(viewer: Viewer, organ: Organ | None) -> QuerySet[Publication]:
    scope = scope_of(viewer)
    rows = Publication.objects.filter(government=scope.government).select_related("publisher")
    rows = rows if scope.every_organ else rows.filter(publisher__in=scope.organs)
    return rows.filter(publisher__in=with_predecessors(organ)) if organ is not None else rows


def _bounds(first: date) -> tuple[datetime, datetime]:
    """The first instants of a month and of the next, in the county's own time."""
    following = (first + timedelta(days=31)).replace(day=1)
    begun, over = (timezone.make_aware(datetime.combine(day, time())) for day in (first, following))
    return begun, over


def _in_month(rows: QuerySet[Publication], field: str, first: date) -> QuerySet[Publication]:
    begun, over = _bounds(first)
    return rows.filter(**{f"{field}__gte": begun, f"{field}__lt": over})


def _changed(seen: QuerySet[Publication], first: date) -> QuerySet[Publication]:
    """Those that were corrected in the month or since."""
    begun, _ = _bounds(first)
    return seen.filter(updated_at__gte=begun, updated_at__gt=F("released_at")).order_by("updated_at", "pk")


def _notes(publication: Publication, first: date) -> list[dict[str, object]]:
    month = first.isoformat()[:7]
    return [one for one in publication.corrections if str(one["on"]).startswith(month)]


def _removals(government: int, first: date) -> QuerySet[Event]:
    begun, over = _bounds(first)
    mine = Event.objects.filter(government=government, machine=MACHINE, verb__in=REMOVALS)
    return mine.filter(at__gte=begun, at__lt=over).order_by("sequence")


def _versions(items: Iterable[int]) -> dict[int, list[_Version]]:
    """The decisions on every version of the items, oldest first."""
    rows = Decision.objects.filter(version__item_version__item__in=items).select_related(
        "step", "by", "version__item_version"
    )
    grouped: dict[tuple[int, int], list[Decision]] = defaultdict(list)
    for one in rows.order_by("at", "pk"):
        frozen = one.version.item_version
        grouped[frozen.item_id, frozen.number].append(one)
    found: dict[int, list[_Version]] = defaultdict(list)
    for (item, number), decisions in grouped.items():
        frozen = decisions[0].version.item_version
        found[item].append(_Version(item, number, frozen.at, tuple(map(_review, decisions))))
    return found


def _review(one: Decision) -> Reviewed:
    return Reviewed(one.step.name, one.by.display_name, one.role, str(Verdict(one.verdict).label), one.at)


def _released(one: Publication, names: _Names) -> Released:
    before = [version for version in names.versions[one.pk] if version.at <= one.released_at]
    return Released(
        item=one.pk,
        organ=one.publisher.name,
        index_no=one.index_no,
        document_no=one.document_no,
        title=_title(one),
        columns=tuple(names.columns[one.pk]),
        drafters=tuple(names.drafters[one.pk]),
        reviews=tuple(review for version in before for review in version.reviews),
        released_at=one.released_at,
        due_on=one.due_on,
    )


def _corrected(one: Publication, note: Mapping[str, object], names: _Names) -> Corrected:
    reviews = [version.reviews for version in names.versions[one.pk] if version.number == note["version"]]
    return Corrected(
        item=one.pk,
        organ=one.publisher.name,
        index_no=one.index_no,
        title=_title(one),
        on=date.fromisoformat(str(note["on"])),
        note=str(note["note"]),
        reviews=reviews[0] if reviews else (),
    )


def _removed(one: Publication, event: Event) -> Removed:
    facts = json.loads(event.facts)
    ground = facts.get("ground", "")
    return Removed(
        item=one.pk,
        organ=one.publisher.name,
        index_no=one.index_no,
        title=_title(one),
        what=REMOVALS[event.verb],
        ground=str(Ground(ground).label) if ground in Ground.values else "",
        reason=facts.get("reason", ""),
        name=event.actor_name,
        at=event.at,
    )


def _title(one: Publication) -> str:
    return WITHHELD if one.standing == Standing.BLANK_TOMBSTONE else one.title
