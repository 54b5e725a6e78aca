"""Where are the lines of a plain text? Each line is kept with its leading tabs, for they may mark cells."""

from __future__ import annotations

from yangguang.documents.model import Document
from yangguang.documents.raw import Collector


def parse(text: str) -> Document:
    """A paragraph for every line that is not blank; leading white space stays.

    A line that is nothing but a tab is a cell printed blank: it is kept before the line that follows it.
    """
    out = Collector("txt")
    blank_cells = ""
    for line in text.split("\n"):
        if line.strip():
            out.paragraph(blank_cells + line.rstrip())
            blank_cells = ""
        elif "\t" in line:
            blank_cells += f"{line}\n"
    return out.document()
