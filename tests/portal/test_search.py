"""What does a visitor find by words of a title, by a number in any writing, and what is never found?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from tests.disclosure.making import make_item
from tests.organisations.making import County
from tests.portal.housing import publish_rules
from tests.portal.items import make_public_county, publish, take_from_the_public
from yangguang.disclosure.models import Item, Publication
from yangguang.portal.shell import SOME

pytestmark = pytest.mark.django_db
POLICY, OLD = "关于印发《公共租赁住房管理办法》的通知", "关于公共租赁住房分配工作的暂行规定"
FOUND = [
    ("公共租赁住房", ["policy", "repealed", "read"]),
    ("公共租赁住房 办法", ["policy", "read"]),
    ("阳政发〔2026〕6号", ["policy"]),
    ("阳政发 [2026] 6 号", ["policy"]),
    ("阳政发（２０２６）第6号", ["policy"]),
    ("2026〕9号", ["later"]),
    ("房屋租金", []),
    ("100%", []),
]
"""What is typed, and the items that answer."""


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with override_settings(PRACTICE_DAY=date(2026, 11, 20)):
        yield


@pytest.fixture
def county() -> County:
    return make_public_county()


def found(client: Client, words: str) -> list[int]:
    html = client.get("/search/", {"q": words}).content.decode()
    listed = "".join(re.findall(r'<ul class="lines">.*?</ul>', html, re.S))
    return [int(number) for number in re.findall(r'<li><a href="/items/(\d+)/"', listed)]


def test_an_item_is_found_by_its_words_and_by_its_number(client: Client, county: County) -> None:
    items = publish_rules(county)
    for words, names in FOUND:
        assert sorted(found(client, words)) == sorted(items[name].pk for name in names), words
    index_no = Publication.objects.get(pk=items["read"].pk).index_no
    assert found(client, index_no) == [items["read"].pk]


def test_a_row_says_how_the_document_stands(client: Client, county: County) -> None:
    publish_rules(county)
    html = client.get("/search/", {"q": "暂行规定"}).content.decode()
    assert re.search(rf'{OLD}</a>\s*<span class="tag bad">废止</span>', html)
    assert "找到 1 条公开信息。" in html


def test_what_is_not_public_is_not_found(client: Client, county: County) -> None:
    make_item(county, title="还在起草的住房通知")
    gone = publish(county, "news", title="已经撤下的住房通知")
    take_from_the_public(county, gone, "wrong")
    elsewhere = make_public_county("别的县", "371398")
    publish(elsewhere, "news", title="别的县的住房通知")
    with override_settings(SITE={"name": county.government.name}):
        html = client.get("/search/", {"q": "住房通知"}).content.decode()
        assert found(client, "住房通知") == []
        assert found(client, gone.index_no) == []
    assert "没有找到标题、文号里有“住房通知”的公开信息" in html
    assert 'href="/columns/disclosure/#request"' in html


def test_more_than_fit_are_said_to_be_more_and_cost_no_more(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = publish(county, "news", title="住房通知")
    _copies(first, SOME - 1)
    with django_assert_num_queries(3):
        html = client.get("/search/", {"q": "住房"}).content.decode()
    assert f"找到 {SOME} 条公开信息。" in html
    _copies(first, 1)
    with django_assert_num_queries(3):
        html = client.get("/search/", {"q": "住房"}).content.decode()
    assert f"找到超过 {SOME} 条公开信息。" in html
    assert len(found(client, "住房")) == SOME


def _copies(item: Item, count: int) -> None:
    like = Publication.objects.get(pk=item.pk)
    for number in range(count):
        copied = Item.objects.get(pk=item.pk)
        copied.pk, copied.index_no = None, f"{item.index_no}-{Item.objects.count()}-{number}"
        copied.save()
        like.pk, like.index_no = copied.pk, copied.index_no
        like.save(force_insert=True)
