"""How does a Word file become clean html? Structure by mammoth, printed numbers by our own reader."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from itertools import groupby
from typing import Any

import mammoth
from lxml import etree
from lxml import html as markup

from yangguang.documents import limits
from yangguang.documents.archive import DAMAGED, opened, part, refuse_declarations, xml_part
from yangguang.documents.cleaning import clean_html, plain_text
from yangguang.documents.formats.docx import Style, main_part, numbering_of, read_styles
from yangguang.documents.formats.ordinals import Lists, read_lists
from yangguang.documents.formats.word import W
from yangguang.documents.model import Unreadable
from yangguang.documents.sniffing import kind

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='标题 1'] => h1:fresh
p[style-name='标题 2'] => h2:fresh
p[style-name='标题 3'] => h3:fresh
u => u
"""
PICTURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n", "png"),
    "image/jpeg": (b"\xff\xd8\xff", "jpg"),
    "image/gif": (b"GIF8", "gif"),
}
PLAIN_ORDINAL = re.compile(r"([0-9]+)[.、)）]?")
KINDS = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|规定|细则|规则|条例|方案|规划"
    "|计划|要点|预案|指南|目录|清单|制度|总结|解读|简介|说明|名单|公示|模板|格式|公约"
)
TITLE = re.compile(rf"[^。；！？]{{2,118}}(?:{KINDS})(?:[（(][^（）()]{{1,12}}[）)])?")
SHORT = re.compile("[^。；！？：:，]{2,50}(?<!文件)")
ORGAN = re.compile("[^，。；：]{2,40}(?:政府|委员会|办公室|办公厅|局|厅|部|院|处|中心|办|委|会)")
NUMBER = re.compile("[\u4e00-\u9fffA-Za-z]{1,20}[〔\\[［（(【]\\d{4}[〕\\]］）)】]第?\\d{1,5}号")
MASTHEAD = re.compile(rf"\d{{6}}|特急|加急|平急|文件|{ORGAN.pattern}(?:文件)?|(?!关于).{{2,60}}文件")
"""What is printed above the number and belongs to the paper: copy number, urgency, red head."""
SEARCHED = 15
"""Blocks from the beginning in which title and number stand."""
GUESSED = "标题是从文中认出的，请核对"
GUESSED_NUMBER = "文号是从文中认出的，请核对"
NO_MASTHEAD = "份号、紧急程度、红头没有带入正文"
NO_TITLE = "没有认出标题，请填写"
PICTURED = "正文里的 {} 张图片没有留在文中，已列为附件"
LOST = "正文里的第 {} 张图片格式不能使用，没有带入"
STRUCK = "带删除线的文字已按普通文字保留，请核对"
NOTED = "脚注、尾注已移到文末"


def answered(data: bytes) -> bytes:
    """The draft of a file as it goes back to the parent of the reading process."""
    if kind(data)[0] != "docx":
        raise Unreadable("只有 Word 文档可以转为草稿，请另存为 docx 后再试")
    pictures = _Pictures()
    numbered = _numbered(data)
    result = mammoth.convert_to_html(
        io.BytesIO(numbered),
        style_map=STYLES,
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=mammoth.images.img_element(pictures.take),
    )
    html = clean_html(result.value.replace("↑", "") if "footnote" in result.value else result.value)
    title, number, html, bared = _guessed(html)
    if not plain_text(html).strip() and not title:
        raise Unreadable("文件里没有文字，无法读取")
    notes = [GUESSED if title else NO_TITLE, *([GUESSED_NUMBER] if number else [])]
    notes += [*([NO_MASTHEAD] if bared else []), *pictures.notes()]
    if "<s>" in result.value:
        notes.append(STRUCK)
    if "footnote-ref" in result.value or "endnote-ref" in result.value:
        notes.append(NOTED)
    whole = [title, number, html, notes, pictures.kept]
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")


