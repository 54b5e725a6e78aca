"""Which markup leaked into the text of a report? Tags, entities, field codes, marks of conversion."""

from __future__ import annotations

import re

from yangguang.documents.model import Document, Grid

_TAG = r"</?(?:p|span|div|br|td|tr|table|font|strong|b|a|img|o:p)\b[^<>\n]{0,200}>"
_OTHER = (
    r"&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|#\d+);"
    r"|\b(?:PAGEREF|HYPERLINK|MERGEFORMAT)\b|TOC\s+\\o|\{\{[^{}\n]{0,80}\}\}|(?:font-family|mso-)[\w-]*:"
    r"|\[(?:bookmark|image|图片)[^\[\]\n]{0,80}\]"
)
_ANYWHERE = re.compile(f"{_TAG}|{_OTHER}", re.IGNORECASE)
_IN_MARKDOWN = re.compile(_OTHER, re.IGNORECASE)
"""Markdown may hold tags by right."""


def leaked_markup(document: Document) -> tuple[str, ...]:
    """Every piece of markup as printed, in reading order; readings are made without it."""
    pattern = _IN_MARKDOWN if document.format == "md" else _ANYWHERE
    texts = (
        text
        for block in document.blocks
        for text in ([cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text])
    )
    return tuple(found for text in texts for found in pattern.findall(text))
