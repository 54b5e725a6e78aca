"""Are tables in grids read by their labels and headings, however they are laid out?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from tests.annualreport.reading.makers import (
    Cells,
    dispute_values,
    form_of,
    grid_document,
    labelled_rows,
    lawful_cells,
    row_values,
    shown,
)
from tests.annualreport.reading.test_glued import wrong_cells
from yangguang.annualreport.form.editions import Edition
from yangguang.annualreport.reading.matrix import turned
from yangguang.annualreport.reading.reader import read_report
from yangguang.documents.model import Document, Grid

Lines = list[list[str]]
YEAR = 2024
FORM = form_of(YEAR)
HEAD = ["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
TITLE = "阳光县2024年政府信息公开工作年度报告"


def disclosure_lines(form: Edition, cells: Cells) -> Lines:
    lines = []
    for block in form.table("disclosure").blocks:
        lines.append([block.label or ""])
        lines.append(["信息内容", *(column.label + column.note for column in block.leaf_columns())])
        for row in block.leaf_rows():
            lines.append(
                [row.label, *(shown(cells[block.address(row, column)]) for column in block.leaf_columns())]
            )
    return lines


def request_lines(form: Edition, cells: Cells) -> Lines:
    return [[label, *row_values(form, cells, row.path)] for label, row in labelled_rows(form) if not row.rows]


def dispute_lines(form: Edition, cells: Cells) -> Lines:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    blocks = ["行政复议", *[""] * 4, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
    return [blocks, outcomes * 3, dispute_values(form, cells)]


def report(requests: Lines, cells: Cells) -> Document:
    return grid_document(
        TITLE,
        "二、主动公开政府信息情况",
        disclosure_lines(FORM, cells),
        "三、收到和处理政府信息公开申请情况",
        requests,
        "四、政府信息公开行政复议、行政诉讼情况",
        [line or [""] for line in dispute_lines(FORM, cells)],
    )


def merged(document: Document) -> Document:
    """The same with the empty cells beside a block's name taken into it, as real files have them."""
    *rest, last = document.blocks
    assert isinstance(last, Grid)
    cells = tuple(
        replace(cell, column_span=5) if cell.text and cell.row == 0 else cell
        for cell in last.cells
        if cell.row or cell.text
    )
    return replace(document, blocks=(*rest, replace(last, cells=cells)))


def shuffled(lines: Lines) -> Lines:
    return Random(3).sample(lines, len(lines))


def grouped(lines: Lines) -> Lines:
    """Labels spread over three columns, the group's name printed in every row of it."""
    spread = []
    for label, *values in lines:
        group = (
            "三、本年度办理结果" if label.startswith(("（", "1", "2", "3", "4", "5", "6", "7", "8")) else ""
        )
        spread.append([group, label, "", *values] if group else [label, "", "", *values])
    return [
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", *HEAD[1:]],
        *spread,
    ]


def with_columns(lines: Lines, order: list[int]) -> Lines:
    return [[line[0], *(line[1:][number] for number in order)] for line in lines]


def _labels(lines: Lines, change: Callable[[str], str]) -> Lines:
    return [[change(label), *values] for label, *values in lines]


def _figures(lines: Lines, change: Callable[[str], str]) -> Lines:
    return [[label, *map(change, values)] for label, *values in lines]


def _in_threes(text: str) -> str:
    return " \n".join(text[start : start + 3] for start in range(0, len(text), 3))


