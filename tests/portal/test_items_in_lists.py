"""What lists of items say: columns, organs, the library of documents, the home page, at every depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.disclosure.making import EDUCATION, FINANCE, organ_of
from tests.organisations.making import County
from tests.portal.housing import publish_rules
from tests.portal.items import make_public_county, publish
from yangguang.disclosure.models import Item, Placement, Publication
from yangguang.disclosure.showing.paging import A_PAGE, EPOCH, Cursor, cursor_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
NEWS = "/columns/disclosure/news/"
TITLE = "关于印发《公共租赁住房管理办法》的通知"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with override_settings(PRACTICE_DAY=DAY):
        yield


@pytest.fixture
def county() -> County:
    return make_public_county()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def rows(html: str) -> list[int]:
    """The items of a page's list, from the top."""
    listed = "".join(re.findall(r'<ul class="lines">.*?</ul>', html, re.S))
    return [int(number) for number in re.findall(r'<li><a href="/items/(\d+)/"', listed)]


def link(html: str, words: str) -> str:
    found = re.search(rf'href="([^"]*)"[^>]*>[^<]*{words}', html)
    return found[1].replace("&amp;", "&") if found else ""


def copies(item: Item, count: int) -> list[int]:
    """`count` more publications like that of `item`, a minute apart, two of them in the same instant."""
    like, place = Publication.objects.get(pk=item.pk), Placement.objects.filter(publication=item.pk)[0]
    made = []
    for number in range(1, count + 1):
        copied = Item.objects.get(pk=item.pk)
        copied.pk, copied.index_no = None, f"{item.index_no}-{number}"
        copied.save(force_insert=True)
        at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=number - number % 2)
        same = {
            one.attname: getattr(like, one.attname)
            for one in Publication._meta.concrete_fields
            if one.attname not in {"item_id", "index_no", "released_at", "document_no"}
        }
        held = Publication.objects.create(item=copied, index_no=copied.index_no, released_at=at, **same)
        Placement.objects.create(
            publication=held, column_id=place.column_id, publisher_id=place.publisher_id, released_at=at
        )
        made.append(copied.pk)
    return made


def test_a_row_says_title_number_days_and_validity(client: Client, county: County) -> None:
    item = publish_rules(county)["policy"]
    html = page(client, "/columns/disclosure/a20-01/")
    released = timezone.localtime(Publication.objects.get(pk=item.pk).released_at)
    row = html.split(f'<li><a href="/items/{item.pk}/">', 1)[1].split("</li>", 1)[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", row).split())
    assert (
        words == f"{TITLE} 有效（已修改） 阳政发〔2026〕6号 教育局 成文 2026-11-02 发布 {released:%Y-%m-%d}"
    )


def test_pages_of_a_column_follow_on_without_a_gap(client: Client, county: County) -> None:
    first = publish(county, "news")
    made = [first.pk, *reversed(copies(first, 2 * A_PAGE + 5))]
    address, seen, turned = NEWS, [], 0
    while address:
        html = page(client, address)
        seen += rows(html)
        older = link(html, "较早的")
        address, turned = (f"{NEWS}{older}" if older else ""), turned + 1
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(set(seen))
    assert turned == 3
    at = dict(Publication.objects.values_list("pk", "released_at"))
    assert seen == sorted(seen, key=lambda number: (at[number], number), reverse=True)


def test_the_way_back_leads_over_the_same_rows(client: Client, county: County) -> None:
    copies(publish(county, "news"), 2 * A_PAGE + 5)
    head = page(client, NEWS)
    second = page(client, NEWS + link(head, "较早的"))
    third = page(client, NEWS + link(second, "较早的"))
    assert rows(page(client, NEWS + link(third, "较新的"))) == rows(second)
    assert rows(page(client, NEWS + link(second, "较新的"))) == rows(head)
    assert (link(head, "较新的"), link(third, "较早的")) == ("", "")
    assert link(second, "回到最新") == NEWS


def test_a_column_costs_the_same_at_any_depth(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = publish(county, "news")
    with django_assert_num_queries(4):
        page(client, NEWS)
    copies(item, 2 * A_PAGE + 5)
    address = NEWS
    for _ in range(3):
        with django_assert_num_queries(4):
            html = page(client, address)
        address = NEWS + link(html, "较早的")


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 6),
        ("/columns/affairs/", 2),
        ("/columns/interpretation/", 2),
        ("/columns/disclosure/", 4),
        ("/columns/disclosure/content/", 5),
        ("/columns/disclosure/a20-01/", 5),
        ("/organs/", 2),
        ("organ", 11),
        ("organ column", 5),
        ("/policies/", 6),
        ("/policies/interpretations/", 6),
    ],
)
def test_no_list_costs_more_for_more_items(
    client: Client,
    county: County,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
) -> None:
    organ = organ_of(county, EDUCATION).pk
    named = {"organ": f"/organs/{organ}/", "organ column": f"/organs/{organ}/columns/a20-01/"}
    publish_rules(county)
    publish(county, "organ_profile")
    for _ in range(2):
        with django_assert_num_queries(queries):
            page(client, named.get(address, address))
        publish(county, "news")
        publish(county, "policy_document", document_no="")


