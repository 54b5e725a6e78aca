"""The archive package of an item: everything of it, the same bytes again, and any change found."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import override_settings

from tests.disclosure.making import (
    FINANCE,
    decide,
    make_item,
    make_publishing_county,
    make_released,
    put_forward,
    review_secrecy,
    seen,
)
from tests.disclosure.normative.making import find_legal, make_document, make_normative_county
from tests.organisations.making import County
from yangguang.cli.main import main
from yangguang.disclosure.archiving import archive_package
from yangguang.disclosure.models import Item
from yangguang.disclosure.package import DAMAGED, EVENTS, MANIFEST, PAGE, verify_package
from yangguang.disclosure.services.taking_down import take_down
from yangguang.workflow.chain import sm3
from yangguang.workflow.machine import Refused
from yangguang.workflow.models import Event

pytestmark = pytest.mark.django_db

PUBLIC = "<!DOCTYPE html><title>关于秋季运动会的通知</title>".encode()


@pytest.fixture
def county() -> County:
    return make_publishing_county()


def packed(county: County, item: Item) -> bytes:
    return archive_package(item, viewer=seen(county, "联络员"), page=PUBLIC)


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(package: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    files = members(package)
    change(files)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_a_package_holds_everything_and_repeats_byte_for_byte(county: County) -> None:
    item = make_released(county)
    package = packed(county, item)
    files = members(package)
    assert sorted(files) == sorted(
        [MANIFEST, EVENTS, PAGE, "版本/第1版.json", "版本/第1版.html", "呈批单.html", "保密审查记录.html"]
    )
    assert files[PAGE] == PUBLIC
    assert json.loads(files["版本/第1版.json"])["body"] == "<p>运动会定于十二月举行。</p>"
    assert "运动会定于十二月举行。" in files["版本/第1版.html"].decode()
    assert "教育局领导" in files["呈批单.html"].decode()
    assert "汇聚风险" in files["保密审查记录.html"].decode()
    verbs = [event["verb"] for event in json.loads(files[EVENTS])]
    assert (verbs[0], verbs[-1]) == ("begin", "release")
    assert verify_package(package) == ()
    assert packed(county, item) == package


def test_the_legality_reviews_of_a_normative_document_are_in_it(db: None) -> None:
    county = make_normative_county()
    item = make_document(county, 1)
    find_legal(county, item, opinion="illegal", words="没有上位法依据")
    find_legal(county, item)
    files = members(packed(county, put_forward(county, item)))
    paper = files["合法性审核记录.html"].decode()
    assert all(words in paper for words in ("不合法", "没有上位法依据", "合法", "示法审〔2026〕1号"))


def test_packing_is_recorded_beside_the_history_of_the_item(county: County) -> None:
    item = make_released(county)
    package = packed(county, item)
    event = Event.objects.order_by("-pk")[0]
    assert (event.machine, event.verb, event.subject, event.actor_name) == (
        "archive",
        "packed",
        "",
        "教育局联络员",
    )
    assert json.loads(event.facts) == {"item": item.pk, "index_no": item.index_no, "digest": sm3(package)}


def test_what_happens_afterwards_makes_another_package(county: County) -> None:
    item = make_released(county)
    before = packed(county, item)
    take_down(item, viewer=seen(county, "主任"), revision=item.revision, ground="wrong", reason="附表有误")
    after = packed(county, item)
    assert after != before
    assert (verify_package(before), verify_package(after)) == ((), ())


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda files: files.pop("呈批单.html"), ("缺少文件“呈批单.html”",)),
        (lambda files: files.update({"另一页.html": b"x"}), ("多出文件“另一页.html”",)),
        (lambda files: files.update({PAGE: b"x"}), (f"文件“{PAGE}”的内容与目录中的校验值不符",)),
        (
            lambda files: files.update({"版本/第1版.json": b"{}"}),
            ("文件“版本/第1版.json”的内容与目录中的校验值不符", "“版本/第1版.json”与冻结时的校验值不符"),
        ),
        (
            lambda files: files.update({EVENTS: files[EVENTS].replace(b"release", b"restore", 1)}),
            None,
        ),
        (lambda files: files.pop(MANIFEST), (DAMAGED,)),
        (lambda files: files.update({MANIFEST: b"{"}), (DAMAGED,)),
        (lambda files: files.update({EVENTS: b"[1]"}), (DAMAGED,)),
    ],
)
def test_any_change_of_a_package_is_found(
    county: County, change: Callable[[dict[str, bytes]], None], faults: tuple[str, ...] | None
) -> None:
    found = verify_package(rewritten(packed(county, make_released(county)), change))
    assert found != ()
    assert faults is None or found == faults


def test_a_changed_event_is_found_even_with_a_new_manifest(county: County) -> None:
    package = packed(county, make_released(county))

    def forge(files: dict[str, bytes]) -> None:
        files[EVENTS] = files[EVENTS].replace("教育局领导".encode(), "财政局领导".encode(), 1)
        manifest = json.loads(files[MANIFEST])
        for one in manifest["files"]:
            one["sm3"] = sm3(files[one["name"]])
        files[MANIFEST] = json.dumps(manifest).encode()

    (fault,) = verify_package(rewritten(package, forge))
    assert fault.startswith("办理记录第")
    assert fault.endswith("条的内容与其校验值不符")


@pytest.mark.parametrize("package", [b"", b"PK", b"no zip at all"])
def test_what_is_no_package_is_told(package: bytes) -> None:
    assert verify_package(package) == ("文件已损坏或不完整，请重新下载或另存一份再试",)


def test_an_attachment_goes_in_as_it_is_kept(county: County, tmp_path: Path) -> None:
    content = "%PDF-1.7 附表".encode()
    digest = sm3(content)
    file = {"file": digest, "name": "附表/一.pdf", "media": "application/pdf", "size": len(content)}
    item = make_item(county)
    Item.objects.filter(pk=item.pk).update(attachments=[file])
    item = put_forward(county, Item.objects.get(pk=item.pk))
    item = decide(county, review_secrecy(county, item))
    with override_settings(DATA=tmp_path):
        with pytest.raises(Refused, match=r"不在存储中，或者已经损坏，不能归档$"):
            packed(county, item)
        place = tmp_path / "files" / digest[:2] / digest
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
        package = packed(county, item)
    assert members(package)[f"附件/{digest[:8]}-附表_一.pdf"] == content
    assert verify_package(package) == ()


def test_only_what_one_sees_and_what_was_put_forward_is_packed(county: County) -> None:
    item = make_released(county)
    for viewer in (seen(county, "联络员", FINANCE), county.seen_by("审计")):
        with pytest.raises(Refused, match=r"^没有这件信息$"):
            archive_package(item, viewer=viewer)
    with pytest.raises(Refused, match=r"^还没有提交过审核，没有可以归档的版本$"):
        archive_package(make_item(county), viewer=seen(county, "联络员"))
    assert not Event.objects.filter(machine="archive").exists()


def test_the_command_line_checks_a_package(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, broken = tmp_path / "一.zip", tmp_path / "二.zip"
    whole.write_bytes(packed(county, make_released(county)))
    broken.write_bytes(rewritten(whole.read_bytes(), lambda files: files.update({PAGE: b"x"})))
    assert main(["archive", "check", str(whole)]) == 0
    assert capsys.readouterr().out == f"{whole}：完整\n"
    assert main(["archive", "check", str(broken)]) == 1
    assert capsys.readouterr().out == f"{broken}：文件“{PAGE}”的内容与目录中的校验值不符\n"
    with pytest.raises(SystemExit) as left:
        main(["archive", "check", str(tmp_path / "三.zip")])
    assert (left.value.code, capsys.readouterr().err) == (2, f"无法读取文件“{tmp_path / '三.zip'}”\n")
