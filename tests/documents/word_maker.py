"""Small Word files for tests: the body as it stands in the file, the rest the least Word needs."""

from __future__ import annotations

import io
import zipfile

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def make_docx(
    body: str, *, numbering: str = "", styles: str = "", head: str = HEAD, strict: bool = False
) -> bytes:
    """A docx whose body holds the given markup."""
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"{head}{_root('document', f'<w:body>{body}</w:body>')}",
    }
    if numbering:
        parts["word/numbering.xml"] = HEAD + _root("numbering", numbering)
    if styles:
        parts["word/styles.xml"] = HEAD + _root("styles", styles)
    if strict:
        usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        parts = {
            n: t.replace(usual, "http://purl.oclc.org/ooxml/wordprocessingml/main") for n, t in parts.items()
        }
    return make_zip({name: text.encode() for name, text in parts.items()})


def make_zip(parts: dict[str, bytes]) -> bytes:
    """A zip of the given members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """A table cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    """A table; each row is its cells, joined."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _root(name: str, inside: str) -> str:
    return f"<w:{name} {NAMESPACES}>{inside}</w:{name}>"