def test_the_column_of_normative_documents_counts_them(client: Client, county: County) -> None:
    counted = "规范性文件：现行有效 <b>2</b> 件，本年制发 <b>2</b> 件，本年失效和废止 <b>1</b> 件。"
    assert "规范性文件：" not in page(client, "/columns/disclosure/a20-01/"), "nothing to count yet"
    publish_rules(county)
    html = page(client, "/columns/disclosure/a20-01/")
    assert f'{counted}<a href="/policies/normative/?validity=in_force">只看现行有效</a>' in html
    for address in ("/columns/disclosure/a20-15/", f"/organs/{organ_of(county).pk}/columns/a20-01/"):
        assert "规范性文件：现行有效" not in page(client, address)


def test_organs_stand_by_their_kind(client: Client, county: County) -> None:
    under = client.get("/columns/disclosure/").content.decode().split('id="organs"', 1)[1]
    assert re.search(rf'<h3>部门</h3>\s*<ul class="plain">.*>{EDUCATION}</a>', under)


def test_an_empty_column_says_so(client: Client, county: County) -> None:
    html = page(client, "/columns/disclosure/a21-04/")
    assert "本栏目还没有信息。" in html
    assert '<h1 id="title">土地征收</h1>' in html


@pytest.mark.parametrize("query", ["?before=x", "?before=1-", "?after=-1", "?before=1-99999999999999999999"])
def test_a_place_that_is_none_is_not_found(client: Client, county: County, query: str) -> None:
    assert client.get(NEWS + query).status_code == 404


def test_the_furthest_places_are_places(client: Client, county: County) -> None:
    publish(county, "news")
    assert "回到最新" in page(client, f"{NEWS}?before=0-1")
    last = Cursor(EPOCH + timedelta(days=365 * 200), 10**17)
    assert cursor_of(str(last)) == last
    assert len(rows(page(client, f"{NEWS}?before={last}"))) == 1


def test_the_menu_has_the_national_layout(client: Client, county: County) -> None:
    html = page(client, "/columns/disclosure/a20-01/")
    menu = html.split('<nav class="menu"', 1)[1].split("</nav>", 1)[0]
    names = re.findall(r">([^<>\n]+)</(?:a|summary)>", menu)
    assert names[:4] == ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "第二十条规定的内容"]
    assert names[4] == "法规规章和规范性文件"
    assert names[-4:] == ["乡镇社会救助", "政府信息公开年报", "通知公告", "依申请公开"]
    assert 'href="/reports/">政府信息公开年报' in menu
    assert menu.count('aria-current="page"') == 1
    assert menu.count('aria-current="true"') == 1


def test_the_pages_of_a_township_have_its_own_columns(client: Client, county: County) -> None:
    township, bureau = organ_of(county, "向阳镇人民政府").pk, organ_of(county, EDUCATION).pk
    assert "筹资筹劳" in page(client, f"/organs/{township}/columns/a21-14/")
    assert client.get(f"/organs/{bureau}/columns/a21-14/").status_code == 404
    assert client.get(f"/organs/{township}/columns/a21-01/").status_code == 404


def test_an_organ_shows_its_own_rows_alone(client: Client, county: County) -> None:
    ours = publish(county, "news", title="教育新闻")
    theirs = publish(county, "news", organ=FINANCE, title="财政新闻")
    education, finance = (organ_of(county, name).pk for name in (EDUCATION, FINANCE))
    assert rows(page(client, f"/organs/{education}/")) == [ours.pk]
    assert rows(page(client, f"/organs/{finance}/columns/news/")) == [theirs.pk]
    assert rows(page(client, NEWS)) == [theirs.pk, ours.pk]


def test_an_organ_says_what_it_does_and_how_to_reach_it(client: Client, county: County) -> None:
    organ = organ_of(county, EDUCATION)
    organ.phone, organ.office_hours = "0530-1234567", "工作日 8:30—17:30"
    organ.save()
    assert "还没有公开机关职能" in page(client, f"/organs/{organ.pk}/")
    profile = publish(county, "organ_profile", words="主管全县教育工作")
    html = page(client, f"/organs/{organ.pk}/")
    assert "主管全县教育工作" in html
    assert f'href="/items/{profile.pk}/"' in html
    for words in ("0530-1234567", "工作日 8:30—17:30", "还没有收录年度报告"):
        assert words in html


