"""What the page of an item says: head, body, parts of every type, validity, relations, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from lxml import html as markup
from pytest_django import DjangoAssertNumQueries

from tests.disclosure.making import EDUCATION, decide, put_forward, review_secrecy, seen
from tests.organisations.making import County
from tests.portal.housing import publish_rules
from tests.portal.items import keep_file, make_public_county, publish, values_of
from tests.portal.looking import head_of, page
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.definitions import Definition, Kind, Show, definitions
from yangguang.disclosure.files import file_address
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.services.correcting import begin_correction
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.showing.blocks import blocks_of
from yangguang.disclosure.showing.facts import Correction, FileFacts, Party
from yangguang.disclosure.showing.gathering import item_at
from yangguang.disclosure.types_in_use import type_of
from yangguang.portal.rendering.frame import Frame
from yangguang.portal.rendering.item import ItemPage, render_item
from yangguang.portal.site import Site

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
ARTICLE_TAGS = (
    *("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords"),
    *("ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description"),
    *("Image", "Url"),
)
OFFICIAL = [one.key for one in definitions()]


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with override_settings(PRACTICE_DAY=DAY):
        yield


@pytest.fixture
def county() -> County:
    return make_public_county()


def published_type(county: County, key: str, **changes: Any) -> Item:
    """An item of a type with what it must interpret."""
    if "interprets" in type_of(key).requires:
        changes["relations"] = ({"kind": "interprets", "item": publish(county).pk},)
    return publish(county, key, **changes)


def test_the_head_says_everything_that_the_guide_asks(client: Client, county: County) -> None:
    item = publish_rules(county)["policy"]
    released = Publication.objects.get(pk=item.pk).released_at
    head = head_of(page(client, item))
    assert head.pop("发布日期") == f"{timezone.localtime(released):%Y-%m-%d %H:%M}"
    assert head == {
        "索引号": item.index_no,
        "信息类型": "规范性文件",
        "主题分类": "科技、教育",
        "发布机构": "教育局",
        "发文机关": "教育局、示例市住房示例中心",
        "文号": "阳政发〔2026〕6号",
        "公文种类": "通知",
        "体裁分类": "公文",
        "成文日期": "2026-11-02",
        "有效性": "有效（已修改） 自 2026-11-10 起至 2031-11-01",
        "公开方式": "主动公开",
        "信息来源": "示例县教育局",
        "关键词": "示例，教育",
        "内容概述": "规范公共租赁住房的申请、审核、配租和退出。",
    }


def test_the_page_carries_every_tag_of_the_guide(client: Client, county: County) -> None:
    html = page(client, publish_rules(county)["policy"])
    tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', html))
    assert [name for name in ARTICLE_TAGS if not tags.get(name)] == []
    assert tags["ArticleTitle"] == "关于印发《公共租赁住房管理办法》的通知"
    assert tags["ColumnName"] == "法规规章和规范性文件"
    assert tags["ColumnType"] == "政府信息公开，规范性文件"
    assert tags["ContentSource"] == "示例县教育局"
    assert tags["Author"] == "教育局、示例市住房示例中心"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"])
    assert (tags["ColumnDescription"], tags["ColumnKeywords"]) == (
        "行政法规、规章和规范性文件。",
        "政府信息公开,法规规章和规范性文件",
    )
    assert (tags["Description"], tags["Keywords"]) == (
        "规范公共租赁住房的申请、审核、配租和退出。",
        "示例,教育",
    )
    assert tags["Image"].endswith("/static/portal/sun.svg")


def test_the_first_picture_stands_for_the_article(client: Client, county: County) -> None:
    held = keep_file("图 一.png", b"\x89PNG one", "image/png")
    address = file_address(held["file"], held["name"])
    item = publish(county, "news", body=f'<p>甲</p><p><img alt="图" src="{address}"></p>')
    tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page(client, item)))
    assert tags["Image"] == f"https://localhost{address}"
    assert tags["ColumnDescription"].endswith("主动公开的政府信息")


@pytest.mark.parametrize("key", OFFICIAL)
def test_every_answer_of_a_type_stands_on_its_page(client: Client, county: County, key: str) -> None:
    html = page(client, published_type(county, key))
    assert f'class="card item as-{type_of(key).layout}"' in html
    assert html.count("<h1") == 1
    kind = type_of(key)
    unseen = [label for label in labels_shown(kind) if f">{label}<" not in html and f">{label}（" not in html]
    assert unseen == []
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", html)


def labels_shown(kind: Definition) -> Iterator[str]:
    """The names of questions that stand on the page; tables of question and answer show only the answers."""
    for block in kind.blocks:
        for field in (kind.field(name) for name in block.fields):
            if field.kind is Kind.ROWS and block.shows is Show.TABLE and len(field.columns) != 2:
                yield from (column.label for column in field.columns)
            elif field.kind is not Kind.ROWS and not (block.shows is Show.PROSE and block.title):
                yield field.label


@pytest.mark.parametrize("key", OFFICIAL)
def test_nothing_that_was_typed_is_markup(client: Client, county: County, key: str) -> None:
    """Published past the services' own refusals: the page must not rely on them."""
    item = published_type(county, key)
    facts = item_at(county.government.pk, DAY, number=item.pk)
    with_evil = evil_facts(facts, type_of(key))
    html = render_item(ItemPage(Frame(Site(), f"/items/{item.pk}/"), with_evil)).decode()
    assert active_parts(html) == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def active_parts(html: str) -> list[str]:
    """Whatever a browser would run or fetch from elsewhere."""
    found = []
    for element in markup.document_fromstring(html).iter():
        if element.tag == "img" or (element.tag == "script" and (element.text or not element.get("src"))):
            found.append(str(element.tag))
        found += [name for name in element.attrib if name.startswith("on") or name == "style"]
        scheme = element.get("href", "").split("/")[0]
        found += [scheme] if ":" in scheme and scheme not in {"https:", "http:"} else []
    return found


