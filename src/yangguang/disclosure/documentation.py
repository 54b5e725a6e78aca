"""What stands in docs/item-types.md? A page made from the item types, so that it cannot drift from them.

`python -m yangguang.disclosure.documentation [--check]` writes it, or says that it is out of step.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from yangguang.disclosure.definitions import definitions
from yangguang.disclosure.schema.fields import KIND_NAMES, NO, PICKED, YES, Condition, Field, Kind
from yangguang.disclosure.schema.model import (
    LAYOUT_NAMES,
    NEED_NAMES,
    RELATIONS,
    Clock,
    Definition,
)
from yangguang.law.documentation import amount_in_words
from yangguang.law.parameters.loading import parameter

PAGE = Path("docs", "item-types.md")
GENERATED = (
    "<!-- 由 python -m yangguang.disclosure.documentation 生成，"
    "请改 src/yangguang/disclosure/types 里的 YAML，不要改这里 -->"
)
PLACES = {"guide": "政府信息公开指南", "system": "政府信息公开制度", "report": "政府信息公开年报"}


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines()) + "\n"


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` only compare; returns the exit status (1: out of step)."""
    is_in_step = PAGE.is_file() and PAGE.read_text("utf-8") == page()
    if "--check" in arguments:
        if not is_in_step:
            words = "与类型定义不一致，请运行 python -m yangguang.disclosure.documentation"
            print(f"{PAGE} {words}", file=sys.stderr)
        return int(not is_in_step)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    return 0


def _lines() -> Iterator[str]:
    yield from ("# 信息类型一览", "", GENERATED, "")
    yield "每个类型是一个文件，写明问什么（schema）、按什么次序问（form）、怎样展示（presenter）。"
    yield "县里可以照 [这份说明](howto/add-an-item-type.md) 增加类型，不用写程序。"
    yield "公开期限里的数字取自 [法定数值](law/parameters.md)，这里写的是现行数值。"
    yield from ("", "| 类型 | 代码 | 分组 | 建议栏目 | 公开期限 |", "|---|---|---|---|---|")
    for held in definitions():
        clocks = "；".join(_clock(clock, held) for clock in held.clocks)
        yield f"| {held.label} | `{held.key}` | {held.group} | {_columns(held)} | {clocks} |"
    for held in definitions():
        yield from _type(held)


def _columns(held: Definition) -> str:
    return "、".join(_column(code) for code in held.columns) or "本地栏目"


def _column(code: str) -> str:
    if code in PLACES:
        return PLACES[code]
    article, item = code.split(".")
    return f"条例{article}条（{item}）"


def _clock(clock: Clock, held: Definition) -> str:
    latest = parameter(clock.parameter).values[-1]
    when = f"{_condition(clock.when, held.fields)}时，" if clock.when else ""
    return f"{when}自{clock.start_label}起{amount_in_words(latest)}内"


def _condition(condition: Condition, fields: tuple[Field, ...]) -> str:
    field = next(field for field in fields if field.name == condition.field)
    labels = {option.code: option.label for option in field.options} | {YES: "是", NO: "否"}
    return f"{field.title}为{'、'.join(labels[code] for code in condition.codes)}"


def _type(held: Definition) -> Iterator[str]:
    yield from ("", f"## {held.label}", "", held.says, "")
    parts = (
        ("文号", held.number),
        ("成文日期", held.made_on),
        ("正文", held.body),
        ("附件", held.attachments),
    )
    yield f"- 代码 `{held.key}`，体裁 `{held.genre}`，{LAYOUT_NAMES[held.layout]}"
    yield f"- {'，'.join(f'{NEED_NAMES[need]}{part}' for part, need in parts)}"
    if held.in_force and not held.normative:
        yield "- 有施行日期和有效期，页面标明有效性"
    if held.normative:
        yield "- 是行政规范性文件，另有登记、合法性审核、备案和有效期"
    for relation in held.requires:
        yield f"- 送审前要写明它{RELATIONS[relation]}哪一件信息"
    for group in held.form:
        yield from ("", f"**{group.title}**{f'（{group.hint}）' if group.hint else ''}", "")
        yield from _table([held.field(name) for name in group.fields], held.fields)
    for field in held.fields:
        if field.kind is Kind.ROWS:
            yield from ("", f"《{field.label}》的各列", "")
            yield from _table(field.columns, field.columns)


def _table(fields: list[Field] | tuple[Field, ...], beside: tuple[Field, ...]) -> Iterator[str]:
    yield "| 字段 | 代码 | 填什么 | 必填 | 说明 |"
    yield "|---|---|---|---|---|"
    for field in fields:
        unit = f"（{field.unit}）" if field.unit else ""
        yield (
            f"| {field.label} | `{field.name}` | {KIND_NAMES[field.kind]}{unit} "
            f"| {_required(field, beside)} | {'；'.join(_notes(field, beside))} |"
        )


def _required(field: Field, beside: tuple[Field, ...]) -> str:
    if field.required_when is not None:
        return f"{_condition(field.required_when, beside)}时"
    return "是" if field.required else ""


def _notes(field: Field, beside: tuple[Field, ...]) -> Iterator[str]:
    titles = {other.name: other.title for other in beside}
    if field.kind in PICKED:
        yield "、".join(option.label for option in field.options) or f"词表 {field.vocabulary}"
    if field.longest is not None and field.kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.ORGAN, Kind.ROWS}:
        yield f"最多{field.longest}{'行' if field.kind is Kind.ROWS else '个字'}"
    if field.not_before is not None:
        yield f"不早于{titles[field.not_before]}"
    if field.not_above is not None:
        yield f"不大于{titles[field.not_above]}"
    if field.hint:
        yield field.hint


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
