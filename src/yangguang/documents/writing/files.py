"""In which format is a document written, and how does the file come to stand whole or not at all?"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from yangguang.documents.writing.docx import docx
from yangguang.documents.writing.html import html
from yangguang.documents.writing.model import Written
from yangguang.documents.writing.pdf import pdf

FORMATS: dict[str, Callable[[Written], bytes]] = {"docx": docx, "html": html, "pdf": pdf}
"""What writes each format, by the ending of the file's name."""

REASONS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "没有权限"),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "磁盘已满"),
}


class Unsaved(Exception):
    """A file that could not be written; the message is one Chinese sentence."""


def format_of(path: Path) -> str:
    """`docx`, `html` or `pdf` from the ending of a name; `Unsaved` for any other."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise Unsaved(f"只能写成 {'、'.join(FORMATS)} 文件，不能写成“{path.name}”")
    return ending


def save(content: bytes, path: Path) -> None:
    """Put `content` at `path`, replacing what is there in one step; `Unsaved` leaves everything as it was."""
    if path.is_dir():
        raise Unsaved(f"{path} 是一个文件夹，请写明文件名")
    if not path.parent.is_dir():
        raise Unsaved(f"文件夹 {path.parent} 不存在，无法写入")
    draft: str | None = None
    try:
        handle, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as target:
            target.write(content)
        os.chmod(draft, 0o666 & ~_umask())
        os.replace(draft, path)
    except OSError as failure:
        if draft is not None:
            Path(draft).unlink(missing_ok=True)
        raise Unsaved(f"无法写入 {path}：{reason_of(failure)}") from failure


def reason_of(failure: OSError) -> str:
    """Why the disk refused, in Chinese words."""
    return REASONS.get(failure.errno or 0, "这个位置不能读写，请换一个文件夹")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
