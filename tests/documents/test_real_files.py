"""Real published reports, read from beside the project: the shape of what comes out."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.documents.shown import shown
from tests.shared import SHARED, needs_shared
from yangguang.documents import legacy, limits
from yangguang.documents.model import Document, Grid, Unreadable
from yangguang.documents.reading import read

needs_libreoffice = pytest.mark.skipif(
    not any(shutil.which(name) for name in legacy.PROGRAMS), reason="LibreOffice is not installed"
)


def grids(document: Document) -> list[tuple[int, int]]:
    return [(block.height, block.width) for block in document.blocks if isinstance(block, Grid)]


@needs_shared
@pytest.mark.parametrize(
    ("name", "file_format", "expected"),
    [
        ("洪泽区_2024.pdf", "pdf", [(14, 4), (26, 10), (4, 15)]),
        ("上海市政府办公厅_2019.html", "html", [(18, 5), (26, 10), (4, 15)]),
        ("政务公开年报模版.docx", "docx", [(14, 4), (28, 10), (4, 15)]),
        ("平潭县_2011.txt", "txt", []),
    ],
)
def test_grids_of_a_real_report(name: str, file_format: str, expected: list[tuple[int, int]]) -> None:
    document = read(SHARED / "reports" / name)
    assert document.format == file_format
    assert grids(document) == expected


@needs_shared
def test_the_pdf_report_line_by_line() -> None:
    blocks = shown(read(SHARED / "reports" / "洪泽区_2024.pdf"))
    assert blocks[:2] == ["淮安市洪泽区人民政府", "2024年政府信息公开工作年度报告"]
    headings = [block for block in blocks if isinstance(block, str) and block[1:2] == "、"]
    assert [heading[0] for heading in headings] == list("一二三四五六")
    requests = blocks[13]
    assert requests[3] == ["一、本年新收政府信息公开申请数量 1x3", "95", "0", "0", "0", "0", "0", "95"]
    assert requests[5][0] == "三\n、\n本\n年\n度\n办\n理\n结\n果 20x1"
    assert requests[15][0] == "（四）无法提供 3x1"
    assert requests[-1] == ["四、结转下年度继续办理 1x3", "0", "0", "0", "0", "0", "0", "0"]
    assert blocks[15][-1] == ["1", "1", "0", "0", "2", "1", "0", "0", "0", "1", "2", "0", "1", "0", "3"]


@pytest.fixture
def old_word_file(tmp_path: Path) -> Path:
    new = SHARED / "reports" / "政务公开年报模版.docx"
    program = next(found for name in legacy.PROGRAMS if (found := shutil.which(name)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(new)]
    subprocess.run(command, check=True, capture_output=True)
    return tmp_path / new.with_suffix(".doc").name


def left_in_system_folders() -> set[Path]:
    return {path for folder in legacy.SOCKET_FOLDERS for path in Path(folder).glob("OSL_PIPE_*")}


@needs_shared
@needs_libreoffice
@pytest.mark.long
def test_an_old_word_file_reads_like_the_new_one(old_word_file: Path) -> None:
    document = read(old_word_file)
    assert document.format == "doc"
    assert shown(document) == shown(read(SHARED / "reports" / "政务公开年报模版.docx"))


@needs_shared
@needs_libreoffice
@pytest.mark.long
@pytest.mark.parametrize("seconds", [0.1, 0.3])
def test_a_conversion_that_is_stopped_leaves_nothing(
    old_word_file: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    before = left_in_system_folders()
    folder = old_word_file.parent / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(limits, "CONVERSION_SECONDS", seconds)
    with pytest.raises(Unreadable, match=f"^{legacy.SLOW}$"):
        read(old_word_file)
    assert list(folder.iterdir()) == []
    assert left_in_system_folders() <= before


def test_without_libreoffice_an_old_word_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "旧.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    with pytest.raises(
        Unreadable, match=r"^这是旧版 .doc 文件，本机没有 LibreOffice，请另存为 .docx 后再试$"
    ):
        read(path)
