"""What stands at an item's address: nothing before release, files with it, a tombstone afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client, override_settings

from tests.disclosure.making import make_item, put_forward
from tests.organisations.making import County
from tests.portal.housing import publish_rules
from tests.portal.items import keep_file, make_public_county, publish, take_from_the_public
from tests.portal.looking import head_of, page
from yangguang.disclosure.models import Item

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with override_settings(PRACTICE_DAY=DAY):
        yield


@pytest.fixture
def county() -> County:
    return make_public_county()


@pytest.mark.parametrize("state", ["draft", "review", "approved by nobody"])
def test_what_is_not_released_answers_like_what_never_was(client: Client, county: County, state: str) -> None:
    item = make_item(county, title="还在起草的秘密打算")
    if state != "draft":
        item = put_forward(county, item)
    never = client.get("/items/987654321/")
    for address in (f"/items/{item.pk}/", f"/items/{item.pk}/item.docx", f"/items/{item.pk}/item.pdf"):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (404, never.content)


@pytest.mark.parametrize(
    "address",
    [
        "/items/0/",
        "/items/99999999999999999999999/",
        "/items/99999999999999999999999/item.pdf",
        "/items/1/item.exe",
        "/organs/99999999999999999999999/",
        "/organs/987654/",
        "/columns/disclosure/none/",
        "/columns/disclosure/%00/",
        "/organs/1/columns/none/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, county: County, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "<h1>没有这个页面</h1>" in response.content.decode()


def test_what_was_taken_down_leaves_its_title_and_reason(client: Client, county: County) -> None:
    item = publish(county, "news", title="写错了机关的新闻", body="<p>不应当再看到的正文</p>")
    take_from_the_public(county, item, "wrong", "标题写错了机关名称")
    html = page(client, item, 410)
    assert "<h1>写错了机关的新闻</h1>" in html
    assert head_of(html)["撤下原因"] == "内容有误：标题写错了机关名称"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", head_of(html)["撤下时间"])
    assert "不应当再看到的正文" not in html


@pytest.mark.parametrize(
    ("ground", "words"), [("secrecy", "涉及国家秘密"), ("privacy", "涉及个人隐私或者商业秘密")]
)
def test_not_even_the_title_stays_of_what_nobody_may_know(
    client: Client, county: County, ground: str, words: str
) -> None:
    item = publish(county, "policy_document", title="写有某人住址的文件", document_no="示教发〔2026〕77号")
    take_from_the_public(county, item, ground, "含有某人的住址")
    html = page(client, item, 410)
    assert "<h1>该信息已撤下</h1>" in html
    assert head_of(html)["撤下原因"] == words
    for gone in ("写有某人住址的文件", "示教发〔2026〕77号", "含有某人的住址", "正文第一段"):
        assert gone not in html


def test_what_was_taken_down_is_gone_from_every_page_that_named_it(client: Client, county: County) -> None:
    items = publish_rules(county)
    take_from_the_public(county, items["later"], "wrong")
    assert "关于废止和调整部分住房保障文件的决定" not in page(client, items["policy"])
    html = page(client, items["repealed"])
    assert "关于废止和调整" not in html
    assert head_of(html)["有效性"] == "有效 自 2023-03-01 起"
    for address in ("/", "/columns/disclosure/", "/columns/disclosure/a20-01/", "/policies/"):
        assert "关于废止和调整" not in client.get(address).content.decode()


def test_the_files_of_a_page_can_be_had_until_it_is_taken_down(client: Client, county: County) -> None:
    held = keep_file("申请表.pdf", b"%PDF-1.4 a form")
    item = publish(county, files=(held,), original=keep_file("原件.docx", b"PK an original"))
    html = page(client, item)
    assert "PDF，15 字节" in html
    addresses = re.findall(r'href="(/files/[^"]+)"', html)
    assert len(addresses) == 1
    for address in addresses:
        response = client.get(address)
        assert (response.status_code, response["X-Content-Type-Options"]) == (200, "nosniff")
    take_from_the_public(county, item, "wrong")
    assert [client.get(address).status_code for address in addresses] == [404]


def test_a_file_of_a_draft_is_not_on_the_page(client: Client, county: County) -> None:
    item = publish(county, files=(keep_file("甲.pdf", b"%PDF-1.4 one"),))
    Item.objects.filter(pk=item.pk).update(attachments=[keep_file("乙.pdf", b"%PDF-1.4 a draft")])
    html = page(client, item)
    assert "甲.pdf" in html
    assert "乙.pdf" not in html


def test_pictures_of_a_body_can_be_seen(client: Client, county: County) -> None:
    held = keep_file("图.png", b"\x89PNG a picture", "image/png")
    body = f'<p>看图：<img src="/files/{held["file"]}/tu.png" alt="流程图"></p>'
    html = page(client, publish(county, files=(held,), body=body))
    source = re.findall(r'<img src="(/files/[^"]+)" alt="流程图">', html)[0]
    assert client.get(source).status_code == 200


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_an_item_can_be_taken_home(client: Client, county: County, ending: str, begins: bytes) -> None:
    item = publish_rules(county)["policy"]
    first, second = (client.get(f"/items/{item.pk}/item.{ending}") for _ in range(2))
    assert first.content.startswith(begins)
    assert first.content == second.content
    assert f".{ending}" in first["Content-Disposition"]


def test_an_unchanged_page_is_not_sent_again(client: Client, county: County) -> None:
    item = publish(county, "news")
    first = client.get(f"/items/{item.pk}/")
    assert first["Cache-Control"] == "no-cache"
    assert "Cookie" in first["Vary"]
    again = client.get(f"/items/{item.pk}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    take_from_the_public(county, item, "wrong")
    assert client.get(f"/items/{item.pk}/", headers={"If-None-Match": first["ETag"]}).status_code == 410


def test_no_other_government_is_shown(client: Client, county: County) -> None:
    other = make_public_county("别处县", "371398")
    theirs, ours = publish(other, "news", title="别处的新闻"), publish(county, "news", title="这里的新闻")
    with override_settings(SITE={"name": "示例县人民政府"}):
        assert client.get(f"/items/{theirs.pk}/").status_code == 404
        assert client.get(f"/organs/{theirs.organ_id}/").status_code == 404
        assert "这里的新闻" in page(client, ours)
        for address in ("/", "/columns/disclosure/", "/columns/affairs/", "/columns/disclosure/news/"):
            html = client.get(address).content.decode()
            assert "这里的新闻" in html
            assert "别处的新闻" not in html
    with override_settings(SITE={"name": "不在此处县人民政府"}):
        assert client.get(f"/items/{ours.pk}/").status_code == 404, "better nothing than another county's"
