"""What is put into each parameter of each door, mostly fitting and sometimes not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.disclosure.making import CLEAR
from tests.disclosure.ways.world import BESIDE, Place, World
from yangguang.accounts.models import User
from yangguang.disclosure.content import Draft, content_of
from yangguang.disclosure.models import Consultation, Hold, Item, Publication, Referral
from yangguang.disclosure.services.reviewing import Conclusion
from yangguang.disclosure.services.signing import Signature
from yangguang.disclosure.states import Determination, Ground, HoldKind, Kind, Opinion, Referred
from yangguang.organisations.approval.models import Course, Route, Slip
from yangguang.organisations.approval.states import Verdict

SCAN = "ab" * 32
FOUND = CLEAR | {"privacy": {"answer": "found", "note": ""}}
HANDLED = CLEAR | {"privacy": {"answer": "handled", "note": "已隐去姓名"}}


class Absent(Exception):
    """There is nothing yet of what a parameter asks for."""


def value_of(name: str, world: World, place: Place, item: Item | None) -> Any:
    """A value for the parameter `name` of a service of items; `KeyError` for a name nobody has thought of."""
    return VALUES[name](world, place, item)


def draft_for(world: World, place: Place, item: Item | None) -> Draft:
    pick = world.choice.choice
    organs = place.organs()
    number = pick(["", "", "", "", "示教〔2026〕1号", f"示教〔2026〕{world.numbers + 10}号"])
    bureaus = [organ for organ in organs if organ.kind == "department" and organ.to_on is None]
    others = [{"name": organ.name, "organ": organ.pk} for organ in bureaus]
    return Draft(
        title=world.fresh("关于运动会的通知"),
        document_no=number,
        made_on=world.today - timedelta(days=pick((0, 3))),
        columns=(pick([place.column] * 20 + [world.there.column, 10**6]),),
        issuers=tuple(pick(([], [], [], others[:1], others[-2:]))),
        relations=_relations(world, item),
        body=f"<p>第{world.fresh('')}稿</p>",
        fields={"is_reprinted": False},
    )


def _relations(world: World, item: Item | None) -> tuple[dict[str, Any], ...]:
    if world.choice.random() < 0.75:
        return ()
    public = Publication.objects.filter(government=item.government_id) if item else Publication.objects.all()
    numbers = list(public.order_by("-pk").values_list("pk", flat=True)[:4])
    if world.choice.random() < 0.1:
        numbers = [10**6, *Publication.objects.order_by("-pk").values_list("pk", flat=True)[:2]]
    if not numbers:
        return ()
    kinds = (Kind.AMENDS.value, Kind.REPEALS.value, Kind.BASED_ON.value)
    return ({"kind": world.choice.choice(kinds), "item": world.choice.choice(numbers)},)


def _one(model: Any) -> Callable[[World, Place, Item | None], Any]:
    def find(world: World, place: Place, item: Item | None) -> Any:
        rows = list(model.objects.order_by("-pk")[:4])
        if not rows:
            raise Absent
        return world.choice.choice(rows)

    return find


def _of(*values: Any) -> Callable[[World, Place, Item | None], Any]:
    return lambda world, place, item: world.choice.choice(values)


def _file(world: World, place: Place, item: Item | None) -> str:
    return world.choice.choice(
        [one["file"] for one in item.attachments] if item and item.attachments else [""]
    )


def _files(world: World, place: Place, item: Item | None) -> list[str]:
    files = [one["file"] for one in item.attachments] if item else []
    return world.choice.sample(files, len(files))


def _conclusions(world: World, place: Place, item: Item | None) -> list[Conclusion]:
    if item is None:
        raise Absent
    return [
        Conclusion(
            item.pk, item.revision, world.choice.choice((Verdict.AGREED, Verdict.RETURNED)), "一并", CLEAR
        )
    ]


def _signature(world: World, place: Place, item: Item | None) -> Signature:
    slips = list(Slip.objects.order_by("-pk")[:3])
    if not slips:
        raise Absent
    return Signature(world.choice.choice(slips), _user(world, place, item), world.today, SCAN)


def _user(world: World, place: Place, item: Item | None) -> User:
    return world.choice.choice(world.people(place))


def _course(world: World, place: Place, item: Item | None) -> Course:
    mine = list(Course.objects.filter(subject_id=str(item.pk)).order_by("-pk")[:2]) if item else []
    if not mine:
        raise Absent
    return world.choice.choice(mine)


def _content(world: World, place: Place, item: Item | None) -> Any:
    if item is None:
        raise Absent
    mine = content_of(item)
    return world.choice.choice((mine, mine | {"title": world.fresh("另一标题")}))


def _later(world: World, place: Place, item: Item | None) -> Any:
    at = world.clock.replace(second=0, microsecond=0) + timedelta(minutes=world.choice.choice((2, 30, -30)))
    return world.choice.choice((None, at))


def _day(world: World, place: Place, item: Item | None) -> date:
    return world.today + timedelta(days=world.choice.choice((-1, 0, 0, 1)))


def _last_day(world: World, place: Place, item: Item | None) -> date | None:
    return world.choice.choice((None, world.today, world.today + timedelta(days=1)))


def _revision(world: World, place: Place, item: Item | None) -> int:
    shown = item.revision if item is not None else 1
    return shown + world.choice.choice((0,) * 12 + (1, -1))


VALUES: dict[str, Callable[[World, Place, Item | None], Any]] = {
    "revision": _revision,
    "draft": draft_for,
    "organ": lambda world, place, item: world.choice.choice(place.organs()).pk,
    "columns": lambda world, place, item: world.choice.choice(
        ((), (place.column,), (world.there.column,), (10**6,))
    ),
    "type_key": _of("news", "news", "news", "interpretation", "none"),
    "reason": _of("有此必要", "有此必要", ""),
    "note": _of("更正数字", "更正数字", ""),
    "settlement": _of("", "已删去有关内容"),
    "answers": _of(CLEAR, CLEAR, CLEAR, HANDLED, FOUND, None, {}),
    "opinion": _of(*Opinion.values),
    "verdict": _of(Verdict.AGREED, Verdict.AGREED, Verdict.RETURNED),
    "ground": _of(*Ground.values),
    "kind": _of(*HoldKind.values),
    "referred_to": _of(*Referred.values),
    "determination": _of(*Determination.values),
    "determined_on": lambda world, place, item: world.today,
    "answered_on": lambda world, place, item: world.today,
    "document_no": _of("示保〔2026〕5号"),
    "basis": _of("目录第一项"),
    "question": _of("是否可以公开"),
    "agency": _of("省级有关机关"),
    "answer": _of("可以公开"),
    "answered_by": _of("来函"),
    "instrument": _of("示法〔2026〕行初1号"),
    "from_on": _day,
    "to_on": _last_day,
    "at": _later,
    "name": _of("附件一.txt", "附件二.txt"),
    "data": lambda world, place, item: f"运动会日程{world.fresh('')}".encode(),
    "file": _file,
    "files": _files,
    "confirmed": _of((), ("title",)),
    "original": _of(None),
    "attachments": _of(()),
    "conclusions": _conclusions,
    "signature": _signature,
    "hold": _one(Hold),
    "referral": _one(Referral),
    "consultation": _one(Consultation),
    # what the services of approval ask for
    "course": _course,
    "version": lambda world, place, item: 0,
    "position": lambda world, place, item: 0,
    "content": _content,
    "authors": lambda world, place, item: [_user(world, place, item)],
    "thing": _of("disclosure", BESIDE),
    "title": _of("换一条路"),
    "subject": lambda world, place, item: item,
    "handler": _of(None),
    "route": lambda world, place, item: world.choice.choice([None, *Route.objects.order_by("-pk")[:3]]),
    "slip": _one(Slip),
    "signer": _user,
    "signed_on": lambda world, place, item: world.today,
    "scan_hash": _of(SCAN),
}
"""A new parameter of a service needs a line here; until then the test says so."""
