"""Which number does a printed figure stand for, and which cells are blank?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.annualreport.reading.makers import document, form_of, grid_document
from yangguang.annualreport.form.editions import Column, edition
from yangguang.annualreport.reading.figures import NotAFigure, figure_of
from yangguang.annualreport.reading.folding import fold, squeeze
from yangguang.annualreport.reading.labels import lexicon
from yangguang.annualreport.reading.reader import read_report

COUNT = Column("made", "本年制发件数")
CHANGE = Column("items_change", "本年增/减", unit="项", signed=True)
MONEY = Column("amount", "本年收费金额", unit="万元", decimal=True)


@pytest.mark.parametrize(
    ("raw", "column", "value"),
    [
        ("12", COUNT, "12"),
        (" 1,234 ", COUNT, "1234"),
        ("１２", COUNT, "12"),
        ("12件", COUNT, "12"),
        ("0", COUNT, "0"),
        ("增101", CHANGE, "101"),
        ("增加3", CHANGE, "3"),
        ("+5", CHANGE, "5"),
        ("减6", CHANGE, "-6"),
        ("减少 12", CHANGE, "-12"),
        ("-13", CHANGE, "-13"),
        ("－13", CHANGE, "-13"),
        ("↓4", CHANGE, "-4"),
        ("持平", CHANGE, "0"),
        ("5183", MONEY, "5183"),
        ("16485.62万元", MONEY, "16485.62"),
        ("6.7328亿元", MONEY, "67328"),
        ("251000元", MONEY, "25.1"),
        ("75394432.52元", MONEY, "7539.443252"),
        ("4166.241619", MONEY, "4166.241619"),
        ("1,234.50（万元）", MONEY, "1234.50"),
        ("0.00", MONEY, "0.00"),
        ("[bookmark: OLE_LINK4]646\u3000", COUNT, "646"),
    ],
)
def test_a_printed_figure(raw: str, column: Column, value: str) -> None:
    assert figure_of(raw, column) == Decimal(value)


@pytest.mark.parametrize(
    "raw", ["", " ", "\u3000", "/", "—", "——", "-", "－", "无", "\\", "&nbsp;", "XX", "×", "待填"]
)
def test_blank_is_not_zero(raw: str) -> None:
    assert figure_of(raw, COUNT) is None


@pytest.mark.parametrize("raw", ["见附件", "1.2.3", "十二", "12345,6", "1-2", "%"])
def test_what_is_no_figure_is_refused(raw: str) -> None:
    with pytest.raises(NotAFigure):
        figure_of(raw, COUNT)


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "（七）总计 １２３　⼀、其它“三安全一稳定”㈠①"
    assert len(fold(text)) == len(text)
    assert squeeze("１. 属于\n国家 秘密") == "1.属于国家秘密"


@pytest.mark.parametrize("name", ["2019", "2021"])
def test_every_label_of_the_form_names_its_own_row(name: str) -> None:
    for table in ("disclosure", "requests"):
        words = lexicon(name, table)
        for row in words.rows:
            for label in row.labels:
                found = words.row_of(label)
                assert found is not None, label
                assert found.path == row.path, label


@pytest.mark.parametrize(
    ("printed", "path"),
    [
        ("2.其他法律行政止公开", "results.refused.forbidden_by_law"),
        ("其它法律、行政法规禁止公开", "results.refused.forbidden_by_law"),
        ("危及“三安全 一稳定”", "results.refused.security_and_stability"),
        ("5、要求行政机关确认或重\n新出具已获取信息", "results.not_processed.confirmation"),
        ("（ 七 ） 合计", "results.total"),
        ("㈦总计", "results.total"),
        ("3．其他", "results.other.other"),
        ("3.其他处理", "results.other.other"),
        ("（六）其他处理", "results.other"),
        ("四、结转至下一年度继续办理", "carried_out"),
        ("本年度新收政府信息公开申请数量", "received"),
        ("自然人", None),
        ("", None),
    ],
)
def test_labels_as_printed_in_the_wild(printed: str, path: str | None) -> None:
    found = lexicon("2021", "requests").row_of(printed)
    assert (found.path if found else None) == path


def test_money_and_changes_are_read_in_the_unit_of_their_column() -> None:
    form = form_of(2019)
    lines = [
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "42", "增101", "143"],
        ["其他对外管理服务事项", "38", "持平", "144"],
        ["行政处罚", "140", "减少7", "1,470"],
        ["行政强制", "62", "-6", "/"],
        ["信息内容", "采购项目数量", "采购总金额"],
        ["政府集中采购", "503", "6.7328亿元"],
    ]
    reading = read_report(grid_document("阳光县2019年政府信息公开工作年度报告", lines))
    assert reading.edition == form.id
    assert {address.removeprefix("disclosure/"): value for address, value in reading.cells.items()} == {
        "licences@items_last_year": 42,
        "licences@items_change": 101,
        "licences@decisions": 143,
        "other_services@items_last_year": 38,
        "other_services@items_change": 0,
        "other_services@decisions": 144,
        "penalties@items_last_year": 140,
        "penalties@items_change": -7,
        "penalties@decisions": 1470,
        "coercion@items_last_year": 62,
        "coercion@items_change": -6,
        "coercion@decisions": None,
        "procurement@projects": 503,
        "procurement@amount": 67328,
    }
    assert reading.evidence["disclosure/procurement@amount"].raw == "6.7328亿元"
    assert reading.evidence["disclosure/procurement@amount"].where == "第2块第7行第3列"


def test_money_glued_to_a_count_is_uncertain_with_every_cut() -> None:
    text = (
        "阳光县2019年政府信息公开工作年度报告\n第二十条第（九）项信息内容采购项目数量采购总金额政府集中采购"
        "1352500.5元三、收到和处理政府信息公开申请情况"
    )
    reading = read_report(document(text))
    assert reading.cells["disclosure/procurement@projects"] is None
    assert reading.uncertain["disclosure/procurement@projects"] == (1, 13, 135, 1352, 135250)
    assert Decimal("0.25005") in reading.uncertain["disclosure/procurement@amount"]


def test_editions_say_which_words_know_a_row() -> None:
    for name in ("2019", "2021"):
        rows = [
            row
            for block in edition(name).table("requests").blocks
            for top in block.rows
            for row in top.walk()
        ]
        keys = [key for row in rows for key in row.keys]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("unit", "value"), [("元", "0.5183"), ("万元", "5183"), ("亿元", "51830000")])
def test_the_unit_of_the_heading_counts_where_none_is_printed(unit: str, value: str) -> None:
    title = "阳光县2024年政府信息公开工作年度报告"
    heading = f"本年收费金额（单位：{unit}）"
    in_grid = grid_document(title, [["信息内容", heading], ["行政事业性收费", "5183"]])
    in_text = document(
        f"{title}\n第二十条第（八）项\n信息内容 {heading}\n行政事业性收费 5183\n三、收到和处理情况"
    )
    for report in (in_grid, in_text):
        assert read_report(report).cells["disclosure/fees@amount"] == Decimal(value)


def test_the_unit_beside_the_figure_goes_before_that_of_the_heading() -> None:
    lines = [["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", "5183元"]]
    reading = read_report(grid_document("阳光县2024年政府信息公开工作年度报告", lines))
    assert reading.cells["disclosure/fees@amount"] == Decimal("0.5183")
