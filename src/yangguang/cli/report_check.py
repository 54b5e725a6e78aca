"""`yangguang report check`: what is wrong with these reports? JSON for programs, lines for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from yangguang.annualreport.checking.alike import Alike
from yangguang.annualreport.checking.chains import last_year_of
from yangguang.annualreport.checking.check import check, check_together
from yangguang.annualreport.checking.export import as_json, headline, line, status
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.reader import NotAReport, read_report
from yangguang.cli.parser import UNUSABLE, Parser, stop
from yangguang.documents.model import Unreadable
from yangguang.documents.reading import read


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: what was read and found, or the sentence why it could not be read."""

    path: Path
    reading: Reading | None
    findings: tuple[Finding, ...] = ()
    refusal: str | None = None


def run(arguments: list[str]) -> int:
    """Check reports; returns 0 without errors, 1 with an error finding, 2 when a file is unreadable."""
    parser = Parser(prog="yangguang report check", description="检查年度报告的勾稽关系和内容")
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="年度报告文件，可以有几个")
    parser.add_argument(
        "--previous", metavar="FILE", type=Path, help="同一主体上一年度的报告，用来核对跨年数字"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(arguments)
    if options.previous and options.files[1:]:
        stop("--previous 只能与一份报告一起使用")
    previous = _opened(options.previous) if options.previous else None
    if previous is not None and previous.reading is None:
        stop(f"{options.previous}：{previous.refusal}")
    before = previous.reading if previous is not None else None
    opened = [_opened(path, before) for path in options.files]
    readings = [one.reading for one in opened if one.reading is not None]
    checked = [_checked(one, before, readings) for one in opened]
    if not options.files[1:] and checked[0].reading is None:
        stop(str(checked[0].refusal))
    for one in checked:
        if one.refusal:
            print(f"{one.path}：{one.refusal}", file=sys.stderr)
    known = [one for one in checked if one.reading is not None]
    together = check_together([one.reading for one in known if one.reading is not None])
    if options.json:
        content = _single(checked[0]) if not options.files[1:] else _several(checked, known, together)
        print(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        print(_told(known, together))
    if any(one.reading is None for one in checked):
        return UNUSABLE
    return status(finding for one in known for finding in one.findings)


def _opened(path: Path, previous: Reading | None = None) -> Checked:
    try:
        return Checked(path, read_report(read(path), previous))
    except (Unreadable, NotAReport) as refused:
        return Checked(path, None, refusal=str(refused))


def _checked(opened: Checked, previous: Reading | None, readings: Sequence[Reading]) -> Checked:
    """Check one file against last year's report: the one given, else the one that lies among the files."""
    if opened.reading is None:
        return opened
    before = previous if previous is not None else last_year_of(opened.reading, readings)
    return replace(opened, findings=check(opened.reading, before))


def _single(one: Checked) -> dict[str, Any]:
    content: dict[str, Any] = {"file": str(one.path)}
    if one.reading is None:
        return {**content, "refusal": one.refusal, "findings": []}
    reading = one.reading
    return {
        **content,
        "body": reading.body,
        "kind": reading.kind,
        "year": reading.year,
        "edition": reading.edition,
        "findings": [as_json(finding) for finding in one.findings],
    }


def _several(
    checked: Sequence[Checked], known: Sequence[Checked], together: Sequence[Alike]
) -> dict[str, Any]:
    each = [{"file": str(one.path), **as_json(finding)} for one in checked for finding in one.findings]
    across = [
        {"files": [str(known[position].path) for position in alike.reports], **as_json(alike.finding)}
        for alike in together
    ]
    return {"reports": [_single(one) for one in checked], "findings": each + across}


def _told(known: Sequence[Checked], together: Sequence[Alike]) -> str:
    lines = []
    for one in known:
        lines.append(headline(one.path.name, one.reading, one.findings))
        lines += [line(finding) for finding in one.findings]
    if together:
        lines.append("几份报告对照：")
        lines += [line(alike.finding) for alike in together]
    return "\n".join(lines)
