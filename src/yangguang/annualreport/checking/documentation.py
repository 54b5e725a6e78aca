"""What does the checker look for? Writes docs/howto/annual-report-checks.md from the table of rules."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from yangguang.annualreport.checking.export import SEVERITY_NAMES
from yangguang.annualreport.checking.model import Severity
from yangguang.annualreport.checking.rules import Rule, rules

PAGE = Path("docs/howto/annual-report-checks.md")
SOURCE_NAMES = {"form": "格式", "arithmetic": "算术", "practice": "惯例"}

TABLE_HEAD = ("| 规则 | 名称 | 级别 | 依据 | 说明 |", "|---|---|---|---|---|")

HEAD = """# 年度报告检查规则

本页由 `python -m yangguang.annualreport.checking.documentation` 从规则表 \
`src/yangguang/annualreport/checking/rules.yaml` 生成，不要手改。

    yangguang report check 报告文件… [--previous 上年报告] [--json]
    yangguang report batch 文件夹 -o 结果.xlsx

- **错误**只用于一份报告内部、格式本身的勾稽；有错误时退出码为 1。
- **疑点**是其余矛盾和缺漏；**提示**只供复核。两者不影响退出码。
- 读不出的文件退出码为 2，并用一句话说明原因。
- 依据：“格式”是国办格式文件写明的，“算术”是由格式推出的，“惯例”是检查考核中通常要求的。
- 文字与表格的核对只认写法明确、口径相同的数字；\
带“约、近、余”的数字、摘录中省略的部分、只说一个单位的数字不作判断。
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [HEAD]
    for theme, group in groupby(rules().values(), key=lambda rule: rule.theme):
        rows = [_row(rule) for rule in group]
        parts.append(
            "\n".join(
                [f"## {theme}", "", "| 规则 | 名称 | 级别 | 依据 | 说明 |", "|---|---|---|---|---|", *rows]
            )
        )
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _row(rule: Rule) -> str:
    severity = SEVERITY_NAMES[Severity(rule.severity)]
    return f"| `{rule.id}` | {rule.title} | {severity} | {SOURCE_NAMES[rule.source]} | {rule.says} |"


def main(arguments: list[str]) -> int:
    """Write the page; with `--check` only say whether it is in step (1 when it is not)."""
    if arguments == ["--check"]:
        is_in_step = PAGE.is_file() and PAGE.read_text("utf-8") == page()
        if not is_in_step:
            print(f"{PAGE} is out of step: run python -m {__spec__.name}", file=sys.stderr)
        return int(not is_in_step)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
