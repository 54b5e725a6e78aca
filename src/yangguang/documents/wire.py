"""How does a document travel from the reading process to its parent? As JSON, which can carry no code."""

from __future__ import annotations

import json
from typing import Any

from yangguang.documents.model import Block, Cell, Document, Grid, Paragraph, Place


def packed(document: Document) -> bytes:
    """The document as UTF-8 JSON."""
    blocks = [_packed_block(block) for block in document.blocks]
    whole = [document.format, document.title, list(document.notes), blocks]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")  # a lone surrogate out of a damaged file becomes a question mark


def unpacked(data: bytes) -> Document:
    """The document that `packed` wrote."""
    file_format, title, notes, blocks = json.loads(data)
    return Document(file_format, tuple(_block(block) for block in blocks), title, tuple(notes))


def _packed_block(block: Block) -> list[Any]:
    where = [block.where.block, block.where.page]
    if isinstance(block, Paragraph):
        return [where, block.text, block.level]
    cells = [[c.text, c.row, c.column, c.row_span, c.column_span] for c in block.cells]
    return [where, block.height, block.width, cells]


def _block(packed_block: list[Any]) -> Block:
    where = Place(*packed_block[0])
    if len(packed_block) == 3:
        return Paragraph(packed_block[1], where, packed_block[2])
    cells = tuple(Cell(*cell) for cell in packed_block[3])
    return Grid(packed_block[1], packed_block[2], cells, where)
