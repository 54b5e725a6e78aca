"""How does a document become a web page? As plain semantic HTML: no script, no style in the elements."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from yangguang.documents.writing.model import (
    Align,
    Heading,
    Paragraph,
    Picture,
    Piece,
    Table,
    TableCell,
    Title,
    Written,
)
from yangguang.documents.writing.text import printable

STYLE = """
body { margin: 0 auto; max-width: 50rem; padding: 3rem 1.5rem; color: #1b2733; background: #fff;
  font: 1.125rem/1.9 FangSong, "仿宋_GB2312", "Noto Serif CJK SC", serif; }
h1 { margin: 0 0 2rem; text-align: center;
  font: 700 1.75rem/1.5 "Songti SC", SimSun, "Noto Serif CJK SC", serif; }
h2 { margin: 1.5rem 0 .5rem; text-indent: 2em;
  font: 400 1.1875rem/1.8 SimHei, "Noto Sans CJK SC", sans-serif; }
h3 { margin: 1rem 0 .5rem; text-indent: 2em; font: 400 1.125rem/1.8 KaiTi, "Noto Serif CJK SC", serif; }
p { margin: 0; text-indent: 2em; text-align: justify; overflow-wrap: anywhere; }
p.center { text-align: center; text-indent: 0; }
p.right { text-align: right; text-indent: 0; padding-right: 2em; }
figure { margin: 1rem 0; }
figcaption { text-align: center; font-size: .9375rem; }
svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; margin: .75rem 0 1.5rem;
  font: .8125rem/1.5 SimSun, "Noto Serif CJK SC", serif; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { border: 1px solid #000; padding: .3rem .15rem; text-align: center;
  font-weight: 400; text-wrap: balance; }
th.left { text-align: left; padding-left: .3rem; }
th.band { background: #c6d9f1; font-weight: 700; }
.wide { position: relative; overflow-x: auto; }
@media (max-width: 45rem) { body { padding: 1.5rem 1rem; } }
@media print { body { max-width: none; padding: 0; } tr { break-inside: avoid; } }
"""


NARROWEST = 2.8
"""Width below which a column cannot be read; a table of many columns is then scrolled, in rem."""


def html(document: Written) -> bytes:
    """A whole page with its style in the head; equal documents give equal bytes."""
    tables = [piece for piece in document.pieces if isinstance(piece, Table)]
    widths = "".join(f"{rule}\n" for number, table in enumerate(tables, 1) for rule in _widths(number, table))
    page = (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{_text(document.author)}">\n'
        f"<title>{_text(document.title)}</title>\n<style>{STYLE}{widths}</style>\n</head>\n"
        f"<body>\n<main>\n{html_body(document)}</main>\n</body>\n</html>\n"
    )
    return page.encode()


def html_body(document: Written) -> str:
    """The pieces as elements, to be set into a page that brings its own style."""
    number = 0
    lines = []
    for piece in document.pieces:
        number += isinstance(piece, Table)
        lines.append(_element(piece, number))
    return "".join(f"{line}\n" for line in lines)


def _element(piece: Piece, number: int) -> str:
    if isinstance(piece, Title):
        return f"<h1>{'<br>'.join(_text(line) for line in piece.lines)}</h1>"
    if isinstance(piece, Heading):
        return f"<h{piece.level + 1}>{_text(piece.text)}</h{piece.level + 1}>"
    if isinstance(piece, Paragraph):
        kind = "" if piece.align is Align.LEFT else f' class="{piece.align}"'
        return f"<p{kind}>{_text(piece.text)}</p>"
    if isinstance(piece, Picture):
        caption = f"<figcaption>{_text(piece.caption)}</figcaption>" if piece.caption else ""
        return f"<figure>{piece.svg}{caption}</figure>"
    return "\n".join(_table(piece, number))


def _table(table: Table, number: int) -> Iterator[str]:
    yield f'<div class="wide" role="region" aria-label="{_text(table.caption)}" tabindex="0">'
    yield f'<table id="table-{number}">\n<caption>{_text(table.caption)}</caption>'
    yield f"<colgroup>{'<col>' * len(table.widths)}</colgroup>"
    rows = ["<tr>" + "".join(_cell(table, cell) for cell in cells) + "</tr>" for cells in table.rows()]
    if table.head_rows:
        yield "<thead>\n" + "\n".join(rows[: table.head_rows]) + "\n</thead>"
    yield "<tbody>\n" + "\n".join(rows[table.head_rows :]) + "\n</tbody>\n</table>\n</div>"


def _cell(table: Table, cell: TableCell) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    if not cell.head:
        return f"<td{spans}>{_text(cell.text)}</td>"
    look = ' class="band"' if cell.tint else ' class="left"' if cell.align is Align.LEFT else ""
    return f'<th scope="{_scope(table, cell)}"{look}{spans}>{_text(cell.text)}</th>'


def _scope(table: Table, cell: TableCell) -> str:
    """What a label speaks for: those over figures for columns, those before figures for rows."""
    over = cell.row < table.head_rows or all(other.head for other in table.cells if other.row == cell.row)
    wide = "colgroup" if cell.column_span > 1 else "col"
    tall = "rowgroup" if cell.row_span > 1 else "row"
    return wide if over else tall


def _widths(number: int, table: Table) -> Iterator[str]:
    whole = sum(table.widths)
    yield f"#table-{number} {{ min-width: {len(table.widths) * NARROWEST:.1f}rem; }}"
    for column, width in enumerate(table.widths, 1):
        yield f"#table-{number} col:nth-child({column}) {{ width: {width * 100 / whole:.3f}%; }}"


def _text(text: str) -> str:
    return escape(printable(text))
