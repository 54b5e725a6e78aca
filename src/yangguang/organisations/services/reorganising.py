"""How does an organ end? Its work and its people go to named successors in one act; nothing stays behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import ENDING, SINGLE_KINDS, Kind, SuccessionKind
from yangguang.organisations.lineage import Edge, circular
from yangguang.organisations.models import Organ, Succession
from yangguang.organisations.open_work import works_of_organ
from yangguang.organisations.selectors import edges_of
from yangguang.organisations.services.carrying import carry_appointments
from yangguang.organisations.services.handing_over import Key, counted, key_of, move
from yangguang.organisations.services.locking import locked_government, locked_organ
from yangguang.organisations.services.organs import KEEPERS, insert_organ
from yangguang.organisations.viewers import Acting, Viewer, acting_as
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused

COPIED = (
    *("code", "kind", "uscc", "vertical", "superior", "order", "office_address", "office_hours"),
    *("phone", "fax", "postcode", "email", "request_url", "contact_checked_on"),
)
"""What an organ keeps when only its name changes."""


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What a decision says: which organs come to which, how, from which day, on what basis.

    `assigned` sends single pieces of work, and `people` single appointments, to other successors than `rest`,
    which is the only successor when there is one and must be named when there are several.
    """

    kind: SuccessionKind
    on: date
    basis: str
    predecessors: tuple[int, ...]
    successors: tuple[int, ...]
    matter: str = ""
    rest: int | None = None
    assigned: Mapping[Key, int] = field(default_factory=dict)
    people: Mapping[int, int] = field(default_factory=dict)


def reorganise(plan: Reorganisation, *, viewer: Viewer) -> list[Succession]:
    """Carry out a reorganisation; `Refused` when it may not be so, and nothing is then changed."""
    actor = acting_as(viewer, KEEPERS, "登记机构改革")
    with acts():
        locked_government(viewer.government)
        return carry_out(plan, actor, today=viewer.today)


def carry_out(plan: Reorganisation, actor: Acting, *, today: date) -> list[Succession]:
    """Carry out a reorganisation inside an act that holds the government; `Refused` when it may not be."""
    old = [locked_organ(pk, actor.government) for pk in sorted(set(plan.predecessors))]
    new = [locked_organ(pk, actor.government) for pk in sorted(set(plan.successors))]
    if sentence := _refusal(plan, old, new, today):
        raise Refused(sentence)
    rows = [_link(plan, one, other, actor) for one in old for other in new]
    for organ in old:
        if plan.kind in ENDING:
            _empty(plan, organ, new, actor)
            _end(plan, organ, actor)
        else:
            facts = {"to": new[0].code, "matter": plan.matter, "on": plan.on.isoformat()}
            note("organ", "powers_moved", organ, actor, facts={**facts, "basis": plan.basis})
    return rows


def rename_organ(organ: Organ, *, viewer: Viewer, name: str, on: date, basis: str) -> Organ:
    """Give an organ a new name by decision: a new organ with its facts, people and work succeeds it."""
    actor = acting_as(viewer, KEEPERS, "登记机构改革")
    with acts():
        locked_government(viewer.government)
        old = locked_organ(organ.pk, viewer.government)
        if sentence := _refusal_of_days(old, on, viewer.today):
            raise Refused(sentence)
        if name.strip() == old.name:
            raise Refused("新名称与原名称相同")
        old.to_on = on - timedelta(days=1)
        old.save(update_fields=["to_on"])  # before the new one takes its code
        facts = {field: getattr(old, field) for field in COPIED}
        aliases = tuple(alias.name for alias in old.aliases.order_by("pk"))
        new = insert_organ(actor, name=name.strip(), from_on=on, aliases=aliases, **facts)
        plan = Reorganisation(SuccessionKind.RENAMED, on, basis, (old.pk,), (new.pk,))
        _link(plan, old, new, actor)
        _keep_subject(old, new, on)
        _empty(plan, old, [new], actor)
        _end(plan, old, actor)
    return new


def _refusal(plan: Reorganisation, old: list[Organ], new: list[Organ], today: date) -> str | None:
    """The first thing that is wrong with a plan, in words."""
    counts = {
        SuccessionKind.MERGED: (bool(old), len(new) == 1, "合并须有被并入的机构和一个接收机构"),
        SuccessionKind.RENAMED: (len(old) == 1, len(new) == 1, "更名须是一个机构对一个机构"),
        SuccessionKind.SPLIT: (len(old) == 1, len(new) > 1, "拆分须是一个机构分成两个以上的机构"),
        SuccessionKind.POWERS_MOVED: (len(old) == 1, len(new) == 1, "职权划转须是一个机构对一个机构"),
    }
    *right, sentence = counts[plan.kind]
    if not all(right):
        return sentence
    single = any(Kind(organ.kind) in SINGLE_KINDS for organ in old)
    wrongs = {
        "机构不能是自己的后继": bool({organ.pk for organ in old} & {organ.pk for organ in new}),
        "县人民政府和县政府办公室只能更名": single and plan.kind in ENDING,
        "职权划转须写明划转的事项": plan.kind is SuccessionKind.POWERS_MOVED and not plan.matter.strip(),
    }
    wrong = next((words for words, so in wrongs.items() if so), None)
    days = (_refusal_of_days(organ, plan.on, today) for organ in old)
    return (
        wrong
        or next((sentence for sentence in days if sentence), None)
        or _refusal_of_successors(plan, new)
        or _refusal_of_circle(plan, old, new)
    )