def evil_facts(facts: Any, kind: Definition) -> Any:
    """The facts of a page with a script in every text, and one for every address."""
    line = replace(
        facts.line,
        title=EVIL,
        document_no=EVIL,
        index_no=EVIL,
        type_label=EVIL,
        publisher=Party(1, EVIL),
    )
    file = FileFacts("0" * 64, EVIL, "application/pdf", 10)
    return replace(
        facts,
        line=line,
        issuers=(Party(None, EVIL), Party(2, EVIL)),
        document_kind=EVIL,
        subject=EVIL,
        genre=EVIL,
        source=EVIL,
        keywords=(EVIL,),
        summary=EVIL,
        body=f"<p>{EVIL}</p>",
        blocks=blocks_of(kind, values_of(kind, EVIL, url="javascript:alert(3)"), {}),
        attachments=(file,),
        original=file,
        corrections=(Correction(DAY, EVIL),),
        bearings=tuple(replace(one, other=replace(one.other, title=EVIL)) for one in facts.bearings),
        places=tuple(replace(one, path=(EVIL,)) for one in facts.places),
    )


def test_equal_facts_give_equal_bytes(county: County) -> None:
    item = publish_rules(county)["policy"]
    frame = Frame(Site(), f"/items/{item.pk}/")
    pages = {
        render_item(ItemPage(frame, item_at(county.government.pk, DAY, number=item.pk))) for _ in range(3)
    }
    assert len(pages) == 1


