"""How does a document become a Word file? As the few parts Word needs, with the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from yangguang.documents.writing.model import (
    CELL_MARGIN,
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
from yangguang.documents.writing.parts import (
    CONTENT_TYPES,
    DOCUMENT_NAMESPACES,
    FONT_TABLE,
    FOOTER,
    PACKAGE_RELATIONS,
    SETTINGS,
    STYLES,
    core_properties,
    document_relations,
    drawing,
    escaped,
)
from yangguang.documents.writing.pictures import as_png

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
RULE = 4
"""Thickness of a table's rules, in eighths of a point."""
BAND = "C6D9F1"


def docx(document: Written) -> bytes:
    """The bytes of a .docx; equal documents give equal bytes."""
    pictures = [piece for piece in document.pieces if isinstance(piece, Picture)]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONS,
        "docProps/core.xml": core_properties(document),
        "word/document.xml": _document(document),
        "word/_rels/document.xml.rels": document_relations(len(pictures)),
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONT_TABLE,
        "word/footer1.xml": FOOTER,
    }
    for number, picture in enumerate(pictures, 1):
        parts[f"word/media/picture{number}.svg"] = picture.svg
        parts[f"word/media/picture{number}.png"] = as_png(picture)
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # as if written on the same system everywhere
            archive.writestr(entry, content)
    return target.getvalue()


def _document(document: Written) -> str:
    body = "".join(_pieces(document))
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1304"'
        ' w:gutter="0"/></w:sectPr>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:document {DOCUMENT_NAMESPACES}><w:body>{body}{page}</w:body></w:document>"
    )


def _pieces(document: Written) -> Iterator[str]:
    number = 0
    previous: Piece | None = None
    for piece in document.pieces:
        if isinstance(piece, Picture):
            number += 1
            yield _paragraph(drawing(piece, number), "Picture")
            if piece.caption:
                yield _paragraph(_run(piece.caption), "Caption")
        elif isinstance(piece, Table):
            if isinstance(previous, Table):
                yield _paragraph("", "Gap")  # Word joins tables that touch
            yield _table(piece)
        else:
            yield _text(piece)
        previous = piece
    if isinstance(previous, Table):
        yield _paragraph("", "Gap")


def _text(piece: Title | Heading | Paragraph) -> str:
    if isinstance(piece, Title):
        return _paragraph(_run("\n".join(piece.lines)), "Title")
    if isinstance(piece, Heading):
        return _paragraph(_run(piece.text), f"Heading{piece.level}")
    style = {Align.LEFT: "Body", Align.CENTER: "Centered", Align.RIGHT: "Signature"}[piece.align]
    return _paragraph(_run(piece.text), style)


def _paragraph(content: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _run(text: str, properties: str = "") -> str:
    lines = [f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def _table(table: Table) -> str:
    """A table of fixed layout: every width stands at the grid and again at each cell, as Word asks."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{RULE}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="{CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    head = (
        f'<w:tblPr><w:tblW w:w="{sum(table.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{margins}</w:tblCellMar><w:tblCaption w:val="{escaped(table.caption)}"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
    rows = "".join(_row(table, number, cells) for number, cells in enumerate(_covering(table)))
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _covering(table: Table) -> list[list[tuple[TableCell, bool]]]:
    """For every row the cells that reach into it, and whether they begin there."""
    rows: list[list[tuple[TableCell, bool]]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row].append((cell, row == cell.row))
    return [sorted(row, key=lambda entry: entry[0].column) for row in rows]


def _row(table: Table, number: int, cells: list[tuple[TableCell, bool]]) -> str:
    repeated = "<w:tblHeader/>" if number < table.head_rows else ""
    keep = table.together and number < table.height - 1
    content = "".join(_cell(table, cell, begins, keep) for cell, begins in cells)
    height = table.half_points * 10 + 150
    properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeated}</w:trPr>'
    return f"<w:tr>{properties}{content}</w:tr>"


def _cell(table: Table, cell: TableCell, begins: bool, keep: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    merge = ""
    if cell.row_span > 1:
        merge = '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/>' if cell.tint else ""
    size = cell.half_points or table.half_points
    weight = "<w:b/>" if cell.tint else ""
    look = f'<w:rPr>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    text = _run(cell.text, look) if begins and cell.text else ""
    together = "<w:keepNext/>" if keep else ""
    more = table.margin_of(cell) - CELL_MARGIN
    indent = f'<w:ind w:left="{more}" w:right="{more}"/>' if more else ""
    place = f'<w:pStyle w:val="TableText"/>{together}{indent}<w:jc w:val="{cell.align}"/>'
    paragraph = f"<w:p><w:pPr>{place}{look}</w:pPr>{text}</w:p>"
    width = f'<w:tcW w:w="{table.width_of(cell)}" w:type="dxa"/>'
    properties = f'{width}{span}{merge}{shade}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"
