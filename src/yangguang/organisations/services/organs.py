"""What may be done to an organ? Created, corrected, found a subject; its ending is a reorganisation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from yangguang.organisations.codes import refusal_of_codes
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import SINGLE_KINDS, Kind, Role
from yangguang.organisations.local_rules import refusal_of_rule
from yangguang.organisations.models import LocalRule, Organ, OrganAlias, SubjectDecision
from yangguang.organisations.services.locking import locked_government, locked_organ
from yangguang.organisations.viewers import Acting, Viewer, acting_as
from yangguang.wording.secrecy_marks import refusal_of_text
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused

KEEPERS = (Role.COUNTY_OFFICE, Role.SYSTEM_ADMIN)
"""Who keeps the list of organs: the office that runs the work, and the administrator of the installation."""
CONTACT = (
    *("office_address", "office_hours", "phone", "fax", "postcode", "email", "request_url"),
    "contact_checked_on",
)
"""What the guide prints (条例第十二条); an organ's own liaison keeps these too."""
STRUCTURE = ("code", "name", "kind", "uscc", "vertical", "superior", "order")


def create_organ(*, viewer: Viewer, code: str, name: str, kind: Kind, from_on: date, **details: Any) -> Organ:
    """Add an organ to the viewer's government; `details` are further fields of `Organ`, and `aliases`.

    Raises `Refused`; nothing is then written.
    """
    actor = acting_as(viewer, KEEPERS, "增加机构")
    with acts():
        locked_government(viewer.government)
        return insert_organ(actor, code=code, name=name, kind=kind, from_on=from_on, **details)


def insert_organ(actor: Acting, *, aliases: tuple[str, ...] = (), **facts: Any) -> Organ:
    """Write a new organ inside an act that holds the government; `Refused` when it cannot stand."""
    organ = Organ(government_id=actor.government, **facts)
    _check(organ)
    organ.save(force_insert=True)
    set_aliases(organ, aliases)
    noted = {"code": organ.code, "name": organ.name, "kind": organ.kind, "from": organ.from_on.isoformat()}
    note("organ", "created", organ, actor, facts=noted)
    return organ


def change_organ(organ: Organ, *, viewer: Viewer, reason: str = "", **changes: Any) -> Organ:
    """Correct what stands about an organ; `changes` are fields of `Organ`, and `aliases`.

    A new name by decision is a reorganisation; here a wrongly written one is put right, with a reason.
    Liaisons keep the contact facts of their own organ. Raises `Refused`.
    """
    if set(changes) <= set(CONTACT) and viewer.standing(Role.LIAISON, Role.FOI_HEAD, organ=organ.pk):
        actor = acting_as(viewer, (Role.LIAISON, Role.FOI_HEAD), "修改本机关的联系方式", organ=organ.pk)
    else:
        actor = acting_as(viewer, KEEPERS, "修改机构")
    if "name" in changes and not reason.strip():
        raise Refused("更正机构名称须写明原因；正式更名请用机构改革")
    if sentence := refusal_of_text(reason):
        raise Refused(sentence)
    with acts():
        locked_government(viewer.government)
        held = locked_organ(organ.pk, viewer.government)
        update_organ(held, actor, reason=reason, **changes)
    return held


def update_organ(held: Organ, actor: Acting, *, reason: str = "", **changes: Any) -> bool:
    """Write changes to an organ inside an act that holds its government; False when nothing differs."""
    if unknown := set(changes) - {*CONTACT, *STRUCTURE, "aliases"}:
        raise Refused(f"机构没有可以这样修改的内容：{'、'.join(sorted(unknown))}")
    aliases = changes.pop("aliases", None)
    differing = {name: value for name, value in changes.items() if getattr(held, name) != value}
    renamed = aliases is not None and set_aliases(held, aliases)
    if not differing and not renamed:
        return False
    noted = {
        name: [_plain(getattr(held, name)), _plain(value)]
        for name, value in differing.items()
        if name in STRUCTURE
    }
    for name, value in differing.items():
        setattr(held, name, value)
    _check(held)
    held.save()
    fields = sorted({*differing, *(["aliases"] if renamed else [])})
    note("organ", "changed", held, actor, facts={"fields": fields, "changed": noted, "reason": reason})
    return True


def set_aliases(organ: Organ, aliases: tuple[str, ...]) -> bool:
    """Make the aliases of an organ exactly these; False when they were so already."""
    wanted = [name.strip() for name in aliases]
    if len(set(wanted)) != len(wanted):
        raise Refused("别名有重复")
    before = {alias.name: alias for alias in organ.aliases.all()}
    for name, alias in before.items():
        if name not in wanted:
            alias.delete()
    for name in wanted:
        if name not in before:
            row = OrganAlias(organ=organ, name=name)
            if sentence := refusal_of_fields(row):
                raise Refused(sentence)
            row.save(force_insert=True)
    return set(before) != set(wanted)


