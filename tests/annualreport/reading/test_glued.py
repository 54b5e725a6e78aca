"""Are glued figures found by the form's sums, and is nothing certain that the sums do not settle?"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.annualreport.reading.makers import Cells, as_text, document, form_of, lawful_cells
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.reader import read_report
from yangguang.annualreport.reading.splitting import all_cuts, sound_cuts
from yangguang.documents.parsing import parse

YEARS = (2019, 2024)


def read(year: int, cells: Cells, join: str = "") -> Reading:
    return read_report(document(as_text(form_of(year), year, cells, join.join)))


def wrong_cells(reading: Reading, cells: Cells, table: str = "") -> dict[str, object]:
    """The cells that are certain and wrong, or uncertain without the truth among the candidates."""
    wrong: dict[str, object] = {}
    for address, value in cells.items():
        if not address.startswith(table):
            continue
        if address in reading.uncertain:
            if value not in reading.uncertain[address]:
                wrong[address] = (value, reading.uncertain[address])
        elif address not in reading.cells or reading.cells[address] != value:
            wrong[address] = (value, reading.cells.get(address, "missing"))
    return wrong


@pytest.mark.parametrize(
    ("fields", "width", "expected"),
    [
        (("640020470",), 7, [(64, 0, 0, 2, 0, 4, 70)]),
        (("713000074",), 7, [(71, 3, 0, 0, 0, 0, 74)]),
        (("0000000",), 7, [(0, 0, 0, 0, 0, 0, 0)]),
        (("230", "000023"), 7, [(23, 0, 0, 0, 0, 0, 23)]),
        (("111000012",), 7, [(1, 1, 10, 0, 0, 0, 12), (1, 11, 0, 0, 0, 0, 12), (11, 1, 0, 0, 0, 0, 12)]),
        (("2538036",), 5, [(25, 3, 8, 0, 36)]),
        (("23", "0", "00", "00", "023"), 7, [(23, 0, 0, 0, 0, 0, 23)]),
    ],
)
def test_a_row_is_cut_where_its_sum_holds(fields: tuple[str, ...], width: int, expected: list) -> None:
    assert [cut.values for cut in sound_cuts(fields, width).found] == expected


def test_the_ordinal_of_the_next_row_may_be_glued_on_without_its_dot() -> None:
    assert [cut.values for cut in sound_cuts(("70000072",), 7, "2").found] == [(7, 0, 0, 0, 0, 0, 7)]


def test_three_figures_without_a_sum_leave_every_cut_open() -> None:
    cuts = all_cuts(("5845546",), 3, False)
    assert (len(cuts.found), cuts.complete) == (15, True)
    assert (58, 45, 546) in {cut.values for cut in cuts.found}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1_000_000), st.sampled_from(YEARS), st.sampled_from([9, 60, 400]))
def test_no_cell_of_a_glued_lawful_report_is_silently_wrong(seed: int, year: int, largest: int) -> None:
    cells = lawful_cells(Random(seed), form_of(year), largest)
    assert wrong_cells(read(year, cells), cells) == {}


@pytest.mark.parametrize("join", ["", " ", "\n", "\t", "  "])
@pytest.mark.parametrize("year", YEARS)
def test_apart_or_glued_the_requests_read_the_same(year: int, join: str) -> None:
    for seed in range(4):
        cells = lawful_cells(Random(seed), form_of(year), 60)
        reading = read(year, cells, join)
        assert wrong_cells(reading, cells) == {}
        assert not [address for address in reading.uncertain if address.startswith("requests/")]


def test_what_is_printed_apart_is_all_certain() -> None:
    cells = lawful_cells(Random(5), form_of(2024), 400)
    assert read(2024, cells, " ").uncertain == {}


def test_swapped_columns_that_no_sum_tells_apart_stay_uncertain() -> None:
    """1|11 and 11|1 in every row that counts: both readings satisfy everything."""
    cells = dict.fromkeys(lawful_cells(Random(0), form_of(2024)), 0)
    for row in ("received", "results.granted", "results.total"):
        cells[f"requests/{row}@natural_person"] = 11
        cells[f"requests/{row}@commercial_enterprise"] = 1
        cells[f"requests/{row}@total"] = 12
    reading = read(2024, cells)
    assert reading.uncertain["requests/received@natural_person"] == (1, 11)
    assert reading.uncertain["requests/received@commercial_enterprise"] == (1, 11)
    assert reading.cells["requests/received@total"] == 12
    assert wrong_cells(reading, cells) == {}


def test_last_years_report_decides_what_the_sums_leave_open() -> None:
    cells = dict.fromkeys(lawful_cells(Random(0), form_of(2024)), 0)
    for row in ("carried_in", "results.granted", "results.total"):
        cells[f"requests/{row}@natural_person"] = 11
        cells[f"requests/{row}@commercial_enterprise"] = 1
        cells[f"requests/{row}@total"] = 12
    last_year = dict.fromkeys(cells, 0)
    for row in ("received", "carried_out"):
        last_year[f"requests/{row}@natural_person"] = 11
        last_year[f"requests/{row}@commercial_enterprise"] = 1
        last_year[f"requests/{row}@total"] = 12
    text = as_text(form_of(2024), 2024, cells, "".join)
    assert read_report(document(text)).uncertain
    reading = read_report(document(text), read(2023, last_year, " "))
    assert reading.uncertain == {}
    assert wrong_cells(reading, cells) == {}


def test_last_years_stock_decides_between_cuts_of_normative_documents() -> None:
    cells = dict.fromkeys(lawful_cells(Random(0), form_of(2024)), 0)
    stock = "disclosure/normative_documents@"
    cells |= {f"{stock}made": 58, f"{stock}repealed": 45, f"{stock}in_force": 546}
    text = as_text(form_of(2024), 2024, cells, "".join)
    undecided = read_report(document(text)).uncertain
    assert 58 in undecided[f"{stock}made"]
    assert 546 in undecided[f"{stock}in_force"]
    last_year = dict.fromkeys(cells, 0) | {f"{stock}in_force": 533}
    reading = read_report(document(text), read(2023, last_year, " "))
    assert (reading.uncertain, wrong_cells(reading, cells)) == ({}, {})


def test_the_narrative_decides_between_cuts_of_normative_documents() -> None:
    cells = dict.fromkeys(lawful_cells(Random(0), form_of(2024)), 0)
    stock = "disclosure/normative_documents@"
    cells |= {f"{stock}made": 88, f"{stock}repealed": 55, f"{stock}in_force": 698}
    text = as_text(form_of(2024), 2024, cells, "".join)
    told = text.replace("做好政府信息公开工作。", "公布现行有效行政规范性文件698件，本年制发规范性文件88件。")
    assert read_report(document(told)).uncertain == {}
    assert wrong_cells(read_report(document(told)), cells) == {}


@pytest.mark.parametrize(
    ("row", "column", "change"),
    [
        ("carried_out", "natural_person", 3),
        ("results.total", "total", 1),
        ("received", "total", 10),
        ("results.granted", "natural_person", 5),
    ],
)
def test_a_broken_sum_is_read_as_printed(row: str, column: str, change: int) -> None:
    cells = lawful_cells(Random(11), form_of(2024), 60)
    address = f"requests/{row}@{column}"
    cells[address] = (cells[address] or 0) + change
    reading = read(2024, cells)
    assert wrong_cells(reading, cells, "requests/") == {}
    assert not [address for address in reading.uncertain if address.startswith("requests/")]


def test_a_cell_a_line_keeps_its_blanks() -> None:
    """A tab with nothing behind it is a cell printed blank, also when the last of a row."""
    form = form_of(2024)
    cells = lawful_cells(Random(3), form, 60)
    for address, value in cells.items():
        if value == 0 or address.startswith("requests/results.refused"):
            cells[address] = None
    text = as_text(form, 2024, cells, "\n\t".join, between="\n\t")
    reading = read_report(parse(text.encode()))
    assert (wrong_cells(reading, cells), dict(reading.uncertain)) == ({}, {})


def test_figures_that_stand_before_their_label_find_it() -> None:
    """Text taken from tall cells: the figures of some rows come a line before the label's last line."""
    form = form_of(2024)
    cells = lawful_cells(Random(21), form, 60)
    text = as_text(form, 2024, cells, " ".join, between="\n")
    for label in ("1.属于国家秘密", "3.危及“三安全一稳定”", "2.没有现成信息需要另行制作", "3.其他"):
        figures = text.split(f"\n{label}\n", 1)[1].split("\n", 1)[0]
        text = text.replace(f"\n{label}\n{figures}\n", f"\n{figures}\n{label}\n")
    reading = read_report(document(text))
    assert (wrong_cells(reading, cells), dict(reading.uncertain)) == ({}, {})


