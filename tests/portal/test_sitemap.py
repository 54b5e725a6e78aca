"""The map of the site in parts that never shift, what robots are asked, how the site is searched."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from tests.disclosure.making import make_item
from tests.organisations.making import County
from tests.portal.copies import copy_released
from tests.portal.items import make_public_county, publish, take_from_the_public
from tests.portal.makers import store
from yangguang.disclosure.models import Publication
from yangguang.disclosure.showing import listing
from yangguang.portal.site import site
from yangguang.portal.sitemap import NAMESPACE, OPENSEARCH, Address, map_of

HERE = "https://localhost"


@pytest.fixture
def county(db: None) -> County:
    return make_public_county()


def places(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    root = etree.fromstring(response.content)
    return [str(one.text).removeprefix(HERE) for one in root.iter(f"{{{NAMESPACE}}}loc")]


def test_every_address_of_the_map_answers(client: Client, county: County) -> None:
    store()
    item = publish(county)
    make_item(county)
    take_from_the_public(county, publish(county), "wrong")
    parts = places(client, "/sitemap.xml")
    block = item.pk // listing.A_BLOCK
    assert parts == ["/sitemap-pages.xml", f"/sitemap-items-{block}.xml", "/sitemap-reports-2023.xml"]
    assert places(client, parts[1]) == [f"/items/{item.pk}/"]
    every = [address for part in parts for address in places(client, part)]
    assert len(set(every)) == len(every)
    assert {"/", "/reports/", "/organs/", "/policies/", "/columns/disclosure/a20-01/"} <= set(every)
    assert f"/organs/{item.organ_id}/" in every
    assert {client.get(address).status_code for address in every} == {200}


def test_blocks_hold_no_more_than_they_may_and_never_shift(
    client: Client,
    county: County,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "A_BLOCK", 10)
    item = publish(county, "news")
    with django_assert_num_queries(3):
        assert len(places(client, "/sitemap.xml")) == 2
    copy_released(item, 35)
    with django_assert_num_queries(3):
        parts = places(client, "/sitemap.xml")[1:]
    found = []
    for part in parts:
        with django_assert_num_queries(2):
            held = places(client, part)
        assert 0 < len(held) <= 10
        found += held
    numbers = Publication.objects.order_by("pk").values_list("pk", flat=True)
    assert found == [f"/items/{number}/" for number in numbers]
    assert client.get("/sitemap-items-99999999999999.xml").status_code == 404


def test_nothing_of_another_government_is_listed(client: Client, county: County) -> None:
    publish(make_public_county("邻县", "371398"))
    assert places(client, "/sitemap.xml") == ["/sitemap-pages.xml"]


@pytest.mark.django_db
def test_a_site_without_a_government_still_has_its_pages(client: Client) -> None:
    assert places(client, "/sitemap.xml") == ["/sitemap-pages.xml"]
    assert "/reports/" in places(client, "/sitemap-pages.xml")
    assert client.get("/sitemap-items-0.xml").status_code == 404
    assert client.get("/sitemap-reports-2023.xml").status_code == 404


def test_an_address_is_escaped() -> None:
    root = etree.fromstring(map_of([Address("https://localhost/?a=1&b=<2>")]))
    assert root.findtext(f"{{{NAMESPACE}}}url/{{{NAMESPACE}}}loc") == "https://localhost/?a=1&b=<2>"


@pytest.mark.django_db
def test_an_unchanged_map_is_not_sent_again(client: Client) -> None:
    mark = client.get("/sitemap.xml")["ETag"]
    assert client.get("/sitemap.xml", headers={"If-None-Match": mark}).status_code == 304


def test_robots_are_told_where_the_map_lies(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /desk/" in lines
    assert lines[-1] == f"Sitemap: {HERE}/sitemap.xml"


@pytest.mark.django_db
def test_a_browser_learns_how_to_search_the_site(client: Client) -> None:
    assert 'rel="search" href="/opensearch.xml"' in client.get("/about/").content.decode()
    site.cache_clear()
    with override_settings(
        SITE={"name": "名称长得超过十六个字的某某自治县人民政府", "domain": "www.example.invalid"}
    ):
        response = client.get("/opensearch.xml")
    site.cache_clear()
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    root = etree.fromstring(response.content)
    assert root.findtext(f"{{{OPENSEARCH}}}ShortName") == "名称长得超过十六个字的某某自治县"
    template = root.find(f"{{{OPENSEARCH}}}Url")
    assert template is not None
    assert template.get("template") == "https://www.example.invalid/search/?q={searchTerms}"
