"""What stands in a Word file beside its text? Fonts by the names Word knows, styles, page numbers."""

from __future__ import annotations

from xml.sax.saxutils import escape

from yangguang.documents.writing.model import Picture, Written
from yangguang.documents.writing.text import printable

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
EMU_PER_MM = 36000

DOCUMENT_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:wp="{DRAWING}/wordprocessingDrawing" '
    f'xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture" xmlns:asvg="{SVG}"'
)

_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="svg" ContentType="image/svg+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORDML}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORDML}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORDML}.settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_WORDML}.fontTable+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORDML}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)

PACKAGE_RELATIONS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)

SETTINGS = (
    f'{XML}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:themeFontLang w:val="en-US"'
    ' w:eastAsia="zh-CN"/></w:settings>'
)


def _font(name: str, other: str, kind: str) -> str:
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{kind}"/><w:pitch w:val="auto"/></w:font>'
    )


FONT_TABLE = (
    f'{XML}<w:fonts xmlns:w="{WORD}">{_font("仿宋_GB2312", "FangSong", "modern")}'
    f"{_font('楷体_GB2312', 'KaiTi', 'modern')}{_font('黑体', 'SimHei', 'modern')}"
    f"{_font('宋体', 'SimSun', 'auto')}</w:fonts>"
)

FOOTER = (
    f'{XML}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
)


def _fonts(east: str, latin: str = "Times New Roman") -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'


def _style(name: str, shown: str, paragraph: str, run: str = "", base: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_LINES = '<w:spacing w:before="0" w:after="0" w:line="578" w:lineRule="exact"/>'
_TWO_CHARACTERS = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_TIGHT = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'

STYLES = (
    f'{XML}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts("仿宋_GB2312")}{_size(32)}'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    + _style(
        "Title",
        "Title",
        '<w:spacing w:before="0" w:after="480" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>',
        f"{_fonts('宋体')}<w:b/>{_size(44)}",
    )
    + _style(
        "Heading1",
        "heading 1",
        f'<w:keepNext/>{_LINES}{_TWO_CHARACTERS}<w:outlineLvl w:val="0"/>',
        f"{_fonts('黑体')}{_size(32)}",
    )
    + _style(
        "Heading2",
        "heading 2",
        f'<w:keepNext/>{_LINES}{_TWO_CHARACTERS}<w:outlineLvl w:val="1"/>',
        f"{_fonts('楷体_GB2312')}{_size(32)}",
    )
    + _style("Body", "Body Text", f'{_LINES}{_TWO_CHARACTERS}<w:jc w:val="both"/>')
    + _style("Centered", "Centered Text", f'{_LINES}<w:jc w:val="center"/>')
    + _style(
        "Signature", "Signature", f'{_LINES}<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'
    )
    + _style("TableText", "Table Text", f'{_TIGHT}<w:jc w:val="center"/>', f"{_fonts('宋体')}{_size(21)}")
    + _style("Picture", "Picture", '<w:keepNext/><w:spacing w:before="240"/><w:jc w:val="center"/>')
    + _style("Caption", "caption", '<w:spacing w:after="240"/><w:jc w:val="center"/>', _size(24))
    + _style("Gap", "Gap", '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="exact"/>', _size(16))
    + _style("PageNumber", "footer", '<w:jc w:val="center"/>', f"{_fonts('宋体', '宋体')}{_size(28)}")
    + "</w:styles>"
)


def escaped(text: str) -> str:
    """`text` for XML content or a quoted attribute; characters XML cannot hold are left out."""
    return escape(printable(text), {'"': "&quot;"})


def core_properties(document: Written) -> str:
    """Title, author and the document's own date; the clock of the writing machine does not enter."""
    instant = f"{document.dated.isoformat()}T00:00:00Z"
    stamps = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{instant}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(document.title)}</dc:title><dc:creator>{escaped(document.author)}</dc:creator>"
        f"<dc:language>zh-CN</dc:language>{stamps}</cp:coreProperties>"
    )


def document_relations(pictures: int) -> str:
    """Where the document's parts are; the pictures follow the four fixed ones, drawing and bitmap in turn."""
    targets = [("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml")]
    targets.append(("footer", "footer1.xml"))
    for number in range(1, pictures + 1):
        targets += [("image", f"media/picture{number}.{kind}") for kind in ("svg", "png")]
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def drawing(picture: Picture, number: int) -> str:
    """A run that shows a picture: the drawing where Word knows SVG, else the bitmap of the same drawing."""
    width, height = picture.width_mm * EMU_PER_MM, picture.height_mm * EMU_PER_MM
    svg, png = f"rId{3 + 2 * number}", f"rId{4 + 2 * number}"
    words = escaped(picture.description)
    vector = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        f'<asvg:svgBlip r:embed="{svg}"/></a:ext></a:extLst>'
    )
    names = f'id="{number}" name="图{number}" descr="{words}"'
    size = f'cx="{width}" cy="{height}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {names}/><a:graphic>"
        f'<a:graphicData uri="{DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr {names}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{png}">{vector}</a:blip><a:stretch><a:fillRect/>'
        '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
