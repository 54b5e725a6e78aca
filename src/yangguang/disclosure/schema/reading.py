"""Is this file a usable item type? Strict reading of one definition file."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from yangguang.disclosure.schema.agreeing import agreed
from yangguang.disclosure.schema.entries import (
    Entry,
    a_count,
    a_figure,
    a_flag,
    a_name,
    a_text,
    one_of,
    read_file,
)
from yangguang.disclosure.schema.fields import (
    FIGURES,
    PICKED,
    WRITTEN,
    Condition,
    Field,
    Kind,
    Option,
)
from yangguang.disclosure.schema.model import (
    ITEM_DAYS,
    RELATIONS,
    Block,
    Clock,
    Definition,
    Group,
    Layout,
    Need,
    Show,
)

ARTICLE = re.compile(r"(?:20|21)\.[1-9]\d?|guide|system|report")
ORDER_OF_OTHERS = 1000
"""Where a type without an `order` stands: after the official ones."""
LONGEST = {
    Kind.TEXT: 200,
    Kind.ORGAN: 100,
    Kind.LONG_TEXT: 20000,
    Kind.URL: 1000,
    Kind.PHONE: 200,
    Kind.ROWS: 500,
}
"""How long an answer may be where its field does not say."""
BOUNDS: dict[Kind, tuple[Decimal | None, Decimal | None, int, str]] = {
    Kind.NUMBER: (Decimal(0), None, 0, ""),
    Kind.MONEY: (Decimal(0), None, 2, "元"),
    Kind.PERCENT: (Decimal(0), Decimal(100), 2, "%"),
}
"""Least, most, decimals and unit of a figure where its field does not say."""


def load_file(path: Path, *, official: bool) -> Definition:
    """The type that the file describes; `DefinitionError` with file and place when it is not usable."""
    entry = read_file(path)
    key = entry.take("key", a_name)
    if key != path.stem:
        entry.refuse(f"key“{key}”和文件名不一致，文件应当叫 {key}.yaml")
    parts = entry.entry("document") or entry.refuse("没有写 document")
    presenter = entry.entry("presenter") or entry.refuse("没有写 presenter")
    order = entry.maybe("order", a_count)
    layout = presenter.take("layout", one_of(Layout))
    definition = Definition(
        key=key,
        label=entry.take("label", a_text),
        group=entry.take("group", a_text),
        order=ORDER_OF_OTHERS if order is None else order,
        says=entry.take("says", a_text),
        genre=entry.take("genre", a_name),
        columns=_columns(entry),
        **{part: parts.take(part, one_of(Need)) for part in ("number", "made_on", "body", "attachments")},
        in_force=_in_force(parts, layout),
        normative=entry.maybe("normative", a_flag) is True,
        requires=_requires(entry),
        clocks=tuple(_clock(one) for one in entry.entries("clock")),
        fields=tuple(_field(one) for one in entry.entries("schema")),
        form=tuple(_group(one) for one in entry.entries("form")),
        layout=layout,
        blocks=tuple(_block(one) for one in presenter.entries("blocks")),
        official=official,
    )
    for whole in (parts, presenter, entry):
        whole.finish()
    return agreed(definition, entry)


def _in_force(parts: Entry, layout: Layout) -> bool:
    said = parts.maybe("in_force", a_flag)
    return layout is Layout.DOCUMENT if said is None else said


def _columns(entry: Entry) -> tuple[str, ...]:
    codes = entry.listed("columns", a_text)
    for code in codes:
        if not ARTICLE.fullmatch(code):
            entry.refuse(f"columns“{code}”不对，应写成 20.1 这样的条例条款，或者 guide、system、report")
    return codes


def _requires(entry: Entry) -> tuple[str, ...]:
    kinds = entry.listed("requires", a_text)
    for kind in kinds:
        if kind not in RELATIONS:
            entry.refuse(f"requires“{kind}”不对，只能是 {'、'.join(RELATIONS)} 之一")
    return kinds


def _clock(entry: Entry) -> Clock:
    start = entry.take("from", a_name)
    called = entry.maybe("called", a_text)
    clock = Clock(
        parameter=entry.take("parameter", a_text),
        start=start,
        start_label=called or ITEM_DAYS.get(start, ""),
        when=_condition(entry, "when"),
    )
    entry.finish()
    return clock


def _condition(entry: Entry, key: str) -> Condition | None:
    held = entry.entry(key)
    if held is None:
        return None
    condition = Condition(field=held.take("field", a_name), codes=held.listed("is", a_text))
    held.finish()
    if not condition.codes:
        held.refuse("没有写 is")
    return condition


def _group(entry: Entry) -> Group:
    group = Group(
        title=entry.take("title", a_text),
        fields=entry.listed("fields", a_name),
        hint=entry.maybe("hint", a_text) or "",
    )
    entry.finish()
    return group


def _block(entry: Entry) -> Block:
    block = Block(
        shows=entry.take("shows", one_of(Show)),
        title=entry.maybe("title", a_text) or "",
        fields=entry.listed("fields", a_name),
    )
    entry.finish()
    return block


def _field(entry: Entry, *, in_a_row: bool = False) -> Field:
    kind = entry.take("kind", one_of(Kind))
    if in_a_row and kind is Kind.ROWS:
        entry.refuse("表格的一列不能再是表格")
    least, most, places, unit = BOUNDS.get(kind, (None, None, 0, ""))
    is_figure = kind in FIGURES
    said = _bounds(entry) if is_figure else (None, None, None, None)
    field = Field(
        name=entry.take("name", a_name),
        label=entry.take("label", a_text),
        kind=kind,
        required=entry.maybe("required", a_flag) is True,
        hint=entry.maybe("hint", a_text) or "",
        options=_options(entry) if kind in PICKED else (),
        vocabulary=entry.maybe("vocabulary", a_name) if kind in PICKED else None,
        unit=unit if said[3] is None else said[3],
        longest=_longest(entry, kind),
        least=least if said[0] is None else said[0],
        most=most if said[1] is None else said[1],
        places=places if said[2] is None else said[2],
        mobile=kind is Kind.PHONE and entry.maybe("mobile", a_flag) is True,
        columns=_cells(entry) if kind is Kind.ROWS else (),
        required_when=_condition(entry, "required_when"),
        not_before=entry.maybe("not_before", a_name) if kind is Kind.DATE else None,
        not_above=entry.maybe("not_above", a_name) if is_figure or kind is Kind.YEAR else None,
    )
    entry.finish()
    if kind in PICKED and bool(field.options) == bool(field.vocabulary):
        entry.refuse("单选、多选要写 options 或者 vocabulary，两者只写一个")
    return field


def _bounds(entry: Entry) -> tuple[Decimal | None, Decimal | None, int | None, str | None]:
    return (
        entry.maybe("least", a_figure),
        entry.maybe("most", a_figure),
        entry.maybe("places", a_count),
        entry.maybe("unit", a_text),
    )


def _longest(entry: Entry, kind: Kind) -> int | None:
    said = entry.maybe("longest", a_count) if kind in WRITTEN or kind is Kind.ROWS else None
    if said == 0:
        entry.refuse("longest 应当大于零")
    return LONGEST.get(kind) if said is None else said


def _options(entry: Entry) -> tuple[Option, ...]:
    held = entry.entry("options")
    return () if held is None else tuple(Option(code, label) for code, label in held.pairs(a_text).items())


def _cells(entry: Entry) -> tuple[Field, ...]:
    columns = tuple(_field(one, in_a_row=True) for one in entry.entries("columns"))
    return columns or entry.refuse("表格没有写 columns")
