"""How does a released item read as a document to take home? Title, parts of its page, signature, head."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yangguang.disclosure.definitions import Show
from yangguang.disclosure.showing.blocks import Answer, BlockFacts
from yangguang.disclosure.showing.body import pieces_of
from yangguang.disclosure.showing.facts import ItemFacts
from yangguang.disclosure.showing.force import banner_of, span_of
from yangguang.documents.writing.model import (
    TEXT_WIDTH,
    Align,
    Heading,
    Paragraph,
    Piece,
    Table,
    TableCell,
    Title,
    Written,
)

LABEL_WIDTH = 1800
FEW = 6
"""Columns of a table that are read at the usual type size; more are set smaller."""
USUAL, SMALL = 21, 15


def written_item(facts: ItemFacts) -> Written:
    """The document of a released item; equal facts give an equal document."""
    line = facts.line
    author = "、".join(one.name for one in facts.issuers) or line.publisher.name
    pieces = (
        *_warning(facts),
        Title((line.title,)),
        *_number(facts),
        *_parts(facts),
        *_signature(facts),
        *_head(facts),
    )
    return Written(line.title, author, line.released_at.date(), pieces)


def _warning(facts: ItemFacts) -> Iterator[Piece]:
    """That a document is not in force, before everything else: a file goes on being read without its page."""
    banner = banner_of(facts)
    if banner:
        ended_by = facts.ended_by
        number = f"（{ended_by.document_no}）" if ended_by and ended_by.document_no else ""
        yield Paragraph(f"{banner}{f'见{ended_by.title}{number}。' if ended_by else ''}")


def _number(facts: ItemFacts) -> Iterator[Piece]:
    if facts.line.document_no:
        yield Paragraph(facts.line.document_no, Align.CENTER)


def _parts(facts: ItemFacts) -> Iterator[Piece]:
    for block in facts.blocks:
        if block.shows is Show.BODY:
            yield from pieces_of(facts.body)
        elif block.shows is Show.ATTACHMENTS:
            yield from _files(facts, block.title)
        else:
            yield from _block(block)


def _block(block: BlockFacts) -> Iterator[Piece]:
    if block.title:
        yield Heading(block.title)
    if block.shows is Show.TABLE:
        yield _table(block)
        return
    for answer in block.answers:
        yield from _answer(answer, prose=block.shows is Show.PROSE)
    for place, card in enumerate(block.cards, start=1):
        number = f"{place}. " if block.shows is Show.STEPS else ""
        yield Heading(f"{number}{card.title}", 2)
        for answer in card.answers:
            yield from _answer(answer, prose=False)


def _answer(answer: Answer, *, prose: bool) -> Iterator[Piece]:
    if prose:
        yield Heading(answer.label, 2)
        yield from (Paragraph(line) for line in answer.lines)
        return
    first, *others = answer.lines or ("",)
    yield Paragraph(f"{answer.label}：{first}")
    yield from (Paragraph(line) for line in others)


def _table(block: BlockFacts) -> Table:
    count = len(block.heads)
    heads = [TableCell(head, 0, place, head=True, tint=True) for place, head in enumerate(block.heads)]
    cells = [
        TableCell(
            "\n".join(answer.lines),
            row,
            place,
            align=Align.RIGHT if answer.is_figure else Align.LEFT,
        )
        for row, answers in enumerate(block.rows, start=1)
        for place, answer in enumerate(answers)
    ]
    small, rest = divmod(TEXT_WIDTH, count)
    return Table(
        widths=tuple(small + (1 if place < rest else 0) for place in range(count)),
        height=len(block.rows) + 1,
        cells=(*heads, *cells),
        caption=block.title,
        head_rows=1,
        half_points=USUAL if count <= FEW else SMALL,
        together=False,
    )


def _files(facts: ItemFacts, title: str) -> Iterator[Piece]:
    """The names of what is attached; the files themselves are taken home one by one."""
    if facts.attachments:
        yield Heading(title or "附件")
        for place, file in enumerate(facts.attachments, start=1):
            yield Paragraph(f"{place}. {file.name}")


def _signature(facts: ItemFacts) -> Iterator[Piece]:
    """Who issued a document and when; information that nobody issued bears no signature."""
    if not facts.issuers:
        return
    yield from (Paragraph(one.name, Align.RIGHT) for one in facts.issuers)
    if facts.line.made_on:
        yield Paragraph(_letters(facts.line.made_on), Align.RIGHT)


def _head(facts: ItemFacts) -> Iterator[Piece]:
    """What the page says of the item, as a table after the text."""
    line = facts.line
    validity = f"{line.validity.status.value}　{''.join(span_of(line))}" if line.validity else ""
    rows = [
        (name, words)
        for name, words in (
            ("索引号", line.index_no),
            ("发布机构", line.publisher.name),
            ("文号", line.document_no),
            ("成文日期", line.made_on.isoformat() if line.made_on else ""),
            ("发布日期", f"{line.released_at:%Y-%m-%d %H:%M}"),
            ("有效性", validity),
        )
        if words
    ]
    cells = [
        cell
        for row, (name, words) in enumerate(rows)
        for cell in (
            TableCell(name, row, 0, head=True),
            TableCell(words, row, 1, align=Align.LEFT),
        )
    ]
    widths = (LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH)
    yield Table(widths=widths, height=len(rows), cells=tuple(cells), caption="信息公开要素")


def _letters(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
