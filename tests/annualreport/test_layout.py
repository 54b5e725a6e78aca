"""The statutory tables stand as the form prints them: labels, merges, order, figures."""

from __future__ import annotations

from decimal import Decimal

import docx
import pytest

from tests.shared import SHARED, needs_shared
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.writing.layout import fitting, written_table
from yangguang.documents.writing.model import TEXT_WIDTH, Table

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table_of(name: str, table: str, cells=None, collapsed=frozenset()) -> Table:
    return written_table(edition(name).table(table), cells or {}, collapsed, "标题")


def printed_rows(table: Table) -> list[list[tuple[str, int, int]]]:
    return [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in table.rows()]


@pytest.mark.parametrize("name", ["2021", "2019"])
@pytest.mark.parametrize("table", ["disclosure", "requests", "disputes"])
def test_cells_cover_the_grid_once(name, table):
    made = table_of(name, table)
    covered = [
        (row, column)
        for cell in made.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [
        (row, column) for row in range(made.height) for column in range(len(made.widths))
    ]
    assert sum(made.widths) == TEXT_WIDTH


@pytest.mark.parametrize(
    ("name", "table", "height", "width"),
    [
        ("2021", "disclosure", 14, 4),
        ("2021", "requests", 28, 10),
        ("2021", "disputes", 4, 15),
        ("2019", "disclosure", 18, 7),
        ("2019", "requests", 26, 10),
        ("2019", "disputes", 4, 15),
    ],
)
def test_size(name, table, height, width):
    made = table_of(name, table)
    assert (made.height, len(made.widths)) == (height, width)


def test_head_of_requests():
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert printed_rows(table_of("2021", "requests"))[:3] == [
        [(corner, 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [
            ("商业企业", 1, 1),
            ("科研机构", 1, 1),
            ("社会公益组织", 1, 1),
            ("法律服务机构", 1, 1),
            ("其他", 1, 1),
        ],
    ]


def test_head_of_disputes():
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert printed_rows(table_of("2021", "disputes"))[:3] == [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*((label, 2, 1) for label in results), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        [(label, 1, 1) for label in results * 2],
    ]


def test_blocks_of_2019_share_one_grid():
    rows = printed_rows(
        table_of("2019", "disclosure", {"disclosure/procurement@amount": Decimal("16485.62")})
    )
    assert rows[0] == [("第二十条第（一）项", 1, 7)]
    assert rows[1] == [
        ("信息内容", 1, 1),
        ("本年新制作数量", 1, 2),
        ("本年新公开数量", 1, 2),
        ("对外公开总数量", 1, 2),
    ]
    assert rows[13] == [("信息内容", 1, 1), ("上一年项目数量", 1, 3), ("本年增/减", 1, 3)]
    assert rows[17] == [("政府集中采购", 1, 1), ("", 1, 3), ("16485.62万元", 1, 3)]


@pytest.mark.parametrize(
    ("name", "address", "value", "text"),
    [
        ("2021", "disclosure/rules@made", None, ""),
        ("2021", "disclosure/rules@made", Decimal(0), "0"),
        ("2021", "disclosure/rules@made", Decimal("-0"), "0"),
        ("2021", "disclosure/rules@made", Decimal("12.0"), "12"),
        ("2021", "disclosure/fees@amount", Decimal("4166.241619"), "4166.241619"),
        ("2021", "disclosure/fees@amount", Decimal("0.10"), "0.10"),
        ("2021", "disclosure/fees@amount", Decimal("1E+3"), "1000"),
        ("2021", "disclosure/fees@amount", Decimal("1E-3"), "0.001"),
        ("2019", "disclosure/coercion@items_change", Decimal(-6), "-6"),
        ("2019", "disclosure/licences@items_change", Decimal(101), "101"),
        ("2019", "disclosure/procurement@amount", Decimal("0"), "0万元"),
        ("2019", "disclosure/procurement@amount", None, ""),
    ],
)
def test_figures_are_printed_as_they_are(name, address, value, text):
    made = table_of(name, "disclosure", {address: value})
    assert sorted({cell.text for cell in made.cells if not cell.head} - {""}) == ([text] if text else [])


def test_collapsed_group_is_one_row():
    cells = {"requests/results.other@total": Decimal(3)}
    made = table_of("2021", "requests", cells, frozenset({"results.other"}))
    assert made.height == 26
    assert [(cell.text, cell.row_span, cell.column_span) for cell in made.rows()[23]] == [
        ("（六）其他处理", 1, 2), *[("", 1, 1)] * 6, ("3", 1, 1),
    ]  # fmt: skip


def test_a_long_figure_stays_on_one_line():
    cells = {"requests/received@total": Decimal(123456789012)}
    sizes = {cell.half_points for cell in table_of("2021", "requests", cells).cells if not cell.head}
    assert sizes == {fitting(630, ["123456789012"])}
    assert fitting(630, ["123456789012"]) < fitting(630, ["1234567"]) < fitting(630, ["0"]) == 18


def form_rows(element) -> list[list[tuple[str, int]]]:
    """Text and width of the cells of a Word table, without the continuations of merged ones."""
    rows = []
    for line in element.iter(f"{WORD}tr"):
        cells = []
        for cell in line.iter(f"{WORD}tc"):
            merge = cell.find(f"{WORD}tcPr/{WORD}vMerge")
            if merge is not None and merge.get(f"{WORD}val", "continue") == "continue":
                continue
            span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
            text = "".join(part.text or "" for part in cell.iter(f"{WORD}t")).strip()
            cells.append((text, 1 if span is None else int(span.get(f"{WORD}val"))))
        rows.append(cells)
    return rows


@needs_shared
@pytest.mark.parametrize(("number", "table"), list(enumerate(["disclosure", "requests", "disputes"])))
def test_same_as_the_official_blank_form(number, table):
    official = docx.Document(str(SHARED / "reports" / "政务公开年报模版.docx"))
    tables = list(official.element.body.iter(f"{WORD}tbl"))
    ours = [[(cell.text, cell.column_span) for cell in row] for row in table_of("2021", table).rows()]
    assert ours == form_rows(tables[number])
