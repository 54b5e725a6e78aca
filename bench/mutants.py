"""How many damaged reports give a silently wrong figure? Two thousand of them, made from lawful ones.

A figure is silently wrong when it is certain, is not what the damaged file shows for its address, and no
sum of the form that it takes part in is broken. Every kind of damage knows what the damaged file shows.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from tests.annualreport.reading.makers import (
    Cells,
    as_text,
    dispute_values,
    document,
    form_of,
    grid_document,
    labelled_rows,
    lawful_cells,
    row_values,
    shown,
)
from yangguang.annualreport.form.editions import Edition
from yangguang.annualreport.reading.matrix import turned
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.reader import NotAReport, read_report
from yangguang.documents.model import Document, Grid

MUTANTS = 2_000
Lines = list[list[str]]
Mutant = tuple[Document, Cells]
"""A damaged report and the figures that it still shows, by address."""

HEAD = ["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def _paths(form: Edition) -> list[str]:
    return [row.path for label, row in labelled_rows(form) if not row.rows]


def _lines(form: Edition, cells: Cells) -> Lines:
    rows = [(label, row) for label, row in labelled_rows(form) if not row.rows]
    return [[*HEAD], *([label, *row_values(form, cells, row.path)] for label, row in rows)]


def _report(form: Edition, year: int, cells: Cells, *requests: Lines) -> Document:
    disclosure: Lines = []
    for block in form.table("disclosure").blocks:
        disclosure.append(["信息内容", *(column.label + column.note for column in block.leaf_columns())])
        for row in block.leaf_rows():
            values = [shown(cells.get(block.address(row, column))) for column in block.leaf_columns()]
            disclosure.append([row.label, *values])
    disputes = dispute_values(form, cells)
    names = ["行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"]
    title = f"阳光县{year}年政府信息公开工作年度报告"
    blocks: list[str | Lines] = [title, "二、主动公开政府信息情况", disclosure]
    blocks += ["三、收到和处理政府信息公开申请情况", *requests, "四、政府信息公开行政复议、行政诉讼情况"]
    for number, name in enumerate(names):
        blocks += [name, [OUTCOMES, disputes[5 * number : 5 * number + 5]]]
    return grid_document(*blocks)


def _requests_of(cells: Cells, path: str) -> list[str]:
    return [address for address in cells if address.startswith(f"requests/{path}@")]


def shuffled(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """Rows in any order."""
    head, *rows = _lines(form, cells)
    return _report(form, year, cells, [head, *rng.sample(rows, len(rows))]), cells


def rotated(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """Rows as columns."""
    whole = _report(form, year, cells, _lines(form, cells))
    blocks = [turned(one) if isinstance(one, Grid) and one.height > 20 else one for one in whole.blocks]
    return replace(whole, blocks=tuple(blocks)), cells


def row_lost(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """A row cut out."""
    lines, paths = _lines(form, cells), _paths(form)
    number = rng.randrange(len(paths))
    gone = set(_requests_of(cells, paths[number]))
    left = {address: value for address, value in cells.items() if address not in gone}
    return _report(form, year, cells, lines[: number + 1] + lines[number + 2 :]), left


def column_lost(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """A column cut out with its heading."""
    columns = [column.path for column in form.table("requests").blocks[0].leaf_columns()]
    number = rng.randrange(len(columns))
    lines = [line[: number + 1] + line[number + 2 :] for line in _lines(form, cells)]
    gone = f"@{columns[number]}"
    left = {
        address: value
        for address, value in cells.items()
        if not (address.startswith("requests/") and address.endswith(gone))
    }
    return _report(form, year, cells, lines), left


def columns_swapped(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """Two columns in each other's place, headings and all."""
    one, other = rng.sample(range(1, 8), 2)
    lines = _lines(form, cells)
    for line in lines:
        line[one], line[other] = line[other], line[one]
    return _report(form, year, cells, lines), cells


