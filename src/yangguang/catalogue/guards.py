"""What must be true before a column is renamed, moved or ended? Answers in the user's words, or not."""

from __future__ import annotations

from datetime import date, timedelta

from yangguang.catalogue.kinds import PAGES, PageLevel
from yangguang.catalogue.layout import laid_out
from yangguang.catalogue.models import Column, Term

ONE_DAY = timedelta(days=1)


def refusal_of_renaming(column: Column) -> str | None:
    """The four parts bear one name everywhere (61号); an ended column keeps its last one."""
    if _is_part(column):
        return f"“{column.name}”是全国统一的栏目名称，不能更名"
    return _refusal_of_ended(column)


def refusal_of_moving(column: Column) -> str | None:
    """The four parts stand in one order everywhere."""
    if _is_part(column):
        return f"“{column.name}”的位置全国统一，不能移动"
    return _refusal_of_ended(column)


def refusal_of_parting(column: Column, parent: Column | None) -> str | None:
    """A column of the layout stays where the layout has it; only its place beside the others may change."""
    if laid_out(column.code) is None or parent == column.parent:
        return None
    return f"“{column.name}”是法定栏目，只能调整排序，不能移到别的栏目之下"


def refusal_of_ending(column: Column) -> str | None:
    """What the ordinance names is not ended by a county, and nothing is ended twice."""
    if laid_out(column.code) is not None:
        return f"“{column.name}”是法定栏目，不能停用"
    return _refusal_of_ended(column)


def refusal_of_living_below(column: Column, day: date) -> str | None:
    """A column is ended after everything below it."""
    names = [one.name for one in column.below.all() if one.to_on is None or one.to_on > day]
    if names:
        return f"“{column.name}”之下还有在用的栏目：{'、'.join(names)}，请先停用"
    return None


def refusal_of_level(level: str, parent: Column | None) -> str | None:
    """A column stands on no page on which the one above it does not."""
    if parent is None or PAGES[PageLevel(level)] <= PAGES[PageLevel(parent.level)]:
        return None
    own, above = PageLevel(level).label, PageLevel(parent.level).label
    return f"上级栏目“{parent.name}”只在{above}，下级栏目不能在{own}"


def refusal_of_day(day: date, parent: Column | Term | None) -> str | None:
    """Nothing begins below something that is not there yet, or that has its last day already."""
    if parent is not None and parent.from_on > day:
        return f"上级“{parent.name}”在{day}还没有启用"
    if parent is not None and parent.to_on is not None:
        return f"上级“{parent.name}”已定于{parent.to_on}停用"
    return None


def refusal_of_successor(column: Column, successor: Column | None, day: date) -> str | None:
    """What takes a column's place is another one, in use beyond its last day."""
    if successor is None:
        return None
    if successor.pk == column.pk:
        return "栏目不能由自己接替"
    if successor.from_on > day + ONE_DAY:
        return f"接替的栏目“{successor.name}”在{day}的次日还没有启用"
    if successor.to_on is not None and successor.to_on <= day:
        return f"接替的栏目“{successor.name}”已经停用"
    return None


def _is_part(column: Column) -> bool:
    found = laid_out(column.code)
    return found is not None and not found.parent


def _refusal_of_ended(column: Column) -> str | None:
    return None if column.to_on is None else f"“{column.name}”已定于{column.to_on}停用"
