"""Can this old Word file become a docx? Only where LibreOffice is installed, and only under limits."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from yangguang.documents import limits
from yangguang.documents.model import Unreadable

ABSENT = "这是旧版 .doc 文件，本机没有 LibreOffice，请另存为 .docx 后再试"
FAILED = "这份 .doc 文件已损坏或已加密，LibreOffice 无法打开"
SLOW = "LibreOffice 打开这份 .doc 文件用时过长，请另存为 .docx 后再试"
SOCKET_FOLDERS = ("/tmp", "/var/tmp")
PROGRAMS = ("soffice", "libreoffice")
LIMITED = 'ulimit -c 0; ulimit -f "$1"; ulimit -d "$2"; shift 2; exec "$@"'
"""Shell text: the numbers are blocks of 512 bytes and kilobytes."""
DATA_KILOBYTES = 460_000


def to_docx(data: bytes) -> bytes:
    """The same document as docx bytes; a private profile and folder are used and removed."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Unreadable(ABSENT)
    with tempfile.TemporaryDirectory(prefix="yangguang-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "in.doc")
        source.write_bytes(data)
        _convert(program, Path(folder), source)
        result = Path(folder, "out", "in.docx")
        if not result.is_file():
            raise Unreadable(FAILED)
        if result.stat().st_size > limits.CONVERSION_BYTES:
            raise Unreadable("文件展开后过大，为安全起见不予读取")
        return result.read_bytes()


def _convert(program: str, folder: Path, source: Path) -> None:
    profile = (folder / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    if sys.platform != "win32":
        blocks = str(limits.CONVERSION_BYTES // 512)
        command = ["/bin/sh", "-c", LIMITED, "sh", blocks, str(DATA_KILOBYTES), *command]
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )
    try:
        process.wait(limits.CONVERSION_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(SLOW) from error
    finally:
        _end(process)
        _remove_socket(profile)


def _remove_socket(profile: str) -> None:
    """Remove the socket that LibreOffice leaves in the system's folder when it is ended from outside.

    Its name ends in the MD5 of the profile's address in UTF-16, each byte in hexadecimal, not padded.
    """
    digest = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    for folder in SOCKET_FOLDERS:
        for socket in Path(folder).glob(f"OSL_PIPE_*_SingleOfficeIPC_{name}"):
            socket.unlink(missing_ok=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the converter and all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
