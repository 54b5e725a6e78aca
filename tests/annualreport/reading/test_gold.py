"""Is every hand-checked figure of the real published reports read right, and none wrong?"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from tests.annualreport.reading.makers import document as as_lines
from tests.shared import SHARED, gold, needs_shared, report_path
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.reader import read_report
from yangguang.documents.model import Document, Paragraph
from yangguang.documents.parsing import parse

UNDECIDED = {
    "pingtan_2019": 19,  # 表二 glued: three figures a row and no sum between them
    "pingtan_2025": 3,  # 5845546 for three figures
}
"""How many gold cells each file truly leaves open; every other cell has to be certain."""

BODIES_OTHERWISE_PRINTED = {
    "shuyang_2025": "沐阳县人民政府",  # so printed: the extract misread 沭
    "sh_stc_2024": "上海市科委",  # printed by its short name
}


@cache
def reading_of(name: str) -> Reading:
    path = report_path(gold()[name])
    return read_report(parse(path.read_bytes(), path.name))


def truth(value: float | str | None) -> Decimal | None:
    """A gold figure in the unit of its cell; 元 were noted as printed."""
    if value is None:
        return None
    text = str(value)
    return Decimal(text[:-1]) / 10_000 if text.endswith("元") else Decimal(text)


@needs_shared
@pytest.mark.parametrize("name", sorted(gold()))
def test_every_gold_cell_is_right_or_truly_undecided(name: str) -> None:
    reading = reading_of(name)
    wrong, open_cells = {}, 0
    for address, printed in gold()[name].get("cells", {}).items():
        value = truth(printed)
        if address in reading.uncertain:
            open_cells += 1
            if value is not None and value not in reading.uncertain[address]:
                wrong[address] = (value, reading.uncertain[address])
        elif address not in reading.cells or reading.cells[address] != value:
            wrong[address] = (value, reading.cells.get(address, "missing"))
    assert (wrong, open_cells) == ({}, UNDECIDED.get(name, 0))


@needs_shared
@pytest.mark.parametrize("name", [name for name, entry in sorted(gold().items()) if "statistics" in entry])
def test_every_gold_figure_of_the_old_statistics_is_right(name: str) -> None:
    reading = reading_of(name)
    for label, values in gold()[name]["statistics"].items():
        found = [
            value for address, value in reading.cells.items() if address.startswith(f"statistics/{label}@")
        ]
        assert (label, found) == (label, [Decimal(value) for value in values])
    assert reading.uncertain == {}


@needs_shared
@pytest.mark.parametrize("name", sorted(gold()))
def test_body_year_and_edition_are_those_of_the_file(name: str) -> None:
    entry, reading = gold()[name], reading_of(name)
    body = BODIES_OTHERWISE_PRINTED.get(name, entry["body"])
    assert (reading.body, reading.year, reading.edition) == (body, entry["year"], entry["edition"])


@needs_shared
@pytest.mark.parametrize(
    "name", [name for name, entry in sorted(gold().items()) if "statistics" not in entry]
)
def test_nothing_is_read_that_gold_does_not_have_and_nothing_is_missing(name: str) -> None:
    reading = reading_of(name)
    assert set(reading.cells) == set(gold()[name]["cells"])
    assert reading.missing == ()
    assert set(reading.evidence) == set(reading.cells)


@needs_shared
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("seed_000", "government_organ"),
        ("seed_001", "aggregate"),
        ("seed_004", "aggregate"),
        ("hongze_2024", "aggregate"),
        ("sh_office_2019", "government_organ"),
        ("sh_stc_2024", "agency"),
    ],
)
def test_the_kind_of_body_is_told(name: str, kind: str) -> None:
    assert reading_of(name).kind == kind


@needs_shared
def test_the_six_parts_are_found_in_glued_and_in_broken_text() -> None:
    for name in (
        "seed_000",
        "seed_001",
        "seed_003",
        "seed_004",
        "pingtan_2022",
        "hongze_2024",
        "shuyang_2025",
    ):
        titles = [section.title for section in reading_of(name).sections]
        assert len(titles) == 6, (name, titles)
        assert titles[0] == "总体情况"
        assert titles[-1] == "其他需要报告的事项"


FLATTENED = {
    "a row a line, cells parted by tabs": ("\t", "\n"),
    "a row a line, cells parted by spaces": (" ", "\n"),
    "a row a line, cells glued": ("", "\n"),
    "a cell a line": ("\n", "\n"),
    "all parted by spaces": (" ", " "),
    "all glued": ("", ""),
}


def flattened(document: Document, between_cells: str, between_rows: str) -> Document:
    """The document as a poorer extract of the same file would give it."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        for row in range(block.height):
            cells = [cell.text.replace("\n", "") for cell in block.cells if cell.row == row]
            lines.append(between_cells.join(cells))
    text = between_rows.join(lines) if between_rows != "\n" else "\n".join(lines)
    return as_lines("".join(text.split()) if not between_rows else text)


@needs_shared
@pytest.mark.parametrize("way", FLATTENED)
@pytest.mark.parametrize(
    "name", [name for name, entry in sorted(gold().items()) if "cells" in entry and name != "sh_stc_2024"]
)
def test_a_poorer_extract_of_the_same_file_gives_no_wrong_cell(name: str, way: str) -> None:
    """sh_stc_2024 is left out: its labels are in disorder and without its grids nothing tells the rows."""
    path = report_path(gold()[name])
    reading = read_report(flattened(parse(path.read_bytes(), path.name), *FLATTENED[way]))
    wrong = {
        address: (truth(printed), reading.cells[address])
        for address, printed in gold()[name]["cells"].items()
        if address in reading.cells
        and address not in reading.uncertain
        and reading.cells[address] != truth(printed)
    }
    assert wrong == {}
    assert len(reading.missing) == 0


@needs_shared
def test_tables_are_no_narrative() -> None:
    for name in ("seed_000", "seed_001", "seed_003", "seed_004", "pingtan_2022", "hongze_2024"):
        sections = reading_of(name).sections
        assert [section.text for section in sections[1:4]] == ["", "", ""], name


@needs_shared
def test_the_empty_form_is_blank_everywhere_and_nothing_is_missing() -> None:
    path = SHARED / "reports" / "政务公开年报模版.docx"
    reading = read_report(parse(path.read_bytes(), path.name))
    assert (reading.edition, reading.year, reading.missing) == ("2021", None, ())
    assert set(reading.cells.values()) == {None}
    assert dict(reading.uncertain) == {}
    assert [section.text for section in reading.sections[1:4]] == ["", "", ""]
