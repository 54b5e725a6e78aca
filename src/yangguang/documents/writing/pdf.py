"""How does a document become a PDF? Typst sets it from a fixed template; the content comes in as JSON data.

Nothing of the content is ever pasted into the template, no package is fetched, only the vendored fonts
are used, and the document's own date stands for the clock: equal documents give equal bytes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Literal

import typst

from yangguang.documents.writing.model import Heading, Paragraph, Picture, Piece, Table, Title, Written
from yangguang.documents.writing.text import printable

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
DENSE = 20
"""Below this type size, in half points, rows stand closer."""
ARCHIVAL: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
"""PDF/A-2a keeps for the archive, PDF/UA-1 is read by screen readers."""


def pdf(document: Written) -> bytes:
    """The bytes of a tagged PDF with its fonts embedded."""
    facts = {
        "title": printable(document.title),
        "author": printable(document.author),
        "pieces": [_facts(piece) for piece in document.pieces],
    }
    midnight = datetime.combine(document.dated, time(), tzinfo=UTC)
    instant = max(0, int(midnight.timestamp()))
    try:
        return typeset("document.typ", facts, "pdf", timestamp=instant, standards=ARCHIVAL)
    except typst.TypstError:  # a character that the vendored fonts lack: readable, but not for the archive
        return typeset("document.typ", facts, "pdf", timestamp=instant)


def typeset(
    template: str,
    facts: dict[str, Any],
    file_format: Literal["pdf", "png"],
    *,
    pixels_per_inch: float = 144,
    timestamp: int = 0,
    standards: list[Literal["a-2a", "ua-1"]] | None = None,
) -> bytes:
    """What typst makes of a template beside this module and `facts`, read there as `sys.inputs.facts`."""
    made: bytes = typst.compile(
        HERE / template,
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format=file_format,
        ppi=pixels_per_inch,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        timestamp=timestamp,
        pdf_standards=[*standards] if standards else None,
    )
    return made


def _facts(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Title):
        return {"kind": "title", "lines": [printable(line) for line in piece.lines]}
    if isinstance(piece, Heading):
        return {"kind": "heading", "text": printable(piece.text), "level": piece.level}
    if isinstance(piece, Paragraph):
        return {"kind": "paragraph", "text": printable(piece.text), "align": str(piece.align)}
    if isinstance(piece, Picture):
        return {
            "kind": "picture",
            "svg": piece.svg,
            "description": piece.description,
            "width": piece.width_mm,
            "height": piece.height_mm,
            "caption": printable(piece.caption),
        }
    return _table(piece)


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "widths": list(table.widths),
        "head_rows": table.head_rows,
        "together": table.together,
        "half_points": table.half_points,
        "cells": [
            {
                "text": printable(cell.text),
                "row": cell.row,
                "column": cell.column,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "margin": table.margin_of(cell),
                "dense": table.half_points < DENSE,
                "tint": cell.tint,
                "align": str(cell.align),
                "half_points": cell.half_points or table.half_points,
            }
            for cell in table.cells
        ],
    }
