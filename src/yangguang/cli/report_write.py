"""How are figures written as a report? `yangguang report write CELLS.json -o out.{docx,html,pdf}`."""

from __future__ import annotations

from pathlib import Path

from yangguang.annualreport.writing.facts import ReportFacts, Unwritable, parse_facts
from yangguang.annualreport.writing.report import report_pictures, written_report
from yangguang.cli.parser import Parser, stop
from yangguang.documents.writing.files import FORMATS, Unsaved, format_of, save

MOST_BYTES = 4 * 1024 * 1024


def run(arguments: list[str]) -> int:
    """Write one report; exit status 0, or 2 with one sentence when the facts or the place cannot be used."""
    parser = Parser(prog="yangguang report write", description="按法定格式生成政府信息公开工作年度报告")
    parser.add_argument("cells", metavar="CELLS.json", type=Path, help="report read --json 所给的 JSON")
    parser.add_argument("-o", "--output", required=True, type=Path, help="写到哪个文件：.docx、.html 或 .pdf")
    parser.add_argument("--charts", action="store_true", help="文后附图：办理结果构成、申请人构成")
    chosen = parser.parse_args(arguments)
    try:
        file_format = format_of(chosen.output)
        facts = facts_in(chosen.cells)
        pictures = report_pictures(facts) if chosen.charts else ()
        save(FORMATS[file_format](written_report(facts, pictures)), chosen.output)
    except (Unwritable, Unsaved) as refusal:
        stop(str(refusal))
    print(f"已写入 {chosen.output}")
    if facts.uncertain:
        print(f"其中 {len(facts.uncertain)} 格读得不能确定，已留空，请核对后补填")
    return 0


def facts_in(path: Path) -> ReportFacts:
    """The facts in a JSON file; `Unwritable` says what is wrong with it."""
    try:
        with path.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Unwritable(f"找不到文件 {path}") from None
    except IsADirectoryError:
        raise Unwritable(f"{path} 是文件夹，不是 JSON 文件") from None
    except OSError:
        raise Unwritable(f"{path} 打不开，请检查权限") from None
    if len(content) > MOST_BYTES:
        raise Unwritable(f"{path} 过大，年报的 JSON 最多 {MOST_BYTES // 1024 // 1024} MB")
    try:
        return parse_facts(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unwritable(f"{path} 不是 UTF-8 编码的 JSON 文件") from None
    except Unwritable as refusal:
        raise Unwritable(f"{path}：{refusal}") from None
