"""Which files does a version make public, and under which names? Those it hands out and those it shows.

The Word file that a draft was made of is no such file: it holds what review has changed since, and whatever
its program wrote beside the text. Who wants an 原版 public attaches it.
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
    """The files of a frozen version, each once: attachments, then pictures of the body."""
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
    for digest, name in PICTURE.findall(content["body"]):
        yield NamedFile(digest, safe_name(unquote(html.unescape(name))), FilePart.PICTURE)
