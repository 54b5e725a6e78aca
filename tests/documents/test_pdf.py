"""PDF: lines become paragraphs, ruled tables become grids, also turned, open at the sides, and over pages."""

from __future__ import annotations

import pytest

from tests.documents.pdf_maker import Page, make_pdf, ruled
from tests.documents.shown import shown
from yangguang.documents.model import Unreadable
from yangguang.documents.parsing import parse

NARRATIVE = [
    (150, 100, 16, "某县2024年年度报告"),
    (94, 140, 12, "本报告由某县人民政府办公室根据有关规定编制，报告中所列数据的统计"),
    (70, 164, 12, "期限自2024年1月1日起至12月31日止。如有疑问请联系本机关办公室，特"),
    (70, 188, 12, "此说明。"),
    (94, 212, 12, "一、总体情况"),
]
TEXT = [
    "某县2024年年度报告",
    "本报告由某县人民政府办公室根据有关规定编制，报告中所列数据的统计期限自2024年1月1日起至12月31日止。"
    "如有疑问请联系本机关办公室，特此说明。",
    "一、总体情况",
]
ROWS = [["信息内容", "制发", "有效"], ["规章", "12", "0"], ["行政规范性\n文件", "3", ""]]
WIDTHS, HEIGHTS = [100, 60, 60], [30, 30, 40]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_text_and_table_on_a_page_however_it_is_turned(rotate: int) -> None:
    texts, rules = ruled(70, 240, WIDTHS, HEIGHTS, ROWS)
    document = parse(make_pdf([Page([*NARRATIVE, *texts], rules, rotate=rotate)], title="年报"))
    assert (document.format, document.title, document.notes) == ("pdf", "年报", ())
    assert shown(document) == [*TEXT, ROWS]
    assert {block.where.page for block in document.blocks} == {1}


def test_white_bars_behind_lines_are_no_table() -> None:
    bars = [(70, y - 14, 520, y + 10) for _, y, _, _ in NARRATIVE]
    assert shown(parse(make_pdf([Page(NARRATIVE, bars=bars)]))) == TEXT


def test_a_frame_of_one_column_is_text() -> None:
    rules = [
        (60, 80, 500, 80),
        (60, 230, 500, 230),
        (60, 80, 60, 230),
        (500, 80, 500, 230),
        (60, 120, 500, 120),
    ]
    assert shown(parse(make_pdf([Page(NARRATIVE, rules)]))) == TEXT


def test_a_table_open_at_its_sides() -> None:
    texts, rules = ruled(70, 240, WIDTHS, HEIGHTS, ROWS)
    inner = [rule for rule in rules if rule[0] != rule[2] or rule[0] not in (70, 290)]
    assert shown(parse(make_pdf([Page(texts, inner)]))) == [ROWS]


def two_pages(upper: list[list[str]], lower: list[list[str]], drop: tuple[float, ...] = ()) -> list[object]:
    """A table that ends page 1 and goes on at page 2, where rules at the heights in `drop` lose column 1."""
    texts, rules = ruled(70, 780 - 30 * len(upper), WIDTHS, [30] * len(upper), upper)
    below, rules_below = ruled(70, 80, WIDTHS, [30] * len(lower), lower)
    rules_below = [(170 if y in drop and x1 > x0 else x0, y, x1, y1) for x0, y, x1, y1 in rules_below]
    numbers = [(290, 815, 9, "- 1 -"), (290, 815, 9, "- 2 -")]
    pages = [Page([*texts, numbers[0]], rules), Page([*below, numbers[1], (94, 400, 12, "完")], rules_below)]
    return shown(parse(make_pdf(pages)))


def test_a_table_over_two_pages_is_one_and_page_numbers_go() -> None:
    assert two_pages([["a", "1", "2"]], [["b", "3", "4"]]) == [[["a", "1", "2"], ["b", "3", "4"]], "完"]


def test_a_repeated_head_is_dropped() -> None:
    head = ["信息内容", "制发", "有效"]
    assert two_pages([head, ["a", "1", "2"]], [head, ["b", "3", "4"]]) == [
        [head, ["a", "1", "2"], ["b", "3", "4"]],
        "完",
    ]


def test_a_label_cell_that_goes_on_over_the_page_is_one() -> None:
    upper, lower = [["无法提供", "1", "2"]], [["", "3", "4"], ["", "5", "6"]]
    assert two_pages(upper, lower, drop=(110,)) == [
        [["无法提供 3x1", "1", "2"], ["3", "4"], ["5", "6"]],
        "完",
    ]


