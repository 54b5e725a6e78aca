"""Which rows of the three tables are in a document at all? Those in grids, then those in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import dropwhile

from yangguang.annualreport.form.editions import Edition
from yangguang.annualreport.reading.displaced import settled
from yangguang.annualreport.reading.dispute_grids import dispute_rows, is_dispute_grid
from yangguang.annualreport.reading.disputes_table import disputes_in_text
from yangguang.annualreport.reading.figures import unit_in
from yangguang.annualreport.reading.folding import squeeze
from yangguang.annualreport.reading.found import FoundRow
from yangguang.annualreport.reading.grid_rows import Heading, disclosure_rows, request_rows, upright
from yangguang.annualreport.reading.labels import block_of, lexicon
from yangguang.annualreport.reading.matrix import has_digits, matrix_of
from yangguang.annualreport.reading.regions import Regions
from yangguang.annualreport.reading.running_text import Script, rows_in_text
from yangguang.annualreport.reading.unlabelled import with_rows_named
from yangguang.documents.model import Document, Grid, Paragraph


@dataclass
class Gathered:
    """The rows found for each of the tables, in document order."""

    disclosure: list[FoundRow] = field(default_factory=list)
    requests: list[FoundRow] = field(default_factory=list)
    disputes: list[FoundRow] = field(default_factory=list)


def gather(form: Edition, document: Document, script: Script, regions: Regions) -> Gathered:
    """The rows of 表二, 表三 and 表四 in a document, unlabelled ones named where their place tells."""
    found = _in_grids(form, document)
    found.requests = with_rows_named(form, found.requests)
    found.disclosure.extend(_in_text(form, "disclosure", script, regions.disclosure, found.disclosure))
    found.requests.extend(_in_text(form, "requests", script, regions.requests, found.requests))
    if regions.disputes and not found.disputes:
        found.disputes.extend(disputes_in_text(script, *regions.disputes))
    return found


def _in_grids(form: Edition, document: Document) -> Gathered:
    found = Gathered()
    inherited: tuple[int, Heading | None] = (0, None)
    context = ""
    in_requests = False
    for block in document.blocks:
        if isinstance(block, Paragraph):
            words = squeeze(block.text)
            context = words if len(words) < 60 else ""
            in_requests = in_requests and not _ends_requests(words)
            continue
        matrix = matrix_of(upright(block, form))
        found.disclosure.extend(disclosure_rows(matrix, form))
        heading = inherited[1] if inherited[0] == matrix.grid.width else None
        rows, heading = request_rows(matrix, form, heading)
        if any(one.row is not None for one in rows) or (rows and in_requests and not is_dispute_grid(block)):
            found.requests.extend(rows)
            inherited = (matrix.grid.width, heading)
            in_requests = True
        if is_dispute_grid(block) or (not in_requests and _is_dispute_line(block, form)):
            found.disputes.extend(dispute_rows(block, form, context))
            in_requests = False
    return found


def _ends_requests(words: str) -> bool:
    return len(words) < 60 and "行政复议" in words and "诉讼" in words


def _is_dispute_line(grid: Grid, form: Edition) -> bool:
    """Whether a grid without headings is one line of as many figures as 表四 has."""
    block = form.table("disputes").blocks[0]
    figures = len(block.leaf_rows()) * len(block.leaf_columns())
    return grid.height == 1 and sum(map(has_digits, grid.cells)) == figures


def _in_text(
    form: Edition, table: str, script: Script, region: tuple[int, int] | None, known: list[FoundRow]
) -> list[FoundRow]:
    """Rows in running text that no grid has; beside a grid only those that hold a figure for every column."""
    if region is None:
        return []
    have = {one.row.path for one in known if one.row is not None}
    rows = [one for one in rows_in_text(script, lexicon(form.id, table), *region) if one.row is not None]
    block = form.table("requests").blocks[0]
    width = len(block.leaf_columns())
    if table == "disclosure":
        rows = [_with_unit(form, one, script.text.text[slice(*region)]) for one in rows]
    if table == "requests" and have:
        rows = [one for one in rows if _digits(one) >= width]
    elif table == "requests":
        order = [row.path for row in block.leaf_rows()]
        rows = settled(_from_first(rows, order[0]), order, width)
    return [one for one in rows if one.row is not None and one.row.path not in have]


def _with_unit(form: Edition, found: FoundRow, text: str) -> FoundRow:
    """A row of money with the unit that the heading of its column names, where it names one."""
    assert found.row is not None
    column = block_of(form, found.row, "disclosure").leaf_columns()[-1]
    heading = re.search(rf"{re.escape(squeeze(column.label))}\([^()]*\)", text) if column.decimal else None
    if heading is None or not found.fields:
        return found
    *others, last = found.fields
    return replace(found, fields=(*others, replace(last, unit=unit_in(heading[0]))))


def _from_first(rows: list[FoundRow], first: str) -> list[FoundRow]:
    """The rows from the first one of the form on: what stands before it is the heading of the columns."""
    return list(dropwhile(lambda one: one.row is not None and one.row.path != first, rows))


def _digits(found: FoundRow) -> int:
    return sum(character.isdigit() for field_ in found.fields for character in field_.raw)
