"""检查年报: what comes back for files that visitors send, and that nothing stays behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.shared import SHARED, needs_shared
from yangguang.annualreport.inspecting import OUT_OF_TIME, SentFile, inspect
from yangguang.annualreport.models import PublishedReport


def sent(client: Client, *files: tuple[str, bytes]) -> str:
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    response = client.post("/reports/check/", {"files": uploads})
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_file_the_error_links_to_the_field(client: Client) -> None:
    response = client.post("/reports/check/")
    html = response.content.decode()
    assert response.status_code == 400
    assert '<a href="#files">请先选择要检查的文件</a>' in html
    assert 'aria-invalid="true"' in html


def test_too_many_files_are_named(client: Client) -> None:
    uploads = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(21)]
    response = client.post("/reports/check/", {"files": uploads})
    assert response.status_code == 400
    assert "一次最多检查 20 个文件，这次选了 21 个" in response.content.decode()


def test_a_request_too_large_is_refused_unread(client: Client) -> None:
    response = client.post(
        "/reports/check/",
        data=b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(settings.UPLOAD_MAX_BYTES + 1),
    )
    assert response.status_code == 413
    assert "一次提交的文件合计不能超过 64 MB。" in response.content.decode()


def test_a_stranger_cannot_send_the_form() -> None:
    response = Client(enforce_csrf_checks=True).post("/reports/check/")
    assert response.status_code == 403
    assert "<h1>这次提交没有收下</h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [("空.txt", b""), ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64)), ("信.txt", "这是一封信。".encode())],
)
def test_a_file_that_is_no_report_gets_a_sentence(client: Client, name: str, data: bytes) -> None:
    html = sent(client, (name, data))
    assert f">{name}</h2>" in html
    assert "不能读取</span>" in html
    assert "Traceback" not in html


def test_names_of_files_are_never_markup(client: Client) -> None:
    html = sent(client, ("<img src=x>.txt", b"x"))
    assert "<img" not in html


@needs_shared
@pytest.mark.django_db
def test_real_reports_are_checked_together_and_nothing_is_kept(client: Client) -> None:
    """A broken report, a clean one and last year's of nobody: three files, each with its own verdict."""
    seeds = SHARED / "seeds"
    before = {path for path in Path(settings.DATA).rglob("*") if path.is_file()}
    files = [next(seeds.glob(f"{number}_*")) for number in ("001", "004")]
    html = sent(client, *((file.name, file.read_bytes()) for file in files))
    assert "“自然人”列不平衡：46 + 1 ≠ 46 + 0" in html
    assert len(re.findall(r'id="file-1-requests/[^"]+" class="figure[^"]* hit error', html)) == 8
    assert "沂源县" in html
    assert not PublishedReport.objects.exists()
    assert {path for path in Path(settings.DATA).rglob("*") if path.is_file()} == before


@needs_shared
def test_files_beyond_the_time_are_refused_with_a_sentence() -> None:
    seed = next((SHARED / "seeds").glob("001_*"))
    inspected = inspect([SentFile("a.txt", seed.read_bytes())], seconds=-1.0)
    assert [(file.reading, file.refusal) for file in inspected.files] == [(None, OUT_OF_TIME)]