def test_the_library_asks_any_day(client: Client, county: County) -> None:
    items = publish_rules(county)
    numbers = {name: item.pk for name, item in items.items() if name != "read"}
    everything = page(client, "/policies/normative/")
    assert sorted(rows(everything)) == sorted(numbers.values())
    assert "2026-11-20：现行有效 <b>2</b> 件，本年制发 <b>2</b> 件，本年失效和废止 <b>1</b> 件" in everything
    found = {
        (on, validity): rows(page(client, f"/policies/normative/?on={on}&validity={validity}"))
        for on in ("2026-11-20", "2026-11-01", "2022-01-01")
        for validity in ("in_force", "not_yet", "over")
    }
    policy, old, later = numbers["policy"], numbers["repealed"], numbers["later"]
    assert found == {
        ("2026-11-20", "in_force"): [later, policy],
        ("2026-11-20", "not_yet"): [],
        ("2026-11-20", "over"): [old],
        ("2026-11-01", "in_force"): [old],
        ("2026-11-01", "not_yet"): [later, policy],
        ("2026-11-01", "over"): [],
        ("2022-01-01", "in_force"): [],
        ("2022-01-01", "not_yet"): [later, policy, old],
        ("2022-01-01", "over"): [],
    }


def test_the_library_tells_validity_as_of_its_day(client: Client, county: County) -> None:
    publish_rules(county)
    tags = r'暂行规定</a>\s*<span class="tag \w+">(.*?)</span>'
    assert re.findall(tags, page(client, "/policies/?on=2026-11-20")) == ["废止"]
    assert re.findall(tags, page(client, "/policies/?on=2026-11-01")) == ["有效"]


def test_the_library_is_narrowed_by_type_year_and_organ(client: Client, county: County) -> None:
    items = publish_rules(county)
    other = publish(county, "policy_document", organ=FINANCE, made_on=date(2025, 5, 1))
    organ = organ_of(county, FINANCE).pk
    assert rows(page(client, "/policies/?type=policy_document")) == [other.pk]
    assert rows(page(client, "/policies/?year=2023")) == [items["repealed"].pk]
    assert rows(page(client, f"/policies/?organ={organ}")) == [other.pk]
    assert other.pk not in rows(page(client, "/policies/normative/"))
    assert "没有符合条件的文件" in page(client, f"/policies/normative/?organ={organ}")
    html = page(client, "/policies/?year=2023&validity=over&type=nothing")
    assert rows(html) == [items["repealed"].pk], "a type that does not exist narrows nothing"


def test_interpretation_is_linked_both_ways_in_the_library(client: Client, county: County) -> None:
    items = publish_rules(county)
    documents = page(client, "/policies/")
    assert f'<a href="/items/{items["read"].pk}/">五个问题读懂公共租赁住房管理办法</a>' in documents
    readings = page(client, "/policies/interpretations/")
    assert rows(readings) == [items["read"].pk]
    policy = rf'<a href="/items/{items["policy"].pk}/">《{TITLE}》</a>'
    assert re.search(rf'{policy}\s*<span class="tag good">有效（已修改）</span>', readings)


def test_a_day_that_does_not_exist_is_refused_with_a_link(client: Client, county: County) -> None:
    html = page(client, "/policies/?on=2026-02-30")
    assert '<a href="#on">日期“2026-02-30”不存在，日历上没有这一天</a>' in html
    assert rows(html) == []


@pytest.mark.parametrize(
    "query", ["?year=0000", "?year=99999", "?organ=x", "?organ=9999999999999999999", "?validity=x", "?on=%00"]
)
def test_choices_that_do_not_exist_break_nothing(client: Client, county: County, query: str) -> None:
    assert client.get(f"/policies/{query}").status_code == 200


def test_what_a_visitor_typed_stands_in_no_link_as_markup(client: Client, county: County) -> None:
    html = page(client, '/policies/?on="><script>alert(1)</script>&type="><b>')
    assert "<script>alert" not in html
    assert '"><b>' not in html


def test_pages_of_the_library_keep_the_choices(client: Client, county: County) -> None:
    copies(publish(county, "policy_document"), A_PAGE + 3)
    head = page(client, "/policies/?type=policy_document&year=2026")
    older = link(head, "较早的")
    assert older.startswith("?type=policy_document&year=2026&before=")
    assert len(rows(page(client, f"/policies/{older}"))) == 4


def test_home_shows_the_newest_by_group(client: Client, county: County) -> None:
    items = publish_rules(county)
    news = publish(county, "news", title="一则新闻")
    html = page(client, "/")
    groups = re.findall(r'<h2 id="group-\d">(.*?)</h2>.*?<ul class="lines">(.*?)</ul>', html, re.S)
    found = {name: [int(one) for one in re.findall(r"/items/(\d+)/", listed)] for name, listed in groups}
    documents = [items[name].pk for name in ("later", "policy", "repealed")]
    assert found == {
        "最新公开": [news.pk, items["read"].pk, *documents],
        "政策文件": documents,
        "解读回应": [items["read"].pk],
        "公告动态": [news.pk],
    }


def test_nothing_is_listed_before_it_is_released(client: Client, county: County) -> None:
    for address in ("/", "/columns/disclosure/", NEWS, "/policies/", "/organs/"):
        assert "/items/" not in page(client, address)