class _Pictures:
    """The pictures of one file in the order of the text."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, str]] = []
        self.lost: list[int] = []
        self.size = 0

    def take(self, image: Any) -> dict[str, str]:
        """Keep one picture and leave nothing of it in the text."""
        try:
            with image.open() as stream:
                data = stream.read(limits.PICTURE_BYTES + 1)
        except (KeyError, OSError, ValueError, zipfile.BadZipFile):
            data = b""
        found = next((one for one in PICTURES.items() if data.startswith(one[1][0])), None)
        self.size += len(data)
        if found is None or self.size > limits.PICTURE_BYTES or len(self.kept) >= limits.PICTURES:
            self.lost.append(len(self.kept) + len(self.lost) + 1)
            return {}
        media, (_, ending) = found
        name = f"图{len(self.kept) + 1}.{ending}"
        self.kept.append((name, media, base64.b64encode(data).decode("ascii")))
        return {}

    def notes(self) -> list[str]:
        """What became of the pictures."""
        kept = [PICTURED.format(len(self.kept))] if self.kept else []
        return [*kept, *(LOST.format(number) for number in self.lost)]


def _numbered(data: bytes) -> bytes:
    """The file with the numbers that Word would print written out, save where html counts the same."""
    with opened(data) as archive:
        names = archive.namelist()
        for name in names:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                refuse_declarations(part(archive, name) or b"")
        main = main_part(names)
        root = xml_part(archive, main)
        if root is None or root.find(W + "body") is None:
            raise Unreadable(DAMAGED)
        styles = read_styles(xml_part(archive, "word/styles.xml"))
        _write_numbers(root, styles, read_lists(xml_part(archive, "word/numbering.xml")))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
            for name in dict.fromkeys(names):
                content = etree.tostring(root) if name == main else part(archive, name) or b""
                copy.writestr(name, content)
    return out.getvalue()


def _write_numbers(root: Any, styles: dict[str, Style], lists: Lists) -> None:
    counted = []
    for paragraph in root.iter(W + "p"):
        place = _place_in_list(paragraph, styles)
        ordinal = lists.ordinal(*place) if place else ""
        counted.append((paragraph, place, ordinal))
    for place, group in groupby(counted, key=lambda one: one[1]):
        together = list(group)
        if place is None or _counts_alike(together):
            continue
        for paragraph, _, ordinal in together:
            if ordinal:
                _write_number(paragraph, ordinal)


def _place_in_list(paragraph: Any, styles: dict[str, Style]) -> tuple[str, int] | None:
    properties = paragraph.find(W + "pPr")
    if properties is None or not "".join(paragraph.itertext(W + "t")).strip():
        return None
    return numbering_of(properties, styles)


def _counts_alike(together: list[tuple[Any, Any, str]]) -> bool:
    """Whether an ordered list of html that starts at 1 prints the same numbers; bullets are always alike."""
    ordinals = [ordinal for _, _, ordinal in together]
    if not any(ordinals):
        return True
    found = [PLAIN_ORDINAL.fullmatch(one.strip()) for one in ordinals]
    inside = all(paragraph.find(f"{W}pPr/{W}numPr") is not None for paragraph, _, _ in together)
    return inside and [one and int(one[1]) for one in found] == list(range(1, len(found) + 1))


def _write_number(paragraph: Any, ordinal: str) -> None:
    properties = paragraph.find(W + "pPr")
    for one in properties.findall(W + "numPr"):
        properties.remove(one)
    none = etree.SubElement(properties, W + "numPr")
    etree.SubElement(none, W + "ilvl").set(W + "val", "0")
    etree.SubElement(none, W + "numId").set(W + "val", "0")
    run = paragraph.makeelement(W + "r")
    text = etree.SubElement(run, W + "t")
    text.text = ordinal
    properties.addnext(run)


def _guessed(html: str) -> tuple[str, str, str, bool]:
    """(title, number, the html without the blocks that were nothing else, whether a masthead went too)."""
    root = markup.fragment_fromstring(html, create_parent="div")
    blocks = [one for one in root if one.tag in {"p", "h2", "h3", "h4"}][:SEARCHED]
    number, above = "", []
    for place, block in enumerate(blocks):
        found = NUMBER.search(re.sub(r"\s", "", block.text_content()))
        if found is not None:
            number = found.group()
            if len(_text(block)) <= len(number) + 2:
                block.drop_tree()
                above = blocks[:place]
            break
    blocks = [one for one in blocks if one.getparent() is not None]
    chosen = _title(blocks)
    title = "".join(_text(block) for block in chosen)
    masthead = [one for one in above if one not in chosen and MASTHEAD.fullmatch(_text(one))]
    for block in (*chosen, *masthead):
        block.drop_tree()
    inside = (root.text or "") + "".join(markup.tostring(one, encoding="unicode") for one in root)
    return title, number, clean_html(inside), bool(masthead)


def _title(blocks: list[Any]) -> list[Any]:
    """The blocks that are the title: a heading, lines that end like one, or a short line that comes first."""
    for index, block in enumerate(blocks):
        text = _text(block)
        if block.tag == "h2":
            return [block]
        if text.endswith(("。", "：", ":", "；")) and len(text) > 12:
            break
        two = text + (_text(blocks[index + 1]) if index + 1 < len(blocks) else "")
        before = blocks[index - 1 : index] if index and _opens_title(_text(blocks[index - 1]), text) else []
        if TITLE.fullmatch(text):
            return [*before, block]
        if text.startswith("关于") and TITLE.fullmatch(two):
            return [*before, block, blocks[index + 1]]
    return blocks[:1] if blocks and SHORT.fullmatch(_text(blocks[0])) else []


def _opens_title(above: str, text: str) -> bool:
    return text.startswith("关于") and ORGAN.fullmatch(above) is not None


def _text(block: Any) -> str:
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])", "", _joined(block))


def _joined(block: Any) -> str:
    return re.sub(r"\s+", " ", block.text_content()).strip()
