"""What does a list from an office system say? Heads put right, columns that are none of ours left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yangguang.disclosure.register.columns import ALSO, REGISTER
from yangguang.documents.all_text import all_text
from yangguang.documents.model import Unreadable
from yangguang.organisations.sheets.cells import EMPTY, Cell, rows_of
from yangguang.organisations.sheets.reading import Sheet, read_rows
from yangguang.wording.secrecy_marks import refusal_of_file
from yangguang.workflow.machine import Refused

Rows = Iterator[tuple[int, list[Cell]]]
FOOT = re.compile(r"(?:合|总|小)\s*计|(?:填表|制表|审核|导出)人|注[：:]")
"""How a line below the documents begins that is none of them."""
REQUIRED = {column.head for column in REGISTER if column.required}


def read_list(data: bytes, name: str) -> Sheet:
    """Every row of an xlsx or csv list with its faults, once no mark of classification was found in the file.

    The search for marks runs in the child process. Raises `Refused` with one sentence; nothing is kept.
    """
    try:
        if sentence := refusal_of_file(name, all_text(data, name)):
            raise Refused(sentence)
        return read_rows(_ours(rows_of(data)), REGISTER, keys=("document_no",))
    except Unreadable as unreadable:
        raise Refused(str(unreadable)) from None


def _ours(rows: Rows) -> Rows:
    """The rows with only the columns of the register, under its heads; they keep their numbers.

    Totals and signatures below the documents are left out.
    """
    kept: dict[int, str] = {}
    for number, cells in rows:
        if not kept:
            kept = _heads([cell.text for cell in cells])
            yield number, [Cell(head) for head in kept.values()] if kept else cells
            continue
        if FOOT.match(next((cell.text for cell in cells if cell.text), "")):
            continue
        line = [cells[place] if place < len(cells) else EMPTY for place in kept]
        if any(cell.text for cell in line):
            yield number, line


def _heads(texts: Sequence[str]) -> dict[int, str]:
    """Where each column of the register stands in a row of heads; empty when this is no such row."""
    places = {}
    for column in REGISTER:
        head = next((one for one in (column.head, *ALSO.get(column.head, ())) if one in texts), None)
        if head is not None:
            places[texts.index(head)] = column.head
    return dict(sorted(places.items())) if set(places.values()) >= REQUIRED else {}