def _refusal_of_successors(plan: Reorganisation, new: list[Organ]) -> str | None:
    if absent := next((organ for organ in new if not organ.lives_on(plan.on)), None):
        return f"“{absent.name}”在{plan.on}不存在，不能接收"
    if plan.rest is not None and plan.rest not in {organ.pk for organ in new}:
        return "接收其余工作的机关须是后继机关之一"
    return None


def _refusal_of_days(organ: Organ, on: date, today: date) -> str | None:
    if on > today:
        return "机构改革的生效日期晚于今天，请在生效之日登记"
    if organ.to_on is not None:
        return f"“{organ.name}”已于{organ.to_on}终止"
    if organ.from_on >= on:
        return f"“{organ.name}”自{organ.from_on}才成立，不能在{on}终止"
    return None


def _refusal_of_circle(plan: Reorganisation, old: list[Organ], new: list[Organ]) -> str | None:
    edges = edges_of(old[0].government_id)
    names = {organ.pk: organ.name for organ in [*old, *new]}
    for one in old:
        for other in new:
            edge = Edge(one.pk, other.pk, plan.kind, plan.on)
            if circular(edges, edge):
                return f"“{names[other.pk]}”的工作本来就来自或归于“{names[one.pk]}”，沿革不能循环"
    return None


def _link(plan: Reorganisation, old: Organ, new: Organ, actor: Acting) -> Succession:
    row = Succession(
        predecessor=old,
        successor=new,
        kind=plan.kind,
        on=plan.on,
        matter=plan.matter.strip(),
        basis=plan.basis.strip(),
    )
    if sentence := refusal_of_fields(row):
        raise Refused(sentence)
    if Succession.objects.filter(predecessor=old, successor=new, kind=plan.kind, on=plan.on).exists():
        raise Refused(f"“{old.name}”到“{new.name}”的这项沿革已经登记过")
    row.save(force_insert=True)
    return row


def _empty(plan: Reorganisation, organ: Organ, new: list[Organ], actor: Acting) -> None:
    """Move every piece of open work and every appointment of an organ to where the plan names."""
    works = works_of_organ(organ.pk)
    rest = plan.rest if plan.rest is not None else (new[0].pk if len(new) == 1 else None)
    targets = {key_of(work): plan.assigned.get(key_of(work), rest) for work in works}
    left = [work for work in works if targets[key_of(work)] is None]
    if left:
        kinds = "、".join(f"{title}{count}件" for title, count in counted(left).items())
        raise Refused(f"“{organ.name}”还有未办结的{kinds}没有指定接收机关")
    if strange := {target for target in targets.values() if target not in {one.pk for one in new}}:
        raise Refused(f"接收机关不在后继机关之中（{len(strange)}个）")
    for work in works:
        move(actor, work, organ=targets[key_of(work)])
    carried = carry_appointments(
        organ,
        actor=actor,
        successors={one.pk: one for one in new},
        chosen=plan.people,
        rest=rest,
        on=plan.on,
    )
    below = _place_under(organ, rest, actor)
    facts: dict[str, Any] = {"on": plan.on.isoformat(), "work": counted(works), "people": carried}
    if works or carried or below:
        note("organ", "emptied", organ, actor, facts={**facts, "below": below})


def _place_under(organ: Organ, rest: int | None, actor: Acting) -> int:
    """Put the organs below an ending one under its successor; returns how many."""
    living = Organ.objects.filter(superior=organ, to_on__isnull=True).order_by("pk")
    for child in living:
        if rest is None:
            raise Refused(f"“{organ.name}”还有下级机构没有指定新的上级：{child.name}")
        target = organ.superior_id if child.pk == rest else rest  # a successor from below comes up
        child.superior_id = target
        child.save(update_fields=["superior"])
        facts = {"fields": ["superior"], "changed": {"superior": [organ.pk, target]}, "reason": "机构改革"}
        note("organ", "changed", child, actor, facts=facts)
    return len(living)


def _end(plan: Reorganisation, organ: Organ, actor: Acting) -> None:
    organ.to_on = plan.on - timedelta(days=1)
    organ.save(update_fields=["to_on"])
    codes = [row.successor.code for row in organ.succeeded_by.filter(on=plan.on).select_related("successor")]
    facts = {"kind": plan.kind.value, "last_day": organ.to_on.isoformat(), "successors": sorted(codes)}
    note("organ", "ended", organ, actor, facts={**facts, "basis": plan.basis})


def _keep_subject(old: Organ, new: Organ, on: date) -> None:
    """A new name does not undo the decision that the ordinance applies."""
    newest = old.subject_decisions.filter(from_on__lte=on).order_by("-from_on").first()
    if newest is not None:
        newest.pk, newest.organ, newest.from_on = None, new, on
        newest.save(force_insert=True)
