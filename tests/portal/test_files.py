"""The file door: what belongs to a released version, exactly as it is, and nothing else."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.disclosure.making import (
    decide,
    make_item,
    make_publishing_county,
    put_forward,
    review_secrecy,
    seen,
)
from tests.engines import Settings
from tests.organisations.making import County
from tests.portal.items import keep_file, publish, take_from_the_public
from yangguang.disclosure.models import PublicFile
from yangguang.disclosure.services.opening_files import rebuild_files
from yangguang.disclosure.services.taking_down import restore
from yangguang.portal.ranges import Span, Unsatisfiable, span_of

PDF = b"%PDF-1.4 example of a plan"
FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 1000
DOCX = b"PK\x03\x04 example of an original"
DOCX_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNKNOWN = "0" * 64


@pytest.fixture
def county(db: None) -> County:
    return make_publishing_county()


def columns(county: County) -> tuple[int, ...]:
    return (county.government.columns.get(code="news").pk,)


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def asked(client: Client, file: dict[str, Any], name: str = "x", **headers: str) -> Any:
    return client.get(f"/files/{file['file']}/{name}", headers=headers)


def test_a_file_of_a_released_version_is_served_as_what_it_is(client: Client, county: County) -> None:
    file = keep_file("实施 方案（一）.pdf", PDF)
    publish(county, "news", columns=columns(county), files=(file,))
    response = asked(client, file, "别的名字.html")
    assert (response.status_code, body_of(response)) == (200, PDF)
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(PDF))
    assert response["Content-Disposition"] == (
        "inline; filename*=UTF-8''%E5%AE%9E%E6%96%BD%20%E6%96%B9%E6%A1%88%EF%BC%88%E4%B8%80%EF%BC%89.pdf"
    )
    assert (response["ETag"], response["Cache-Control"]) == (f'"{file["file"]}"', "no-cache")
    assert body_of(client.get(f"/files/{file['file']}")) == PDF


def test_the_word_file_of_a_draft_stays_on_the_desk(client: Client, county: County) -> None:
    original = keep_file("原稿.docx", DOCX, DOCX_MEDIA)
    item = publish(county, "news", columns=columns(county), original=original)
    assert asked(client, original).status_code == 404
    assert "原稿.docx" not in client.get(f"/items/{item.pk}/").content.decode()


def test_a_picture_of_the_body_is_served_and_nothing_else_it_names(client: Client, county: County) -> None:
    picture, paper = keep_file("图.png", b"\x89PNG example", "image/png"), keep_file("表.pdf", PDF)
    shown = "".join(f'<p><img src="/files/{one["file"]}/a.png" alt="图"></p>' for one in (picture, paper))
    publish(county, "news", columns=columns(county), body=shown)
    response = asked(client, picture)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["Content-Disposition"] == "inline; filename*=UTF-8''a.png"
    assert asked(client, paper).status_code == 404


def test_what_is_not_public_answers_like_what_never_was(client: Client, county: County) -> None:
    names = ("草稿.pdf", "撤下.pdf", "无主.pdf")
    file, gone, alone = (keep_file(name, PDF + name.encode()) for name in names)
    item = make_item(county, columns=columns(county))
    item.attachments = [file]
    item.save(update_fields=["attachments"])
    item = review_secrecy(county, put_forward(county, item))
    taken = publish(county, "news", columns=columns(county), files=(gone,))
    take_from_the_public(county, taken, "wrong")
    unknown = client.get(f"/files/{UNKNOWN}/x").content.replace(UNKNOWN.encode(), b"")
    for one in (file, gone, alone):
        response = asked(client, one)
        assert (response.status_code, response.content.replace(one["file"].encode(), b"")) == (404, unknown)
    decide(county, item)
    assert asked(client, file).status_code == 200


def test_a_file_comes_back_with_its_item(client: Client, county: County) -> None:
    file = keep_file("表.pdf", PDF)
    item = publish(county, "news", columns=columns(county), files=(file,))
    item = take_from_the_public(county, item, "wrong")
    assert (asked(client, file).status_code, PublicFile.objects.count()) == (404, 0)
    viewer = seen(county, "领导")
    restore(item, viewer=viewer, revision=item.revision, reason="核对无误")
    assert body_of(asked(client, file)) == PDF


def test_a_file_in_two_items_stays_until_both_are_gone(client: Client, county: County) -> None:
    bytes_of = keep_file("甲.pdf", PDF)
    first = publish(county, "news", columns=columns(county), files=(bytes_of,))
    second = publish(county, "news", columns=columns(county), files=({**bytes_of, "name": "乙.pdf"},))
    assert asked(client, bytes_of, "乙.pdf")["Content-Disposition"].endswith("%E4%B9%99.pdf")
    assert asked(client, bytes_of, "丙.pdf")["Content-Disposition"].endswith("%E7%94%B2.pdf")
    take_from_the_public(county, first, "privacy")
    assert asked(client, bytes_of, "甲.pdf")["Content-Disposition"].endswith("%E4%B9%99.pdf")
    take_from_the_public(county, second, "wrong")
    assert asked(client, bytes_of).status_code == 404


def test_nothing_of_another_government_is_served(client: Client, county: County) -> None:
    file = keep_file("表.pdf", PDF)
    other = make_publishing_county("邻县", "371398")
    publish(other, "news", columns=columns(other), files=(file,))
    assert asked(client, file).status_code == 404


def test_a_film_can_be_wound_forward(client: Client, county: County) -> None:
    film = keep_file("片.mp4", FILM, "video/mp4")
    publish(county, "news", columns=columns(county), files=(film,))
    part = asked(client, film, Range="bytes=100-199")
    assert (part.status_code, body_of(part)) == (206, FILM[100:200])
    assert (part["Content-Range"], part["Content-Length"]) == (f"bytes 100-199/{len(FILM)}", "100")
    rest = asked(client, film, Range=f"bytes={len(FILM) - 70_000}-")
    assert (rest.status_code, body_of(rest)) == (206, FILM[-70_000:])
    beyond = asked(client, film, Range=f"bytes={len(FILM)}-")
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(FILM)}")
    other = asked(client, film, **{"Range": "bytes=0-9", "If-Range": '"other"'})
    assert (other.status_code, body_of(other)) == (200, FILM)


def test_what_is_known_is_not_sent_again(client: Client, county: County) -> None:
    file = keep_file("表.pdf", PDF)
    item = publish(county, "news", columns=columns(county), files=(file,))
    for known in (f'"{file["file"]}"', f'W/"{file["file"]}"', f'"a", "{file["file"]}"', "*"):
        response = asked(client, file, **{"If-None-Match": known})
        assert (response.status_code, response.content) == (304, b"")
    head = client.head(f"/files/{file['file']}/x")
    assert (head.status_code, head["Content-Length"], head.content) == (200, str(len(PDF)), b"")
    assert client.post(f"/files/{file['file']}/x").status_code == 405
    take_from_the_public(county, item, "wrong")
    assert asked(client, file, **{"If-None-Match": f'"{file["file"]}"'}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/files/../settings",
        "/files/..%2f..%2fkeys%2fdjango",
        f"/files/{UNKNOWN}/../../keys/django",
        f"/files/{UNKNOWN}/a/b",
        f"/files/{UNKNOWN[:-1]}/x",
        f"/files/{UNKNOWN[:-1]}G/x",
        f"/files/{UNKNOWN}%00/x",
        f"/files/{UNKNOWN}/%00",
    ],
)
def test_no_address_leads_elsewhere(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_file_costs_three_statements(
    client: Client, county: County, django_assert_num_queries: Any
) -> None:
    file = keep_file("表.pdf", PDF)
    publish(county, "news", columns=columns(county), files=(file,))
    with django_assert_num_queries(3):
        body_of(asked(client, file))


def test_the_projection_can_be_rebuilt(client: Client, county: County) -> None:
    file = keep_file("表.pdf", PDF)
    gone = publish(county, "news", columns=columns(county), files=(file,))
    take_from_the_public(county, gone, "wrong")
    publish(county, "news", columns=columns(county), files=(file,))
    kept = list(PublicFile.objects.values_list("publication", "digest", "name", "part"))
    PublicFile.objects.all().delete()
    assert rebuild_files(county.government.pk) == 1
    assert list(PublicFile.objects.values_list("publication", "digest", "name", "part")) == kept


RANGES = [
    ("", None),
    ("bytes=0-0", Span(0, 0)),
    ("bytes=5-", Span(5, 9)),
    ("bytes=5-99", Span(5, 9)),
    ("bytes=-3", Span(7, 9)),
    ("bytes=-99", Span(0, 9)),
    ("Bytes=0-4", Span(0, 4)),
    ("bytes=4-3", None),
    ("bytes=0-1,4-5", None),
    ("bytes=-", None),
    ("bytes=a-b", None),
    ("lines=0-1", None),
]
"""A header on a file of ten bytes, and what it asks for; None: everything."""


@pytest.mark.parametrize(("header", "span"), RANGES)
def test_one_range_is_understood(header: str, span: Span | None) -> None:
    assert span_of(header, 10) == span


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-11", "bytes=-0"])
def test_a_range_beyond_the_end_cannot_be_met(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        span_of(header, 10)


@pytest.mark.long
def test_after_a_take_down_nobody_gets_the_file(scratch_database: Settings) -> None:
    county = make_publishing_county()
    file = keep_file("表.pdf", PDF)
    item = publish(county, "news", columns=columns(county), files=(file,))
    gone, answers = threading.Event(), []

    def ask() -> None:
        client = Client()
        while True:
            after = gone.is_set()
            response = asked(client, file)
            answers.append((after, response.status_code, body_of(response) == PDF))
            if after:
                break
        connection.close()

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for one in readers:
        one.start()
    take_from_the_public(county, item, "secrecy")
    gone.set()
    for one in readers:
        one.join()
    assert {answer for answer in answers if answer[0]} == {(True, 404, False)}
    assert {answer[1:] for answer in answers} <= {(200, True), (404, False)}
