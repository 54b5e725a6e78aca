"""Is this zip safe to open? Members are counted and unpacked sizes bounded before anything is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from yangguang.documents import limits
from yangguang.documents.model import Unreadable

DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
ENTRY = b"PK\x01\x02"
"""Opens the line of each member in the table of contents."""
DAMAGED = "文件已损坏或不完整，请重新下载或另存一份再试"
STRICT = (b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/")
STRICT_WORDS = (
    b"org/wordprocessingml/main",
    b"org/wordprocessingml/2006/main",
)


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, once its table of contents is found harmless."""
    if data.count(ENTRY) > limits.ARCHIVE_MEMBERS:
        raise Unreadable("压缩包展开后过大，为安全起见不予读取")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise Unreadable(DAMAGED) from error
    members = archive.infolist()
    if len(members) > limits.ARCHIVE_MEMBERS or sum(one.file_size for one in members) > limits.ARCHIVE_BYTES:
        raise Unreadable("压缩包展开后过大，为安全起见不予读取")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """One member unpacked, at most PART_BYTES whatever its entry claims; None when there is none."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise Unreadable("文件已加密，请去掉密码后再试")
    try:
        with archive.open(info) as stream:
            data = stream.read(limits.PART_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise Unreadable(DAMAGED) from error
    if len(data) > limits.PART_BYTES:
        raise Unreadable("文件展开后过大，为安全起见不予读取")
    return data


def xml_part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """One member as a tree; no document type, no entities, strict namespaces turned into the usual ones."""
    data = part(archive, name)
    if data is None:
        return None
    refuse_declarations(data)
    if STRICT[0] in data:
        data = data.replace(*STRICT).replace(*STRICT_WORDS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("文件里带有实体定义（DTD），为安全起见不予读取")
    return root


def refuse_declarations(data: bytes) -> None:
    """Refuse a document type or entity, in whichever width its characters are written."""
    narrow = data.replace(b"\x00", b"") if 0 in data[:64] else data
    if DECLARATION.search(narrow):
        raise Unreadable("文件里带有实体定义（DTD），为安全起见不予读取")
