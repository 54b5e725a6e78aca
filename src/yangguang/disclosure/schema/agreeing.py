"""Do the parts of an item type agree with one another: schema, form, presenter, clocks?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from yangguang.disclosure.schema.entries import Entry
from yangguang.disclosure.schema.fields import FIGURES, NO, YES, Condition, Field, Kind
from yangguang.disclosure.schema.model import (
    ITEM_DAYS,
    OF_ROWS,
    OF_THE_ITEM,
    Block,
    Clock,
    Definition,
    Need,
    Show,
)
from yangguang.law.errors import UnknownParameter
from yangguang.law.parameters.loading import parameter
from yangguang.law.parameters.model import Unit

DAYS = (Unit.WORKING_DAY, Unit.DAY)
COMPARABLE = FIGURES | {Kind.YEAR}


def agreed(definition: Definition, entry: Entry) -> Definition:
    """`definition` itself when all its parts agree; `DefinitionError` otherwise."""
    _agree_fields(definition.fields, entry)
    _agree_clocks(definition, entry)
    _agree_form(definition, entry)
    _agree_page(definition, entry)
    return definition


def _agree_fields(fields: Sequence[Field], entry: Entry, table: str = "") -> None:
    within = f"{table}的" if table else ""
    _once((field.name for field in fields), entry, f"schema 里{within}字段")
    _once((field.label for field in fields), entry, f"schema 里{within}字段名称")
    known = {field.name: field for field in fields}
    for field in fields:
        if field.least is not None and field.most is not None and field.least > field.most:
            entry.refuse(f"字段 {field.name} 的 least 大于 most")
        _once((option.label for option in field.options), entry, f"字段 {field.name} 的选项")
        _agree_beside(field, known, entry)
        if field.columns:
            _agree_fields(field.columns, entry, f"表格 {field.name} ")


def _agree_beside(field: Field, known: dict[str, Field], entry: Entry) -> None:
    """The rules that name another field of the same level."""
    if field.not_before is not None:
        other = known.get(field.not_before)
        if other is None or other is field or other.kind is not Kind.DATE:
            entry.refuse(f"字段 {field.name} 的 not_before“{field.not_before}”不是同一层的另一个日期字段")
    if field.not_above is not None:
        other = known.get(field.not_above)
        if other is None or other is field or other.kind not in COMPARABLE:
            entry.refuse(f"字段 {field.name} 的 not_above“{field.not_above}”不是同一层的另一个数字字段")
        if other.unit != field.unit:
            entry.refuse(f"字段 {field.name} 和 {other.name} 的单位不同，不能用 not_above 比较")
    if field.required_when is not None:
        _agree_condition(field.required_when, known, entry, f"字段 {field.name} 的 required_when")
        if field.required_when.field == field.name:
            entry.refuse(f"字段 {field.name} 的 required_when 不能以自己为条件")


def _agree_condition(condition: Condition, known: dict[str, Field], entry: Entry, place: str) -> None:
    field = known.get(condition.field)
    if field is None:
        entry.refuse(f"{place}提到的字段“{condition.field}”不在 schema 里")
    codes = {YES, NO} if field.kind is Kind.YES_NO else {option.code for option in field.options}
    for code in condition.codes:
        if code not in codes:
            entry.refuse(f"{place}：字段 {field.name} 没有“{code}”这个选项")


def _agree_clocks(definition: Definition, entry: Entry) -> None:
    if not definition.clocks:
        entry.refuse("没有写 clock，每个类型都要写明公开期限")
    known = {field.name: field for field in definition.fields}
    *others, last = definition.clocks
    for clock in definition.clocks:
        _agree_clock(clock, definition, known, entry)
    if last.when is not None or any(clock.when is None for clock in others):
        entry.refuse("clock 里除最后一项以外都要写 when，最后一项不写 when")


def _agree_clock(clock: Clock, definition: Definition, known: dict[str, Field], entry: Entry) -> None:
    try:
        unit = parameter(clock.parameter).unit
    except UnknownParameter as error:
        entry.refuse(f"clock：{error}")
    if unit not in DAYS:
        entry.refuse(f"clock：法定数值“{clock.parameter}”不以日或者工作日计，不能作公开期限")
    if clock.when is not None:
        _agree_condition(clock.when, known, entry, "clock 的 when ")
    if clock.start in ITEM_DAYS:
        if definition.made_on is not Need.REQUIRED:
            entry.refuse("clock 从成文日期或者变更日期起算的，document 的 made_on 应当是 required")
        return
    field = known.get(clock.start)
    if field is None or field.kind is not Kind.DATE:
        entry.refuse(f"clock 的 from“{clock.start}”不是 made_on、changed_on，也不是 schema 里的日期字段")
    if not field.required and (clock.when is None or field.required_when != clock.when):
        entry.refuse(
            f"clock 从字段 {field.name} 起算，它应当必填（required，或者与 when 相同的 required_when）"
        )
    if not clock.start_label:
        entry.refuse(f"clock 从字段 {field.name} 起算，要写 called 说明这一天叫什么")


def _agree_form(definition: Definition, entry: Entry) -> None:
    for group in definition.form:
        _known(group.fields, definition, entry, f"form“{group.title}”")
        if not group.fields:
            entry.refuse(f"form“{group.title}”没有字段")
    _each_once((name for group in definition.form for name in group.fields), definition, entry, "form")


def _agree_page(definition: Definition, entry: Entry) -> None:
    for block in definition.blocks:
        _agree_block(block, definition, entry)
    _each_once((name for block in definition.blocks for name in block.fields), definition, entry, "presenter")
    shown = [block.shows for block in definition.blocks]
    for show, need in ((Show.BODY, definition.body), (Show.ATTACHMENTS, definition.attachments)):
        if shown.count(show) != (need is not Need.UNUSED):
            wanted = "没有" if need is Need.UNUSED else "一处"
            entry.refuse(f"presenter 里 {show} 应当{wanted}，document 写的是 {need}")


def _agree_block(block: Block, definition: Definition, entry: Entry) -> None:
    place = f"presenter“{block.title or block.shows}”"
    _known(block.fields, definition, entry, place)
    if bool(block.fields) == (block.shows in OF_THE_ITEM):
        entry.refuse(f"{place}{'不写 fields' if block.fields else '没有字段'}")
    kinds = {definition.field(name).kind for name in block.fields}
    of_rows = block.shows in OF_ROWS
    if of_rows != (Kind.ROWS in kinds) or (of_rows and len(block.fields) > 1):
        entry.refuse(f"{place}：{'、'.join(sorted(OF_ROWS))} 只放一个 rows 字段，rows 字段也只能放在那里")
    if block.shows is Show.LINKS and kinds != {Kind.URL}:
        entry.refuse(f"{place}：links 只放网址字段")


def _known(names: Iterable[str], definition: Definition, entry: Entry, place: str) -> None:
    fields = {field.name for field in definition.fields}
    for name in names:
        if name not in fields:
            entry.refuse(f"{place}提到的字段“{name}”不在 schema 里")


def _each_once(names: Iterable[str], definition: Definition, entry: Entry, place: str) -> None:
    """Every field has one place in the form and one on the page: what is asked is shown."""
    counted = Counter(names)
    for field in definition.fields:
        if counted[field.name] != 1:
            entry.refuse(f"字段 {field.name} 在 {place} 里应当出现一次，现在是{counted[field.name]}次")


def _once(words: Iterable[str], entry: Entry, what: str) -> None:
    for word, times in Counter(words).items():
        if times > 1:
            entry.refuse(f"{what}“{word}”写了两次")