def _wide(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


LAYOUTS: dict[str, Callable[[Lines], Lines]] = {
    "headed": lambda lines: [HEAD, *lines],
    "without a heading": lambda lines: lines,
    "rows in another order": lambda lines: [HEAD, *shuffled(lines)],
    "columns in another order": lambda lines: with_columns([HEAD, *lines], [6, 5, 4, 3, 2, 1, 0]),
    "labels in three columns": grouped,
    "heading repeated in the middle": lambda lines: [HEAD, *lines[:9], HEAD, *lines[9:]],
    "a blank column before the figures": lambda lines: [[line[0], "", *line[1:]] for line in [HEAD, *lines]],
    "a blank column behind the figures": lambda lines: [[*line, ""] for line in lines],
    "labels without ordinals": lambda lines: [HEAD, *_labels(lines, lambda text: text.lstrip("12345678."))],
    "spaces and breaks inside labels": lambda lines: [HEAD, *_labels(lines, _in_threes)],
    "full width figures": lambda lines: [HEAD, *_figures(lines, _wide)],
    "units printed": lambda lines: [HEAD, *_figures(lines, lambda text: f"{text}件")],
    "markup leaked into labels": lambda lines: [
        HEAD,
        *_labels(lines, lambda text: f"[bookmark: _Hlk66]{text}"),
    ],
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_laid_out_report_is_read_whole(layout: str, seed: int) -> None:
    cells = lawful_cells(Random(seed), FORM, 400)
    reading = read_report(merged(report(LAYOUTS[layout](request_lines(FORM, cells)), cells)))
    assert wrong_cells(reading, cells) == {}
    assert (dict(reading.uncertain), reading.missing) == ({}, ())


def test_a_table_turned_over_is_read_the_same() -> None:
    cells = lawful_cells(Random(4), FORM, 60)
    upright = report([HEAD, *request_lines(FORM, cells)], cells)
    blocks = tuple(
        turned(block) if isinstance(block, Grid) and number == 4 else block
        for number, block in enumerate(upright.blocks)
    )
    reading = read_report(merged(replace(upright, blocks=blocks)))
    assert (wrong_cells(reading, cells), dict(reading.uncertain)) == ({}, {})


def test_a_table_continued_on_the_next_page_goes_by_its_first_heading() -> None:
    cells = lawful_cells(Random(5), FORM, 60)
    lines = with_columns([HEAD, *request_lines(FORM, cells)], [6, 0, 1, 2, 3, 4, 5])
    document = grid_document(
        TITLE, disclosure_lines(FORM, cells), lines[:12], lines[12:], *_disputes_apart(cells)
    )
    reading = read_report(document)
    assert (wrong_cells(reading, cells), dict(reading.uncertain)) == ({}, {})


def test_every_row_may_be_a_table_of_its_own() -> None:
    cells = lawful_cells(Random(6), FORM, 60)
    rows: list[str | Lines] = []
    for label, *values in request_lines(FORM, cells):
        rows += [label, [["类别", *(f"数据{n}" for n in range(1, 7)), "总计"], [label, *values]]]
    document = grid_document(TITLE, disclosure_lines(FORM, cells), *rows, *_disputes_apart(cells))
    reading = read_report(document)
    assert (wrong_cells(reading, cells), dict(reading.uncertain)) == ({}, {})


def _disputes_apart(cells: Cells) -> list[str | Lines]:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    values = dispute_values(FORM, cells)
    return [
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议",
        [outcomes, values[:5]],
        "行政诉讼（未经复议直接起诉）",
        [outcomes, values[5:10]],
        "行政诉讼（复议后起诉）",
        [outcomes, values[10:]],
    ]


def test_all_tables_may_stand_in_one_sheet() -> None:
    cells = lawful_cells(Random(7), FORM, 60)
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    values = dispute_values(FORM, cells)
    sheet = [
        [TITLE],
        ["二、主动公开政府信息情况"],
        *disclosure_lines(FORM, cells),
        ["三、收到和处理政府信息公开申请情况"],
        HEAD,
        *request_lines(FORM, cells),
        ["四、政府信息公开行政复议、行政诉讼情况"],
        ["", *outcomes],
        ["行政复议", *values[:5]],
        ["未经复议直接起诉", *values[5:10]],
        ["复议后起诉", *values[10:]],
    ]
    width = max(map(len, sheet))
    reading = read_report(grid_document([[*line, *[""] * (width - len(line))] for line in sheet]))
    assert (wrong_cells(reading, cells), dict(reading.uncertain)) == ({}, {})
    assert (reading.body, reading.year) == ("阳光县", YEAR)


def test_a_missing_total_column_is_missing_and_nothing_moves() -> None:
    cells = lawful_cells(Random(8), FORM, 60)
    lines = [line[:-1] for line in [HEAD, *request_lines(FORM, cells)]]
    reading = read_report(merged(report(lines, cells)))
    there = {address: value for address, value in cells.items() if not _is_total(address)}
    assert wrong_cells(reading, there) == {}
    assert set(reading.missing) == {address for address in cells if _is_total(address)}


def _is_total(address: str) -> bool:
    return address.startswith("requests/") and address.endswith("@total")


def test_blank_cells_are_blank_and_not_zero() -> None:
    cells = lawful_cells(Random(9), FORM, 60)
    for address, value in cells.items():
        if value == 0 and address.startswith("requests/"):
            cells[address] = None
    reading = read_report(merged(report([HEAD, *request_lines(FORM, cells)], cells)))
    assert (wrong_cells(reading, cells), dict(reading.uncertain), reading.missing) == ({}, {}, ())


@pytest.mark.parametrize("placeholder", ["/", "—", "-", "无", "——", "\\"])
def test_placeholders_are_blank(placeholder: str) -> None:
    cells = lawful_cells(Random(10), FORM, 60)
    lines = [[text or placeholder for text in line] for line in request_lines(FORM, cells)]
    lines[4][3] = placeholder
    path = [row.path for label, row in labelled_rows(FORM) if not row.rows][4]
    cells[f"requests/{path}@research_institution"] = None
    reading = read_report(merged(report([HEAD, *lines], cells)))
    assert (wrong_cells(reading, cells), dict(reading.uncertain)) == ({}, {})


def test_other_outcomes_printed_as_one_row_have_the_address_of_the_group() -> None:
    old = form_of(2020)
    cells = lawful_cells(Random(11), old, 60)
    new = lawful_cells(Random(11), FORM, 60)
    request = {address: value for address, value in cells.items() if address.startswith("requests/")}
    rest = {address: value for address, value in new.items() if not address.startswith("requests/")}
    reading = read_report(merged(report([HEAD, *request_lines(old, cells)], request | rest)))
    assert reading.edition == "2021"
    assert (wrong_cells(reading, request | rest), reading.missing) == ({}, ())


def test_a_row_without_label_fills_the_gap_between_its_neighbours() -> None:
    cells = lawful_cells(Random(12), FORM, 60)
    lines = request_lines(FORM, cells)
    for number in (3, 7, 8, 20):
        lines[number] = ["", *lines[number][1:]]
    reading = read_report(merged(report([HEAD, *lines], cells)))
    assert (wrong_cells(reading, cells), reading.missing) == ({}, ())


def test_too_many_rows_without_label_are_missing_not_guessed() -> None:
    cells = lawful_cells(Random(13), FORM, 60)
    lines = request_lines(FORM, cells)
    lines[3:5] = [["", *lines[3][1:]]]
    reading = read_report(merged(report([HEAD, *lines], cells)))
    lost = {row.path for _, row in [pair for pair in labelled_rows(FORM) if not pair[1].rows][3:5]}
    assert {address.split("/")[1].split("@")[0] for address in reading.missing} == lost


def test_two_rows_with_one_label_and_other_figures_are_uncertain() -> None:
    cells = lawful_cells(Random(14), FORM, 60)
    lines = request_lines(FORM, cells)
    lines.insert(3, [lines[2][0], "7", "0", "0", "0", "0", "0", "7"])
    reading = read_report(merged(report([HEAD, *lines], cells)))
    granted = cells["requests/results.granted@natural_person"]
    assert reading.uncertain["requests/results.granted@natural_person"] == tuple(sorted({granted, 7}))
    assert wrong_cells(reading, cells) == {}
