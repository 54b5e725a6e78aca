"""May one item bear on another? What it points at is public, of the same county, and ends in no circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yangguang.disclosure.models import Item, Publication, Relation
from yangguang.disclosure.states import Kind, Standing
from yangguang.disclosure.types_in_use import has_validity, type_of

CIRCULAR = (Kind.AMENDS.value, Kind.REPLACES.value, Kind.REPEALS.value)
MOST_LINKS = 50
"""How many links of a chain are followed: longer ones do not exist, a circle is found long before."""


def refusal_of_relations(item: Item) -> str | None:
    """Why what an item says it bears on cannot stand; None when it can. One statement, more for a chain."""
    wanted = {(one["kind"], one["item"]) for one in item.relations}
    if not wanted:
        return None
    if len(wanted) != len(item.relations):
        return "同一条相关信息填写了两次"
    if any(kind not in Kind.values for kind, _ in wanted):
        return "相关信息的关系不在可选范围内"
    targets = {target for _, target in wanted}
    if item.pk in targets:
        return "不能把信息与它自己关联"
    found = Publication.objects.filter(
        pk__in=targets, government=item.government_id, standing=Standing.PUBLIC
    )
    living = {row.pk: row for row in found.only("type", "made_on")}
    if absent := targets - set(living):
        return f"有{len(absent)}条相关信息不存在或者没有公开，请重新选择"
    kinds = (refusal_of_kind(kind, living[target]) for kind, target in sorted(wanted))
    return (
        next((sentence for sentence in kinds if sentence), None)
        or _refusal_of_days(item, wanted, living)
        or _refusal_of_circle(item, wanted)
    )


def refusal_of_kind(kind: str, target: Publication) -> str | None:
    """Why something of the target's type cannot be amended, replaced or repealed; None when it can."""
    aimed = type_of(target.type)
    if kind not in CIRCULAR or has_validity(aimed):
        return None
    return f"“{aimed.label}”没有有效性，不能{Kind(kind).label}，请选择文件本身"


def _refusal_of_days(
    item: Item, wanted: Iterable[tuple[str, int]], living: Mapping[int, Publication]
) -> str | None:
    for kind, target in wanted:
        day = living[target].made_on
        if kind in CIRCULAR and item.made_on and day and day > item.made_on:
            return f"不能{Kind(kind).label}成文日期更晚的文件"
    return None


def _refusal_of_circle(item: Item, wanted: Iterable[tuple[str, int]]) -> str | None:
    """Following who ends or amends whom, nobody comes back to where they began."""
    frontier = {target for kind, target in wanted if kind in CIRCULAR}
    seen: set[int] = set()
    for _ in range(MOST_LINKS):
        if item.pk in frontier:
            return "文件之间不能循环修改、替代或者废止"
        seen |= frontier
        further = Relation.objects.filter(source__in=frontier, kind__in=CIRCULAR) if frontier else ()
        frontier = {relation.target_id for relation in further} - seen
        if not frontier:
            return None
    return "文件之间的修改关系过长，请核对"