def test_figures_without_their_label_are_not_dealt_to_another() -> None:
    form = form_of(2024)
    cells = lawful_cells(Random(22), form, 60)
    text = as_text(form, 2024, cells, " ".join, between="\n").replace("\n4.保护第三方合法权益\n", "\n")
    reading = read_report(document(text))
    lost = [address for address in cells if "third_party_rights" in address]
    assert set(lost) <= set(reading.missing)
    assert wrong_cells(reading, {a: v for a, v in cells.items() if a not in lost}) == {}


@pytest.mark.parametrize("join", ["", " "])
def test_a_narrative_in_the_words_of_the_table_is_no_table(join: str) -> None:
    form = form_of(2024)
    cells = lawful_cells(Random(31), form, 60)
    said = (
        "依据《条例》第二十条第（一）项，公开规章3件、行政规范性文件7件。本年新收政府信息公开申请63件，"
        "上年结转政府信息公开申请1件，其中予以公开32件，部分公开8件，不予公开2件，结转下年度继续办理5件。"
        "行政复议3件，结果维持2件，结果纠正1件，尚未审结0件。"
    )
    text = as_text(form, 2024, cells, join.join).replace("做好政府信息公开工作。", said)
    reading = read_report(document(text))
    assert wrong_cells(reading, cells) == {}
    assert not [address for address in reading.uncertain if not address.startswith("disclosure/")]
    assert said in reading.sections[0].text


def test_one_row_of_noise_leaves_the_others_certain() -> None:
    cells = lawful_cells(Random(41), form_of(2024), 60)
    text = as_text(form_of(2024), 2024, cells, "".join)
    label = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    figures = text.split(label, 1)[1].split("（三）", 1)[0]
    reading = read_report(document(text.replace(f"{label}{figures}", f"{label}{'9' * 40}")))
    noisy = {address for address in cells if "partly_granted" in address}
    assert set(reading.uncertain) & noisy == noisy
    certain = {address: value for address, value in cells.items() if address not in reading.uncertain}
    assert wrong_cells(reading, certain) == {}
    assert len(certain) > 150
