"""Where are the lines of a plain text? Each line is kept with its leading tabs, for they may mark cells."""

from __future__ import annotations

from yangguang.documents.model import Document
from yangguang.documents.raw import Collector


def parse(text: str) -> Document:
    """A paragraph for every line that is not blank; leading white space stays."""
    out = Collector("txt")
    for line in text.split("\n"):
        out.paragraph(line.rstrip())
    return out.document()
