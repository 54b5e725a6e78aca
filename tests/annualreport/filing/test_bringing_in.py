"""A report comes in from a file: uncertain cells first, nothing guessed, nothing of another year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.annualreport.filing.making import (
    EDUCATION,
    WORDS,
    YEAR,
    figures,
    liaison_of,
    open_all,
    put_forward,
)
from tests.organisations.making import County, events
from tests.organisations.refusing import refused
from yangguang.annualreport.filing.content import period_of
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.drafting import bring_in, save_draft
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.inspecting import SentFile
from yangguang.annualreport.reading.model import ReportSection
from yangguang.annualreport.writing.facts import ReportFacts
from yangguang.annualreport.writing.report import written_report
from yangguang.documents.writing.files import FORMATS
from yangguang.wording.secrecy_marks import WHAT_TO_DO
from yangguang.workflow.machine import Refused

OTHER = "requests/results.other"


def facts(**changes: object) -> ReportFacts:
    form = edition("2021")
    cells: dict[str, Decimal | None] = {address: Decimal(typed) for address, typed in figures().items()}
    sections = tuple(ReportSection(one.number, one.title, WORDS.get(one.number, "")) for one in form.sections)
    made = ReportFacts("示例县教育局", YEAR, form.id, cells, sections, period_of(YEAR))
    return replace(made, **changes)  # type: ignore[arg-type]


def sent(report: ReportFacts) -> SentFile:
    return SentFile("报告.docx", FORMATS["docx"](written_report(report)))


def collapsed(figure: int) -> ReportFacts:
    """The same report with 其他处理 printed as one row, as some still do."""
    cells = {place: value for place, value in facts().cells.items() if not place.startswith(f"{OTHER}.")}
    columns = [column.path for column in edition("2021").table("requests").blocks[0].leaf_columns()]
    cells |= {f"{OTHER}@{column}": Decimal(0) for column in columns}
    cells |= {f"{OTHER}@natural_person": Decimal(figure), f"{OTHER}@total": Decimal(figure)}
    return facts(cells=cells)


def test_a_file_fills_the_draft(county: County) -> None:
    filing = open_all(county)[EDUCATION]
    came = bring_in(filing, viewer=liaison_of(county, filing), revision=1, sent=sent(facts()))
    assert (came.uncertain, came.missing) == ((), ())
    assert came.filing.cells == figures()
    assert came.filing.sections["五"] == WORDS["五"]
    assert came.filing.revision == 2
    assert events()[-1] == ("filing", "bring_in")


def test_a_blank_in_the_file_is_a_blank_in_the_draft(county: County) -> None:
    filing = open_all(county)[EDUCATION]
    place = "disclosure/fees@amount"
    report = facts(cells={**facts().cells, place: None})
    came = bring_in(filing, viewer=liaison_of(county, filing), revision=1, sent=sent(report))
    assert came.filing.cells[place] is None


def test_a_group_printed_as_one_row_is_split_by_a_person(county: County) -> None:
    filing = open_all(county)[EDUCATION]
    viewer = liaison_of(county, filing)
    came = bring_in(filing, viewer=viewer, revision=1, sent=sent(collapsed(2)))
    split = [
        f"{OTHER}.{row}@{column}"
        for row in ("not_clarified", "fee_unpaid", "other")
        for column in ("natural_person", "total")
    ]
    assert sorted(came.uncertain) == sorted(split)
    assert came.filing.cells[f"{OTHER}.other@commercial_enterprise"] == "0"
    with refused("还有6格从文件读得不能确定，请逐格核对"):
        put_forward(county, came.filing)
    still = save_draft(came.filing, viewer=viewer, revision=2, figures=dict.fromkeys(split, ""))
    assert sorted(still.uncertain) == sorted(split)  # an empty field settles nothing by itself
    settled = save_draft(
        still,
        viewer=viewer,
        revision=3,
        figures={**dict.fromkeys(split, "0"), split[0]: "2", split[1]: "2", split[-1]: ""},
        confirmed=[split[-1]],
    )
    assert settled.uncertain == {}
    assert (settled.cells[split[0]], settled.cells[split[-1]]) == ("2", None)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SentFile("空.docx", b""), "文件是空的"),
        (replace(sent(facts()), name="机密-年报.docx"), f"文件名标有密级“机密”，{WHAT_TO_DO}"),
        (sent(facts(year=2025, period=period_of(2025))), "文件里是2025年的报告，不能带入2026年的报告"),
    ],
)
def test_files_that_are_refused(county: County, file: SentFile, sentence: str) -> None:
    filing = open_all(county)[EDUCATION]
    before = events()
    with refused(sentence):
        bring_in(filing, viewer=liaison_of(county, filing), revision=1, sent=file)
    held = Filing.objects.get(pk=filing.pk)
    assert (held.cells, held.revision, events()) == ({}, 1, before)


@pytest.mark.parametrize("data", [b"\x00\x01\x02 nothing", b"PK\x03\x04broken", "只有一句话。".encode()])
def test_what_is_no_report_is_refused_with_one_sentence(county: County, data: bytes) -> None:
    filing = open_all(county)[EDUCATION]
    before = events()
    with pytest.raises(Refused, match=r"^[^\n]{4,80}$"):
        bring_in(filing, viewer=liaison_of(county, filing), revision=1, sent=SentFile("甲.docx", data))
    assert events() == before
