"""`yangguang report read`: which figures does this file hold? As JSON for programs, as a table for people."""

from __future__ import annotations

import json
from pathlib import Path

from yangguang.annualreport.reading.export import as_json
from yangguang.annualreport.reading.listing import as_table
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.reader import NotAReport, read_report
from yangguang.cli.parser import Parser, stop
from yangguang.documents.model import Unreadable
from yangguang.documents.reading import read


def run(arguments: list[str]) -> int:
    """Read one report and print it; returns 0, or leaves with status 2 when the file is unusable."""
    parser = Parser(prog="yangguang report read", description="读出一份政府信息公开工作年度报告的全部数字")
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="年度报告文件（docx、pdf、html、xlsx、md、txt）"
    )
    parser.add_argument(
        "--previous", metavar="FILE", type=Path, help="同一单位上一年的年度报告，用来分清连在一起的数字"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(arguments)
    previous = reading_of(options.previous) if options.previous else None
    reading = reading_of(options.file, previous)
    print(json.dumps(as_json(reading), ensure_ascii=False, indent=1) if options.json else as_table(reading))
    return 0


def reading_of(path: Path, previous: Reading | None = None) -> Reading:
    """Read the report in `path`, or say in one line why that cannot be done and leave with status 2."""
    try:
        return read_report(read(path), previous)
    except (Unreadable, NotAReport) as refused:
        stop(str(refused))
