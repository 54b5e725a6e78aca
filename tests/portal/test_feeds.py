"""RSS and Atom of a county, a column, an organ, a type: whole XML, right dates, names that never change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from tests.disclosure.making import FINANCE, make_item, organ_of
from tests.organisations.making import County
from tests.portal.copies import copy_released
from tests.portal.items import make_public_county, publish, take_from_the_public
from yangguang.portal import fresh
from yangguang.portal.feeds import ATOM, Entry, FeedFacts, atom, identity, rss

A = f"{{{ATOM}}}"
AT = timezone.localtime(datetime(2026, 11, 20, 1, 2, 3, 456, UTC))
ODD = "<b>甲&乙</b> “]]>” \x00\x1f\ud800 é"
ENTRY = Entry(
    name="yangguang:item:371399:X/2026-00001",
    title=ODD,
    address="https://localhost/items/1/?a=1&b=2",
    author="教育局",
    category="动态要闻",
    summary=ODD,
    released_at=AT,
    updated_at=AT + timedelta(days=1),
)
FACTS = FeedFacts(
    name="yangguang:feed:371399",
    title=ODD,
    description="说明",
    author="示例县人民政府办公室",
    page="https://localhost/",
    own="https://localhost/rss.xml",
    updated_at=AT,
    entries=(ENTRY,),
)
SHOWN = "<b>甲&乙</b> “]]>”  é"


@pytest.fixture
def county(db: None) -> County:
    return make_public_county()


def read(client: Client, address: str) -> etree._Element:
    response = client.get(address)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def titles(client: Client, address: str) -> list[str | None]:
    root = read(client, address)
    return [one.text for one in root.iterfind("channel/item/title")] or [
        one.text for one in root.iterfind(f"{A}entry/{A}title")
    ]


def test_rss_holds_any_words_and_says_days_as_rfc_822_does() -> None:
    root = etree.fromstring(rss(FACTS))
    channel = root.find("channel")
    assert channel is not None
    assert (root.get("version"), channel.findtext("title")) == ("2.0", SHOWN)
    assert channel.findtext("lastBuildDate") == "Fri, 20 Nov 2026 09:02:03 +0800"
    item = channel.find("item")
    assert item is not None
    assert [one.text for one in item] == [
        SHOWN,
        "https://localhost/items/1/?a=1&b=2",
        identity(ENTRY.name),
        "Fri, 20 Nov 2026 09:02:03 +0800",
        "教育局",
        "动态要闻",
        SHOWN,
    ]
    assert item.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]


def test_atom_holds_the_same_and_says_instants_as_rfc_3339_does() -> None:
    root = etree.fromstring(atom(FACTS))
    assert root.findtext(f"{A}id") == identity("yangguang:feed:371399")
    assert root.findtext(f"{A}updated") == "2026-11-20T09:02:03+08:00"
    entry = root.find(f"{A}entry")
    assert entry is not None
    assert (entry.findtext(f"{A}title"), entry.findtext(f"{A}summary")) == (SHOWN, SHOWN)
    assert entry.findtext(f"{A}published") == "2026-11-20T09:02:03+08:00"
    assert entry.findtext(f"{A}updated") == "2026-11-21T09:02:03+08:00"
    assert entry.findtext(f"{A}author/{A}name") == "教育局"
    assert entry.find(f"{A}link").get("href") == ENTRY.address  # type: ignore[union-attr]


def test_equal_facts_give_equal_bytes_and_equal_names_for_ever() -> None:
    assert (rss(FACTS), atom(FACTS)) == (rss(FACTS), atom(FACTS))
    assert identity("yangguang:item:371399:X/2026-00001") == "urn:uuid:cbb1fce4-265a-5146-80a6-a713749bd552"


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_tells_of_its_own_topic_only(client: Client, county: County, form: str) -> None:
    policy = publish(county, title="政策一份")
    news = publish(county, "news", organ=FINANCE, title="动态一则")
    make_item(county, title="草稿")
    take_from_the_public(county, publish(county, "news", title="撤下的"), "wrong")
    assert titles(client, f"/{form}.xml") == ["动态一则", "政策一份"]
    assert titles(client, f"/columns/disclosure/a20-01/{form}.xml") == ["政策一份"]
    assert titles(client, f"/columns/disclosure/news/{form}.xml") == ["动态一则"]
    assert titles(client, f"/organs/{news.organ_id}/{form}.xml") == ["动态一则"]
    assert titles(client, f"/organs/{policy.organ_id}/{form}.xml") == ["政策一份"]
    assert titles(client, f"/types/policy_document/{form}.xml") == ["政策一份"]
    assert titles(client, f"/types/budget/{form}.xml") == []


def test_an_entry_leads_to_its_page_and_keeps_its_name(client: Client, county: County) -> None:
    item = publish(county, "policy_document", title="政策一份", document_no="示教发〔2026〕8号")
    entry = read(client, "/rss.xml").find("channel/item")
    assert entry is not None
    assert entry.findtext("link") == f"https://localhost/items/{item.pk}/"
    assert entry.findtext("guid") == identity(f"yangguang:item:371399:{item.index_no}")
    assert entry.findtext("description") == "文号：示教发〔2026〕8号\n一段内容概述。"
    said = parsedate_to_datetime(entry.findtext("pubDate") or "")
    assert item.released_at is not None
    assert said == item.released_at.replace(microsecond=0)
    assert said.utcoffset() == timedelta(hours=8)
    assert client.get(f"/items/{item.pk}/").status_code == 200


UNKNOWN = [
    "/columns/disclosure/nothing/rss.xml",
    "/columns/disclosure/a%00/rss.xml",
    "/organs/9007199254740993/atom.xml",
    "/organs/99999999999999999999/atom.xml",
    "/types/nothing/rss.xml",
    "/feed.xml",
]


@pytest.mark.parametrize("address", UNKNOWN)
def test_there_is_no_feed_of_what_is_not_there(client: Client, county: County, address: str) -> None:
    assert client.get(address).status_code == 404


def test_nothing_of_another_government_is_told(client: Client, county: County) -> None:
    other = make_public_county("邻县", "371398")
    publish(other)
    assert titles(client, "/rss.xml") == []
    assert client.get(f"/organs/{organ_of(other).pk}/rss.xml").status_code == 404
    assert titles(client, "/columns/disclosure/a20-01/rss.xml") == []


@pytest.mark.django_db
def test_without_a_government_there_is_no_feed(client: Client) -> None:
    assert client.get("/rss.xml").status_code == 404


def test_the_newest_fifty_cost_the_same_as_one(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = publish(county, "news")
    costs = {"/rss.xml": 3, "/types/news/atom.xml": 3, f"/organs/{item.organ_id}/rss.xml": 4}
    costs["/columns/disclosure/news/rss.xml"] = 4
    for wanted in (1, 50):
        for address, cost in costs.items():
            with django_assert_num_queries(cost):
                assert len(titles(client, address)) == wanted
        copy_released(item, 60) if wanted == 1 else None


def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing had happened for a while."""
    monkeypatch.setattr(fresh, "SETTLED", timedelta(seconds=-1))


def test_an_unchanged_feed_is_not_sent_again(
    client: Client, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = publish(county, "news")
    first = client.get("/atom.xml")
    assert (first["Content-Type"], first["Cache-Control"]) == (
        "application/atom+xml; charset=utf-8",
        "no-cache",
    )
    assert not first.has_header("Last-Modified"), "another change may come within the same second"
    again: dict[str, Any] = {"If-None-Match": first["ETag"]}
    assert client.get("/atom.xml", headers=again).status_code == 304
    settled(monkeypatch)
    since = {"If-Modified-Since": client.get("/atom.xml")["Last-Modified"]}
    assert client.get("/atom.xml", headers=since).status_code == 304
    take_from_the_public(county, item, "wrong")
    assert client.get("/atom.xml", headers=again).status_code == 200
    assert titles(client, "/atom.xml") == []