def decide_subject(
    organ: Organ,
    *,
    viewer: Viewer,
    administrative: bool,
    external: bool,
    independent: bool,
    from_on: date,
    basis: str,
) -> SubjectDecision:
    """Decide by the three tests whether the ordinance applies to an organ (条例第二十七条，30号 二（一）).

    Only the county office decides; a newer decision holds from its own day on. Raises `Refused`.
    """
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "认定公开主体")
    with acts():
        locked_government(viewer.government)
        decision = SubjectDecision(
            organ=locked_organ(organ.pk, viewer.government),
            is_subject=administrative and external and independent,
            administrative=administrative,
            external=external,
            independent=independent,
            from_on=from_on,
            basis=basis.strip(),
        )
        write_subject(decision, actor)
    return decision


def write_subject(decision: SubjectDecision, actor: Acting) -> None:
    """Keep a decision inside an act that holds the government; `Refused` when it may not be."""
    organ = decision.organ
    if not organ.lives_on(decision.from_on):
        raise Refused(f"“{organ.name}”在{decision.from_on}不存在")
    if sentence := refusal_of_fields(decision):
        raise Refused(sentence)
    if organ.subject_decisions.filter(from_on=decision.from_on).exists():
        raise Refused(f"“{organ.name}”在{decision.from_on}已有一项认定")
    decision.save(force_insert=True)
    since = decision.from_on.isoformat()
    noted = {"is_subject": decision.is_subject, "from": since, "basis": decision.basis}
    note("organ", "subject_decided", organ, actor, facts=noted)


def set_local_rule(*, viewer: Viewer, name: str, value: str, from_on: date, basis: str) -> LocalRule:
    """Make a period of the viewer's government tighter than the national one; looser ones are `Refused`."""
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "设定本地期限")
    rule = LocalRule(
        government_id=viewer.government, name=name, value=value.strip(), from_on=from_on, basis=basis.strip()
    )
    if sentence := refusal_of_fields(rule) or refusal_of_rule(name, rule.value, from_on):
        raise Refused(sentence)
    with acts():
        government = locked_government(viewer.government)
        if government.local_rules.filter(name=name, from_on=from_on).exists():
            raise Refused(f"{from_on}已经设过这项本地期限")
        rule.save(force_insert=True)
        noted = {"name": name, "value": rule.value, "from": from_on.isoformat(), "basis": rule.basis}
        note("government", "rule_set", government, actor, facts=noted)
    return rule


def _check(organ: Organ) -> None:
    organ.uscc = organ.uscc.strip().upper()
    if sentence := refusal_of_fields(organ) or refusal_of_codes(uscc=organ.uscc):
        raise Refused(sentence)
    if organ.to_on is not None and organ.to_on < organ.from_on:
        raise Refused("终止日期早于成立日期")
    if organ.superior is not None and organ.superior.government_id != organ.government_id:
        raise Refused("没有这个上级机构")
    if organ.pk is not None and organ.pk in _superiors(organ):
        raise Refused("机构不能直接或间接以自己为上级")
    if organ.to_on is None:
        _check_single(organ)


def _check_single(organ: Organ) -> None:
    """What only one living organ of a government may have: its code, name, credit code, and two kinds."""
    single = organ.kind if organ.kind in {kind.value for kind in SINGLE_KINDS} else None
    same = Q(code=organ.code) | Q(name=organ.name) | Q(uscc=organ.uscc, uscc__gt="") | Q(kind=single)
    others = Organ.objects.filter(same, government=organ.government_id, to_on__isnull=True)
    for other in others.exclude(pk=organ.pk):
        clashes = {
            f"机构编码“{organ.code}”已经有机构使用": other.code == organ.code,
            f"已经有名为“{organ.name}”的机构": other.name == organ.name,
            f"统一社会信用代码“{organ.uscc}”已经有机构使用": bool(organ.uscc) and other.uscc == organ.uscc,
            f"一个政府只能有一个“{Kind(organ.kind).label}”": other.kind == single,
        }
        raise Refused(next(sentence for sentence, clash in clashes.items() if clash))


def _superiors(organ: Organ) -> set[int]:
    """Everything above an organ; ends also where old rows already go round."""
    above: set[int] = set()
    step = organ.superior
    while step is not None and step.pk not in above:
        above.add(step.pk)
        step = step.superior
    return above


def _plain(value: Any) -> Any:
    if isinstance(value, Organ):
        return value.code
    return value if value is None or isinstance(value, bool | int | str) else str(value)