def test_blank_figures_at_the_head_of_a_page_stay_blank() -> None:
    assert two_pages([["a", "1", "2"]], [["b", "", ""]])[0][1] == ["b", "", ""]
    assert two_pages([["一、新收", "1", "2"]], [["二、结转", "", ""]])[0] == [
        ["一、新收", "1", "2"],
        ["二、结转", "", ""],
    ]


def test_a_label_cut_by_the_page_is_made_whole() -> None:
    rows = two_pages([["（二）部分公开（区分", "1", "2"]], [["处理的）", "", ""], ["三、", "5", "6"]])[0]
    assert rows == [["（二）部分公开（区分\n处理的）", "1", "2"], ["三、", "5", "6"]]


@pytest.mark.parametrize(
    ("widths", "expected"),
    [
        ([100, 120], [[["a", "1", "2"], ["b", "3 1x2"]]]),
        ([130, 90], [[["a", "1", "2"]], [["b", "3"]]]),
        ([100, 90], [[["a", "1", "2"]], [["b", "3"]]]),
    ],
    ids=["merged cells below", "other columns", "another width"],
)
def test_tables_of_two_pages_are_one_when_their_rules_agree(
    widths: list[int], expected: list[list[list[str]]]
) -> None:
    texts, rules = ruled(70, 700, WIDTHS, [30], [["a", "1", "2"]])
    below, rules_below = ruled(70, 80, widths, [30], [["b", "3"]])
    assert shown(parse(make_pdf([Page(texts, rules), Page(below, rules_below)]))) == expected


def test_a_cell_without_its_lower_rule_at_the_end_of_a_page_goes_on() -> None:
    """As browsers print: the label cell is open at the foot of one page and at the head of the next."""
    rows = [["一、新收", "0", "7"], ["无法提供", "1", "2"], ["", "3", ""]]
    upper, rules = ruled(70, 700, WIDTHS, [30, 30, 30], rows)
    rules = [(170, y, x1, y1) if y > 730 and x1 > x else (x, y, x1, y1) for x, y, x1, y1 in rules]
    lower, rules_below = ruled(70, 80, WIDTHS, [30, 30], [["", "", "4"], ["总计", "5", "6"]])
    rules_below = [(170, y, x1, y1) if y == 80 and x1 > x else (x, y, x1, y1) for x, y, x1, y1 in rules_below]
    gap = [(70, 100, 170, 100)]  # the label ends above the rule of its row
    assert shown(parse(make_pdf([Page(upper, rules), Page(lower, [*rules_below, *gap])]))) == [
        [["一、新收", "0", "7"], ["无法提供 3x1", "1", "2"], ["3", ""], ["", "4"], ["总计", "5", "6"]]
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = [(94, 740, 12, "本报告由某县人民政府办公室根据有关规定编制，报告中所列数据的统计")]
    second = [(70, 90, 12, "期限为全年。"), (94, 114, 12, "二、主动公开")]
    assert shown(parse(make_pdf([Page(first), Page([*second, (70, 700, 12, "文" * 36)])])))[:2] == [
        "本报告由某县人民政府办公室根据有关规定编制，报告中所列数据的统计期限为全年。",
        "二、主动公开",
    ]


def test_words_apart_stay_apart_and_numbers_in_columns_too() -> None:
    texts = [
        (70, 100, 12, "受理"),
        (150, 100, 12, "12"),
        (200, 100, 12, "0"),
        (70, 140, 12, "总"),
        (100, 140, 12, "计"),
    ]
    assert shown(parse(make_pdf([Page(texts)]))) == ["受理 12 0", "总计"]


def test_a_slanted_watermark_is_left_out() -> None:
    extra = "BT /F 30 Tf 0.7 0.7 -0.7 0.7 100 300 Tm <516C5F00516C5F00> Tj ET"
    assert shown(parse(make_pdf([Page(NARRATIVE, extra=extra)]))) == TEXT


def test_a_page_that_is_a_picture_is_noted() -> None:
    assert parse(make_pdf([Page(NARRATIVE), Page()])).notes == ("第2页没有文字（可能是图片），没有读取",)


def test_a_scan_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"^这份 PDF 是扫描图片，没有文字，无法读取$"):
        parse(make_pdf([Page(), Page()]))
