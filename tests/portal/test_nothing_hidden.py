"""A stranger opens every address there is: of what is not public no word, number or file comes out of any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client, override_settings
from lxml import etree

from tests.disclosure.making import EDUCATION, decide, make_item, put_forward, review_secrecy, seen
from tests.organisations.making import County
from tests.portal.items import keep_file, make_public_county, publish, take_from_the_public
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.services.correcting import begin_correction
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.services.holding import place_hold
from yangguang.disclosure.states import State
from yangguang.portal import fresh
from yangguang.portal.feeds import FORMS
from yangguang.portal.sitemap import NAMESPACE
from yangguang.workflow.moment import standing_at

pytestmark = pytest.mark.django_db
HIDDEN = "松鹤"
"""Whatever may not come out holds this word."""
NUMBER = "示教发〔2026〕987号"
LATER = datetime(2099, 1, 1, tzinfo=UTC)
NEVER_RELEASED = ("draft", "review", "scheduled", "held")


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    """One of two governments is shown, on a day on which everything has been made."""
    with override_settings(SITE={"name": "示例县人民政府"}, PRACTICE_DAY=date(2026, 11, 20)):
        yield


def _file(name: str) -> dict[str, Any]:
    return keep_file(f"{HIDDEN}{name}.pdf", f"%PDF-1.4 {name}".encode())


def _secret(name: str, **changes: Any) -> dict[str, Any]:
    words = {"title": f"{HIDDEN}{name}标题", "body": f"<p>{HIDDEN}正文</p>", "summary": f"{HIDDEN}概述"}
    more = {"keywords": (f"{HIDDEN}词",), "source": f"{HIDDEN}来源"}
    return {**words, **more, **changes}


@pytest.fixture
def hidden() -> dict[str, Item]:
    """Something in every state in which nobody outside may know of it, and something of another county."""
    county = make_public_county()
    shown = publish(county, title="公开的文件")
    found = {
        "draft": make_item(county, **_secret("草稿")),
        "review": put_forward(county, make_item(county, **_secret("审核"))),
        "scheduled": _scheduled(county),
        "held": _held(county),
        "correcting": _correcting(county, publish(county, "news", title="公开的新闻")),
        "foreign": publish(
            make_public_county("别处县", "371398"), "news", **_secret("别处"), files=(_file("别处"),)
        ),
    }
    relations = ({"kind": "repeals", "item": shown.pk},)
    blank = publish(
        county, **_secret("涉密", document_no=NUMBER, relations=relations), files=(_file("涉密"),)
    )
    take_from_the_public(county, blank, "secrecy", f"{HIDDEN}理由")
    bare = publish(county, "news", **_secret("写错", title="写错的新闻"), files=(_file("写错"),))
    take_from_the_public(county, bare, "wrong")
    return {**found, "blank": blank, "bare": bare}


def _scheduled(county: County) -> Item:
    item = put_forward(county, make_item(county, **_secret("定时")))
    Item.objects.filter(pk=item.pk).update(scheduled_at=LATER)
    item = decide(county, review_secrecy(county, Item.objects.get(pk=item.pk)))
    assert item.state == State.APPROVED
    return item


def _held(county: County) -> Item:
    item = put_forward(county, make_item(county, **_secret("暂缓")))
    place_hold(
        item,
        viewer=seen(county, "主任"),
        revision=item.revision,
        kind="court",
        instrument=f"{HIDDEN}裁定书",
        from_on=date(2026, 11, 1),
    )
    item = decide(county, review_secrecy(county, Item.objects.get(pk=item.pk)))
    assert item.state == State.APPROVED
    return item


def _correcting(county: County, item: Item) -> Item:
    viewer = seen(county, "联络员", EDUCATION)
    begun = begin_correction(item, viewer=viewer, revision=item.revision, note=f"{HIDDEN}更正")
    draft = draft_of(begun).changed(**_secret("更正"))
    saved = save_draft(begun, viewer=viewer, revision=begun.revision, draft=draft)
    Item.objects.filter(pk=saved.pk).update(attachments=[_file("更正")], original=_file("原件"))
    return saved


def _addresses(client: Client, hidden: dict[str, Item]) -> Iterator[str]:
    """Everything the site leads to, every address of each hidden item, and everything for programs."""
    parts = _listed(client, "/sitemap.xml")
    yield from ["/sitemap.xml", *parts]
    pages = [address for part in parts for address in _listed(client, part)]
    yield from pages
    beside = ["/", *(one for one in pages if one.startswith(("/columns/disclosure/", "/organs/")))]
    yield from (f"{one}{form}.xml" for one in [*beside, "/types/news/"] for form in FORMS)
    for listed in ("/api/items", "/api/items.jsonl", "/api/items.csv", "/api/columns", "/api/types"):
        yield from (listed, f"{listed}?on=2099-01-01")
    yield from (f"/policies/?validity={one}" for one in ("in_force", "not_yet", "over"))
    yield f"/api/items?document_no={NUMBER}"
    for item in hidden.values():
        number, organ = item.pk, item.organ_id
        yield from (f"/items/{number}/", f"/items/{number}/item.docx", f"/items/{number}/item.pdf")
        yield from (f"/api/items/{number}", f"/api/items?organ={organ}", f"/organs/{organ}/")
        yield from (
            f"/desk/items/{number}/",
            f"/desk/items/{number}/preview/",
            f"/desk/items/{number}/archive/",
        )
        yield from (f"/search/?q={item.index_no}", f"/desk/search/?q={HIDDEN}")


def _listed(client: Client, part: str) -> list[str]:
    root = etree.fromstring(client.get(part).content)
    return [str(one.text).removeprefix("https://localhost") for one in root.iter(f"{{{NAMESPACE}}}loc")]


def _everything(answer: HttpResponseBase) -> str:
    """Headers and content as they go out."""
    streamed = getattr(answer, "streaming_content", None)
    content = b"".join(streamed) if streamed is not None else getattr(answer, "content", b"")
    return f"{dict(answer.items())} {bytes(content).decode(errors='replace')}"


def test_no_address_says_a_word_of_it(client: Client, hidden: dict[str, Item]) -> None:
    numbers = [hidden[one].index_no for one in NEVER_RELEASED]
    shown = {*Publication.objects.filter(government=hidden["draft"].government).values_list("index_no")}
    assert not shown & {(one,) for one in numbers}
    secrets = [HIDDEN, NUMBER, *(one for one in numbers if one)]
    said: dict[str, list[str]] = {}
    addresses = list(dict.fromkeys(_addresses(client, hidden)))
    for address in addresses:
        answer = client.get(address)
        out = _everything(answer).replace(f"q={HIDDEN}", "")  # what was asked for is said again, no more
        if found := [one for one in secrets if one in out and f"q={one}" not in address]:
            said[address] = found
        assert answer.status_code < 500, address
    assert said == {}
    assert len(addresses) > 100


def test_no_file_of_it_can_be_had(client: Client, hidden: dict[str, Item]) -> None:
    for name in ("别处", "涉密", "写错", "更正", "原件"):
        held = _file(name)
        for address in (f"/files/{held['file']}", f"/files/{held['file']}/{held['name']}"):
            for more in ({}, {"If-None-Match": f'"{held["file"]}"'}, {"Range": "bytes=0-3"}):
                answer = client.get(address, headers=more)
                assert (answer.status_code, HIDDEN in _everything(answer)) == (404, False), name


def test_work_at_the_desk_moves_no_date_outside(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """When somebody writes a draft or reviews one is nobody's business; a feed is as old as its news."""
    monkeypatch.setattr(fresh, "SETTLED", timedelta(seconds=-1))
    county = make_public_county()
    with standing_at(datetime(2026, 11, 18, 1, tzinfo=UTC)):
        item = publish(county, "news")
    before = client.get("/rss.xml")
    with standing_at(datetime(2026, 11, 19, 1, tzinfo=UTC)):
        put_forward(county, make_item(county))
        _correcting(county, item)
    after = client.get("/rss.xml")
    assert (before["Last-Modified"], before["ETag"]) == (after["Last-Modified"], after["ETag"])
    with standing_at(datetime(2026, 11, 20, 1, tzinfo=UTC)):
        take_from_the_public(county, publish(county, "news"), "wrong")
    assert client.get("/rss.xml")["Last-Modified"] == "Fri, 20 Nov 2026 01:00:00 GMT"