def cells_swapped(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """Two figures in each other's place: the file now shows them there."""
    one, other = rng.sample([address for address in cells if address.startswith("requests/")], 2)
    shows = cells | {one: cells[other], other: cells[one]}
    return _report(form, year, shows, _lines(form, shows)), shows


def cell_blanked(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """A figure taken out, with or without a heading over the columns."""
    address = rng.choice([one for one in cells if one.startswith("requests/")])
    shows = cells | {address: None}
    lines = _lines(form, shows)
    return _report(form, year, shows, lines[rng.randrange(2) :]), shows


def cell_lost(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """A cell taken out so that those behind it move up, without a heading."""
    lines, paths = _lines(form, cells)[1:], _paths(form)
    number = rng.randrange(len(paths))
    place = rng.randrange(1, 8)
    lines[number] = lines[number][:place] + lines[number][place + 1 :]
    column = form.table("requests").blocks[0].leaf_columns()[place - 1].path
    return _report(form, year, cells, *[[line] for line in lines]), cells | {
        f"requests/{paths[number]}@{column}": None
    }


def label_garbled(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """A label that lost some of its characters."""
    lines = _lines(form, cells)
    line = lines[rng.randrange(1, len(lines))]
    kept = [character for character in line[0] if rng.random() > 0.3]
    line[0] = "".join(kept)
    return _report(form, year, cells, lines), cells


def label_lost(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """Two rows without any label."""
    lines = _lines(form, cells)
    for number in rng.sample(range(1, len(lines)), 2):
        lines[number][0] = ""
    return _report(form, year, cells, lines), cells


def torn(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """A table over two pages, the heading only on the first."""
    lines = _lines(form, cells)
    at = rng.randrange(2, len(lines) - 1)
    return _report(form, year, cells, lines[:at], lines[at:]), cells


def glued(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """All figures of a row run together."""
    return document(as_text(form, year, cells, "".join)), cells


def half_glued(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """Figures run together here and there."""

    def join(values: list[str]) -> str:
        return values[0] + "".join(rng.choice(["", " "]) + value for value in values[1:])

    return document(as_text(form, year, cells, join)), cells


def glued_and_broken(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """Figures run together of which one breaks its sums."""
    address = rng.choice([one for one in cells if one.startswith("requests/")])
    shows = cells | {address: (cells[address] or 0) + rng.randint(1, 9)}
    return document(as_text(form, year, shows, "".join)), shows


def truncated(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """A text that ends too early: what stood behind is gone, the last row may be half there."""
    text = as_text(form, year, cells, " ".join)
    at = rng.randrange(text.index("三、收到"), len(text))
    return document(text[:at].rsplit(" ", 1)[0]), cells


def stray_number(rng: Random, form: Edition, year: int, cells: Cells) -> Mutant:
    """A page number on a line of its own between two rows."""
    lines = as_text(form, year, cells, " ".join, between="\n").split("\n")
    at = rng.randrange(20, len(lines))
    return document("\n".join([*lines[:at], str(rng.randint(1, 20)), *lines[at:]])), cells


DAMAGES: tuple[Callable[[Random, Edition, int, Cells], Mutant], ...] = (
    shuffled,
    rotated,
    row_lost,
    column_lost,
    columns_swapped,
    cells_swapped,
    cell_blanked,
    cell_lost,
    label_garbled,
    label_lost,
    torn,
    glued,
    half_glued,
    glued_and_broken,
    truncated,
    stray_number,
)


def silently_wrong(form: Edition, reading: Reading, shows: Cells) -> list[str]:
    """The addresses with a certain figure that the file does not show, and no broken sum that would tell."""
    wrong = {
        address
        for address, value in reading.cells.items()
        if address not in reading.uncertain and (address not in shows or value != shows[address])
    }
    if not wrong:
        return []
    groups = frozenset(
        {"results.other"} if any(one.startswith("requests/results.other@") for one in reading.cells) else ()
    )
    told: set[str] = set()
    for relation in form.relations(collapsed=groups):
        sides = [[reading.cells.get(address) for address in side] for side in (relation.left, relation.right)]
        left, right = (sum(value or 0 for value in side) for side in sides)
        if left != right or None in (*sides[0], *sides[1]):
            told.update(relation.left, relation.right)
    return sorted(wrong - told)


def mutants(number: int) -> Iterator[tuple[str, Edition, Mutant]]:
    """The first `number` damaged reports: kind of damage, edition, document and what it shows."""
    for seed in range(number):
        rng = Random(seed)
        year = rng.choice([2019, 2020, 2021, 2024])
        form = form_of(year)
        cells = lawful_cells(rng, form, rng.choice([9, 60, 400]))
        damage = DAMAGES[seed % len(DAMAGES)]
        yield damage.__name__, form, damage(rng, form, year, cells)


def count(number: int = MUTANTS) -> tuple[Counter[str], Counter[str]]:
    """Of `number` mutants: how many gave a silently wrong figure, and how many were uncertain, by damage."""
    wrong: Counter[str] = Counter()
    doubtful: Counter[str] = Counter()
    for name, form, (damaged, shows) in mutants(number):
        try:
            reading = read_report(damaged)
        except NotAReport:
            doubtful[name] += 1
            continue
        wrong[name] += bool(silently_wrong(form, reading, shows))
        doubtful[name] += bool(reading.uncertain)
    return wrong, doubtful


def measure() -> Iterator[tuple[str, float, str]]:
    """The share of damaged reports with a silently wrong figure."""
    wrong, _ = count()
    yield "silently wrong mutants", wrong.total() / MUTANTS, f"{wrong.total()} of {MUTANTS} damaged reports"


def main() -> None:
    """Print the counts by kind of damage."""
    wrong, doubtful = count(int(sys.argv[1]) if len(sys.argv) > 1 else MUTANTS)
    for damage in DAMAGES:
        name = damage.__name__
        print(f"{name:<20} silently wrong {wrong[name]:>4}   uncertain {doubtful[name]:>4}")
    print(f"{'all':<20} silently wrong {wrong.total():>4}   uncertain {doubtful.total():>4}")


if __name__ == "__main__":
    main()
