"""Which files does a version make public, and under which names? Those it hands out and those it shows.

The original goes out with its version: it was put forward and reviewed together with the text, and its page
offers it as 原版.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from yangguang.disclosure.states import FilePart
from yangguang.documents.attachments import safe_name

PICTURE = re.compile(r'src="/files/([0-9a-f]{64})(?:/([^"/]*))?"')


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file by the hash of its bytes, under the name that the version gives it."""

    digest: str
    name: str
    part: FilePart


def public_files_of(content: Mapping[str, Any]) -> tuple[NamedFile, ...]:
    """The files of a frozen version, each once: attachments, then the original, then pictures of the body."""
    found: dict[str, NamedFile] = {}
    for one in _named(content):
        found.setdefault(one.digest, one)
    return tuple(found.values())


def file_address(digest: str, name: str) -> str:
    """Where the public finds a file, on the site that shows it."""
    return f"/files/{digest}/{quote(name, safe='')}"


def _named(content: Mapping[str, Any]) -> Iterator[NamedFile]:
    for one in content["attachments"]:
        yield NamedFile(one["file"], safe_name(one["name"]), FilePart.ATTACHMENT)
    if original := content["original"]:
        yield NamedFile(original["file"], safe_name(original["name"]), FilePart.ORIGINAL)
    for digest, name in PICTURE.findall(content["body"]):
        yield NamedFile(digest, safe_name(unquote(html.unescape(name))), FilePart.PICTURE)