def test_a_page_costs_the_same_however_much_bears_on_it(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lonely, items = publish(county, document_no="示教发〔2026〕100号"), publish_rules(county)
    for item in (lonely, items["policy"], items["later"]):
        with django_assert_num_queries(6 if item is not lonely else 5):
            page(client, item)


def test_an_ended_document_says_since_when_and_by_what(client: Client, county: County) -> None:
    items = publish_rules(county)
    html = page(client, items["repealed"])
    assert "<strong>本文件被废止，自2026年11月2日起不再有效。</strong>" in html
    assert f'见<a href="/items/{items["later"].pk}/">关于废止和调整部分住房保障文件的决定</a>' in html
    assert head_of(html)["有效性"] == "废止 自 2023-03-01 起至 2026-11-01，被废止"


def test_what_a_clean_up_ended_names_its_list(client: Client, county: County) -> None:
    """Nothing but the kept validity ties the two: no relation was entered."""
    old, listing = publish(county, document_no="示教发〔2020〕3号"), publish(county, title="清理结果公告")
    kept = {"in_force_to": date(2026, 11, 9), "ended_how": "declared", "ended_by": listing.pk}
    Publication.objects.filter(pk=old.pk).update(**kept)
    html = page(client, old)
    assert "<strong>本文件清理后宣布失效，自2026年11月10日起不再有效。</strong>" in html
    assert f'见<a href="/items/{listing.pk}/">清理结果公告</a>' in html


def test_a_document_to_come_says_from_when(client: Client, county: County) -> None:
    html = page(client, publish(county, effective_on=date(2027, 1, 1)))
    assert "<strong>本文件尚未施行，自2027年1月1日起施行。</strong>" in html


def test_an_expired_document_says_so(client: Client, county: County) -> None:
    html = page(client, publish(county, made_on=date(2024, 1, 1), expires_on=date(2026, 10, 31)))
    assert "<strong>本文件有效期届满，自2026年11月1日起不再有效。</strong>" in html


def test_what_was_repealed_before_it_began_does_not_wait_to_begin(client: Client, county: County) -> None:
    never = publish(county, effective_on=date(2027, 1, 1))
    publish(county, effective_on=date(2026, 11, 10), relations=({"kind": "repeals", "item": never.pk},))
    html = page(client, never)
    assert "<strong>本文件被废止，没有施行。</strong>" in html
    assert head_of(html)["有效性"].startswith("废止 ")


def test_news_has_no_validity(client: Client, county: County) -> None:
    html = page(client, publish(county, "news"))
    assert "有效性" not in head_of(html)
    assert 'class="verdict' not in html


def test_documents_are_linked_both_ways(client: Client, county: County) -> None:
    items = publish_rules(county)
    rules = page(client, items["policy"])
    assert related(rules, "被以下文件修改") == [items["later"].pk]
    assert related(rules, "以本文件为依据") == [items["later"].pk]
    assert related(rules, "政策解读") == [items["read"].pk]
    deciding = page(client, items["later"])
    assert related(deciding, "废止以下文件") == [items["repealed"].pk]
    assert related(deciding, "修改以下文件") == [items["policy"].pk]
    assert related(deciding, "制定依据") == [items["policy"].pk]
    assert related(page(client, items["read"]), "解读的文件") == [items["policy"].pk]
    said = r'<span class="tag">文字、图解</span> <a href="/items/(\d+)/">'
    assert re.findall(said, rules) == [str(items["read"].pk)], "how it is explained stands before its name"


def related(html: str, heading: str) -> list[int]:
    """The items that stand under a heading beside the text."""
    aside = html.split("<aside", 1)[1]
    under = re.split(rf">{heading}</h[23]>", aside)[1].split("</ul>", 1)[0]
    return [int(number) for number in re.findall(r'href="/items/(\d+)/"', under)]


def test_the_validity_of_others_stands_beside_their_names(client: Client, county: County) -> None:
    items = publish_rules(county)
    deciding = page(client, items["later"]).split("<aside", 1)[1]
    assert re.search(r'暂行规定</a>\s*<span class="tag bad">废止</span>', deciding)
    interpreted = page(client, items["read"]).split("<aside", 1)[1]
    assert re.search(r'的通知</a>\s*<span class="tag good">有效（已修改）</span>', interpreted)


def test_a_correction_is_told_with_its_day(client: Client, county: County) -> None:
    item = publish(county, "news", title="原来的标题")
    viewer = seen(county, "联络员", EDUCATION)
    item = begin_correction(item, viewer=viewer, revision=item.revision, note="更正标题中的机关名称")
    draft = draft_of(item).changed(title="更正后的标题")
    item = save_draft(item, viewer=viewer, revision=item.revision, draft=draft)
    assert "原来的标题" in page(client, item), "until the corrected version is released"
    assert "更正标题中的机关名称" not in page(client, item)
    decide(county, review_secrecy(county, put_forward(county, item)))
    html = page(client, item)
    assert "<h1>更正后的标题</h1>" in html
    assert re.search(
        r'更正说明</h2><ul><li><time class="num" datetime="[-\d]+">[-\d]+</time>　更正标题中', html
    )
