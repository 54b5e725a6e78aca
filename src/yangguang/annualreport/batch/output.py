"""How is a batch handed over? As one xlsx for people or one jsonl for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from yangguang.annualreport.batch.running import Outcome, Result
from yangguang.annualreport.checking.export import SEVERITY_NAMES, as_json
from yangguang.annualreport.checking.model import Finding, Severity
from yangguang.annualreport.writing.data_files import as_xlsx

HEADINGS = ("文件", "主体", "年度", "级别", "规则", "说明", "位置", "原文")
UNREADABLE = "无法读取"
CLEAN = "没有发现问题"
MOST_PLACES = 12
"""A finding about a whole table names its first places only; the jsonl has them all."""


def jsonl(outcome: Outcome) -> bytes:
    """One line a file in order, then one line a finding about several files (it has `files`)."""
    lines = [_record(result) for result in outcome.results]
    lines += [{"files": list(shared.files), **as_json(shared.finding)} for shared in outcome.shared]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def xlsx(outcome: Outcome) -> bytes:
    """One row a finding; a file without findings and a file that could not be read have one row each."""
    return as_xlsx("年度报告检查", HEADINGS, _rows(outcome))


def _record(result: Result) -> dict[str, Any]:
    entry = result.entry
    if entry.refusal is not None:
        return {"file": entry.file, "refusal": entry.refusal, "findings": []}
    counted = Counter(finding.severity for finding in result.findings)
    return {
        "file": entry.file,
        "body": entry.body,
        "kind": entry.kind,
        "year": entry.year,
        "edition": result.edition,
        "previous": result.previous,
        **{f"{severity.value}s": counted[severity] for severity in Severity},
        "findings": [as_json(finding) for finding in result.findings],
    }


def _rows(outcome: Outcome) -> Iterator[tuple[str | int | None, ...]]:
    for result in outcome.results:
        entry = result.entry
        head = (entry.file, entry.body, entry.year)
        if entry.refusal is not None:
            yield (*head, UNREADABLE, None, entry.refusal, None, None)
        elif not result.findings:
            yield (*head, CLEAN, None, None, None, None)
        for finding in result.findings:
            yield (*head, *_told(finding))
    for shared in outcome.shared:
        yield ("；".join(shared.files), None, None, *_told(shared.finding))


def _told(finding: Finding) -> tuple[str | None, ...]:
    places = "\n".join(finding.places[:MOST_PLACES]) + ("\n……" if finding.places[MOST_PLACES:] else "")
    return SEVERITY_NAMES[finding.severity], finding.rule, finding.message, places or None, finding.quote
