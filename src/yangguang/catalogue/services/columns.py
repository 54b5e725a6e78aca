"""What may be done to a column? Added, renamed, moved, ended with its last day; never removed."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Max

from yangguang.catalogue.guards import (
    refusal_of_day,
    refusal_of_ending,
    refusal_of_level,
    refusal_of_living_below,
    refusal_of_moving,
    refusal_of_parting,
    refusal_of_renaming,
    refusal_of_successor,
)
from yangguang.catalogue.kinds import PageLevel, Part
from yangguang.catalogue.models import Column
from yangguang.catalogue.nodes import below_of
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import Role
from yangguang.organisations.services.locking import locked_government
from yangguang.organisations.viewers import Viewer, acting_as
from yangguang.wording.secrecy_marks import refusal_of_text
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused

KEEPERS = (Role.COUNTY_OFFICE,)
"""Who keeps the columns, the local words and the rule for index numbers."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
STEP = 10
"""Between two neighbours, so that one may be put between them later."""
LARGEST = 1_000_000


def add_column(
    *,
    viewer: Viewer,
    code: str,
    name: str,
    parent: Column | None = None,
    level: PageLevel | None = None,
    order: int | None = None,
    from_on: date | None = None,
) -> Column:
    """Add a local column below `parent`: on its pages, last, and from today unless said otherwise.

    Raises `Refused`; nothing is then written.
    """
    actor = acting_as(viewer, KEEPERS, "增加栏目")
    with acts():
        locked_government(viewer.government)
        above = _held(parent, viewer) if parent is not None else None
        column = Column(
            government_id=viewer.government,
            parent=above,
            code=code.strip(),
            name=name.strip(),
            level=level or (above.level if above else PageLevel.ANY),
            part=above.part if above else Part.LOCAL,
            order=_last_place(viewer, above) if order is None else order,
            from_on=from_on or viewer.today,
        )
        _check_new(column)
        column.save(force_insert=True)
        since = column.from_on.isoformat()
        facts = {"code": column.code, "name": column.name, "parent": _code(above), "from": since}
        note("column", "added", column, actor, facts=facts)
    return column


def rename_column(column: Column, *, viewer: Viewer, name: str) -> Column:
    """Give a column another name; what stands in it stays, and the record keeps the old name."""
    actor = acting_as(viewer, KEEPERS, "更改栏目名称")
    with acts():
        locked_government(viewer.government)
        held = _held(column, viewer)
        if sentence := refusal_of_renaming(held):
            raise Refused(sentence)
        before, held.name = held.name, name.strip()
        if before == held.name:
            raise Refused("新名称与现在的名称相同")
        if sentence := refusal_of_fields(held) or _refusal_of_name(held):
            raise Refused(sentence)
        held.save(update_fields=["name"])
        note("column", "renamed", held, actor, facts={"code": held.code, "name": [before, held.name]})
    return held


def move_column(column: Column, *, viewer: Viewer, parent: Column | None, order: int) -> Column:
    """Put a column, with all below it, below `parent` (None: at the top), among others by `order`."""
    actor = acting_as(viewer, KEEPERS, "移动栏目")
    with acts():
        locked_government(viewer.government)
        held = _held(column, viewer)
        above = _held(parent, viewer) if parent is not None else None
        if sentence := refusal_of_moving(held) or refusal_of_parting(held, above):
            raise Refused(sentence)
        lower = below_of(held.pk, _parents(viewer))
        if above is not None and above.pk in {held.pk, *lower}:
            raise Refused("栏目不能移到自己或者自己的下级之下")
        before = (_code(held.parent), held.order)
        held.parent, held.order = above, order
        held.part = above.part if above else Part.LOCAL
        _check_place(held, viewer.today)
        held.save(update_fields=["parent", "order", "part"])
        Column.objects.filter(pk__in=lower).update(part=held.part)
        moved = {"parent": [before[0], _code(above)], "order": [before[1], order]}
        note("column", "moved", held, actor, facts={"code": held.code, **moved})
    return held


def end_column(
    column: Column, *, viewer: Viewer, on: date, reason: str, successor: Column | None = None
) -> Column:
    """Let a column have `on` as its last day; `successor` is where its things are found from then on.

    Refused while there are living columns below it, and for what the ordinance names.
    """
    actor = acting_as(viewer, KEEPERS, "停用栏目")
    with acts():
        locked_government(viewer.government)
        held = _held(column, viewer)
        heir = _held(successor, viewer) if successor is not None else None
        if sentence := refusal_of_ending(held) or _refusal_of_last_day(held.from_on, on, viewer.today):
            raise Refused(sentence)
        if sentence := refusal_of_living_below(held, on) or refusal_of_successor(held, heir, on):
            raise Refused(sentence)
        if not reason.strip():
            raise Refused("停用栏目须写明原因")
        if sentence := refusal_of_text(reason):
            raise Refused(sentence)
        held.to_on, held.succeeded_by = on, heir
        held.save(update_fields=["to_on", "succeeded_by"])
        last = {"code": held.code, "to": on.isoformat(), "successor": _code(heir)}
        note("column", "ended", held, actor, facts={**last, "reason": reason.strip()})
    return held


def _held(column: Column, viewer: Viewer) -> Column:
    """The column as it stands now, locked; another government's does not exist for the viewer."""
    rows = Column.objects.select_for_update(no_key=True).filter(government=viewer.government)
    held = rows.filter(pk=column.pk).first()
    if held is None:
        raise Refused("没有这个栏目")
    return held


def _check_new(column: Column) -> None:
    if sentence := refusal_of_fields(column):
        raise Refused(sentence)
    there = Column.objects.filter(government=column.government_id)
    if not there.exists():
        raise Refused("请先建立全国统一的栏目，再增加本地栏目")
    if not SLUG.fullmatch(column.code):
        raise Refused("栏目编码只能用小写字母、数字和连字符，例如 key-areas")
    if there.filter(code=column.code).exists():
        raise Refused(f"栏目编码“{column.code}”已经用过")
    _check_place(column, column.from_on)


def _check_place(column: Column, day: date) -> None:
    """Whether a column may stand below its parent, beside its neighbours, at its order."""
    if not 0 <= column.order <= LARGEST:
        raise Refused(f"排序应在0到{LARGEST}之间")
    sentence = (
        refusal_of_day(day, column.parent)
        or refusal_of_level(column.level, column.parent)
        or _refusal_of_name(column)
    )
    if sentence:
        raise Refused(sentence)


def _refusal_of_name(column: Column) -> str | None:
    """Two living neighbours never bear one name."""
    beside = Column.objects.filter(
        government=column.government_id, parent=column.parent, name=column.name, to_on__isnull=True
    )
    if column.to_on is None and beside.exclude(pk=column.pk).exists():
        return f"同一级里已经有名为“{column.name}”的栏目"
    return None


def _refusal_of_last_day(from_on: date, on: date, today: date) -> str | None:
    if on < today:
        return "停用日期不能早于今天"
    if on < from_on:
        return f"停用日期不能早于启用日期{from_on}"
    return None


def _last_place(viewer: Viewer, parent: Column | None) -> int:
    beside = Column.objects.filter(government=viewer.government, parent=parent)
    last = beside.aggregate(last=Max("order"))["last"]
    return STEP if last is None else last + STEP


def _parents(viewer: Viewer) -> dict[int, int | None]:
    return dict(Column.objects.filter(government=viewer.government).values_list("pk", "parent"))


def _code(column: Column | None) -> str:
    return column.code if column else ""
