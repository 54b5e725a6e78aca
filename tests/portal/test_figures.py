"""The tables of the form as they stand on a page."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import count, product

import pytest

from tests.portal.makers import make_reading
from yangguang.annualreport.checking.model import Finding, Severity
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.showing.figures import Marks, TableView, spell, tables_of

SPELLED = [
    (None, ""),
    (Decimal(0), "0"),
    (Decimal(770548), "770,548"),
    (Decimal("16485.62"), "16,485.62"),
    (Decimal("5183.20"), "5,183.20"),
    (Decimal(-13), "−13"),
    (Decimal("1E+3"), "1,000"),
]


@pytest.mark.parametrize(("figure", "text"), SPELLED)
def test_figures_are_spelled_for_people(figure: Decimal | None, text: str) -> None:
    assert spell(figure) == text


def tables(name: str = "2021") -> dict[str, TableView]:
    reading = make_reading(edition=name)
    return {table.id: table for table in tables_of(reading, edition(name), Marks())}


@pytest.mark.parametrize("name", ["2021", "2019"])
@pytest.mark.parametrize("table_id", ["disclosure", "requests", "disputes"])
def test_merged_heads_cover_every_place_of_a_table_once(name: str, table_id: str) -> None:
    """The sum of what cells cover equals rows × width, and no place is covered twice."""
    for group in tables(name)[table_id].groups:
        rows = [*(tuple(heads) for heads in group.heads)]
        rows += [(*line.heads, *line.figures) for line in group.lines]
        covered = places_covered(rows)
        width = max(column for _, column in covered) + 1
        assert sorted(covered) == [(row, column) for row in range(len(rows)) for column in range(width)]
        assert set(covered.values()) == {1}


def places_covered(rows: list[tuple]) -> Counter[tuple[int, int]]:
    """How often each (row, column) is covered when cells take the next free column, as a browser has it."""
    covered: Counter[tuple[int, int]] = Counter()
    for at, cells in enumerate(rows):
        for cell in cells:
            column = next(free for free in count() if (at, free) not in covered)
            down = range(at, at + getattr(cell, "down", 1))
            covered.update(product(down, range(column, column + cell.across)))
    return covered


@pytest.mark.parametrize("name", ["2021", "2019"])
def test_every_address_of_the_edition_has_one_place(name: str) -> None:
    shown = [
        figure.address
        for table in tables(name).values()
        for group in table.groups
        for line in group.lines
        for figure in line.figures
    ]
    assert sorted(shown) == sorted(edition(name).addresses)


def test_the_head_of_the_requests_table_is_the_statutory_one() -> None:
    heads = tables()["requests"].groups[0].heads
    assert [[(head.text, head.across, head.down) for head in row] for row in heads] == [
        [
            ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            ("申请人情况", 7, 1),
        ],
        [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
        [(label, 1, 1) for label in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]


def test_the_disputes_stand_side_by_side() -> None:
    (group,) = tables()["disputes"].groups
    assert [[(head.text, head.across, head.down) for head in row] for row in group.heads[:2]] == [
        [("行政复议", 5, 2), ("行政诉讼", 10, 1)],
        [("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
    ]
    assert len(group.lines[0].figures) == 15


def test_other_results_printed_as_one_row_stay_one_row() -> None:
    reading = make_reading()
    cells = {address: figure for address, figure in reading.cells.items() if "results.other." not in address}
    columns = [address.rpartition("@")[2] for address in cells if address.startswith("requests/received@")]
    cells |= {f"requests/results.other@{column}": Decimal(0) for column in columns}
    shown = tables_of(make_reading(cells=cells), edition("2021"), Marks())
    labels = [line.heads[-1].text for line in shown[1].groups[0].lines]
    assert "（六）其他处理" in labels
    assert "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请" not in labels


def test_blank_missing_and_uncertain_figures_look_different() -> None:
    place = "disclosure/fees@amount"
    reading = make_reading(
        {"disclosure/rules@made": None, place: None}, uncertain={place: (Decimal(58), Decimal(5))}
    )
    del reading.cells["disclosure/rules@repealed"]
    shown = {
        figure.address: (figure.state, figure.text)
        for group in tables_of(reading, edition("2021"), Marks())[0].groups
        for line in group.lines
        for figure in line.figures
    }
    assert shown["disclosure/rules@made"] == ("blank", "空")
    assert shown["disclosure/rules@repealed"] == ("missing", "未读到")
    assert shown["disclosure/rules@in_force"] == ("figure", "0")
    assert shown[place] == ("uncertain", "58或5")


def test_a_cell_shows_its_gravest_finding_and_all_its_numbers() -> None:
    place = "requests/received@total"
    findings = [
        Finding("a", Severity.NOTE, (place,), "…"),
        Finding("b", Severity.ERROR, ("requests/received@natural_person", place), "…"),
    ]
    shown = {
        figure.address: figure
        for line in tables_of(make_reading(), edition("2021"), Marks.of(findings, lit=2))[1].groups[0].lines
        for figure in line.figures
    }
    assert (shown[place].severity, shown[place].findings, shown[place].lit) == ("error", (1, 2), True)
    assert shown["requests/carried_in@total"].severity == ""


def test_statistics_older_than_the_forms_stand_in_a_plain_table() -> None:
    cells = {
        "statistics/主动公开信息数@2011年度": Decimal(425),
        "statistics/主动公开信息数@历年累计": Decimal(1516),
    }
    (table,) = tables_of(make_reading(cells=cells), None, Marks())
    assert [head.text for head in table.groups[0].heads[0]] == ["指标", "2011年度", "历年累计"]
    assert [figure.text for figure in table.groups[0].lines[0].figures] == ["425", "1,516"]
