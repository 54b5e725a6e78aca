"""What stands in docs/law? Pages made from the data, so that they cannot drift from it.

`python -m yangguang.law.documentation [FOLDER] [--check]` writes them, or says which are out of step.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from yangguang.law.open_questions import OpenQuestion, open_questions
from yangguang.law.parameters.loading import all_parameters, field_names, load_field
from yangguang.law.parameters.model import (
    CONFIDENCE_NAMES,
    UNIT_NAMES,
    Amount,
    Confidence,
    Parameter,
    Tier,
    Unit,
    Value,
)

FOLDER = Path("docs", "law")
FIELD_TITLES = {
    "annual_report": "政府信息公开工作年度报告",
    "disputes": "行政复议和行政诉讼",
    "fees": "信息处理费",
    "foi": "依申请公开",
    "local": "一省的规定（不是全国规定）",
    "publication": "主动公开",
    "records": "相邻的期限",
}
GENERATED = (
    "<!-- 由 python -m yangguang.law.documentation 生成，请改 src/yangguang/law 里的 YAML，不要改这里 -->"
)


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "parameters.md": "\n".join(_parameters_page()) + "\n",
        "open-questions.md": "\n".join(_questions_page()) + "\n",
    }


def out_of_step(folder: Path) -> list[str]:
    """The names of the pages in `folder` that differ from what the data says, or are not there."""
    return [name for name, text in pages().items() if _read(folder / name) != text]


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` only compare; returns the exit status (1: out of step)."""
    named = [word for word in arguments if word != "--check"]
    folder = Path(*named) if named else FOLDER
    stale = out_of_step(folder)
    if "--check" in arguments:
        for name in stale:
            print(
                f"{folder / name} 与数据不一致，请运行 python -m yangguang.law.documentation", file=sys.stderr
            )
        return int(bool(stale))
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).write_text(pages()[name], encoding="utf-8")
    return 0


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def _parameters_page() -> Iterator[str]:
    yield from ("# 法定数值一览", "", GENERATED, "")
    yield "程序里的每一个法定数字都取自这张表。“可信度”说明数字是怎样得知的："
    yield ""
    yield from (f"- **{tag}** {name}" for tag, name in CONFIDENCE_NAMES.items())
    yield from ("", "同一名字有几行的，后一行自所写之日起代替前一行。")
    for name in field_names():
        yield from ("", f"## {FIELD_TITLES[name]}", "")
        yield from _table(load_field(name).values())


def _table(parameters: Iterable[Parameter]) -> Iterator[str]:
    yield "| 名字 | 事项 | 数值 | 自 | 依据 | 说的是什么 | 可信度 |"
    yield "|---|---|---|---|---|---|---|"
    for held in parameters:
        place = "" if held.scope == "全国" else f"（{held.scope}）"
        for value in held.values:
            yield (
                f"| `{value.name}` | {value.title}{place} | {amount_in_words(value)} | {_since(value)} "
                f"| {value.source} | {value.says} | {value.confidence} |"
            )


def _since(value: Value) -> str:
    return f"{value.since.year}年（日期未查到）" if value.only_year_known else value.since.isoformat()


def amount_in_words(value: Value) -> str:
    """The value as a reader says it: `20个工作日`, `2月20日`, `已废止`, a tariff step by step."""
    return "已废止" if value.amount is None else _in_words(value.amount, value.unit)


def _in_words(amount: Amount, unit: Unit) -> str:
    if isinstance(amount, tuple):
        return "；".join(_steps_in_words(amount, UNIT_NAMES[unit]))
    if isinstance(amount, int):
        return f"{amount}{UNIT_NAMES[unit]}"
    return f"`{amount}`" if unit is Unit.RULE else str(amount)


def _steps_in_words(tiers: tuple[Tier, ...], unit: str) -> Iterator[str]:
    begins = 1
    for tier in tiers:
        span = f"{begins}至{tier.up_to}" if tier.up_to else f"{begins}起"
        rising = f"，每{tier.width}一档、每档加{tier.rise}" if tier.width else ""
        yield f"{span}：{tier.rate}{unit}{rising}"
        begins = (tier.up_to or begins) + 1


def _questions_page() -> Iterator[str]:
    yield from ("# 法律没有写明的地方", "", GENERATED, "")
    yield "下面各点由法制机构确认以前，程序按所写的做法办理。"
    yield "有选项的是设置，其余选项只会使期限更早，不会更晚；"
    yield "命令行用 `yangguang deadline --setting 名字=选项` 试算。"
    for question in open_questions().values():
        yield from _question(question)
    yield from ("", "## 数值本身还要核对的", "")
    yield "下列数值没有读到国家规定的全文，决定公民权利之前要与原文核对。"
    yield ""
    doubtful = [held for held in all_parameters() if _is_doubtful(held)]
    yield from _table(doubtful)


def _is_doubtful(held: Parameter) -> bool:
    return any(value.confidence is not Confidence.FULL_TEXT for value in held.values)


def _question(question: OpenQuestion) -> Iterator[str]:
    yield from ("", f"## {question.question}", "")
    yield f"- 名字：`{question.name}`"
    yield f"- 依据：{question.instrument}（可信度 {question.confidence}）"
    yield f"- 考虑：{question.why}"
    if question.practice:
        yield f"- 做法：{question.practice}"
    for choice, words in question.choices.items():
        mark = "，**没有另行设置时**" if choice == question.default else ""
        yield f"- 选项 `{choice}`：{words}{mark}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
