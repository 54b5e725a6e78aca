"""One repealed document on every page and in every file that names it, the day before and on the day."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.test import Client, override_settings
from docx import Document
from lxml import etree

from tests.organisations.making import County
from tests.portal.housing import BODY
from tests.portal.items import make_public_county, publish
from tests.portal.looking import head_of, page
from yangguang.disclosure.models import Item
from yangguang.portal.sitemap import NAMESPACE

pytestmark = pytest.mark.django_db
TITLE, REPEALING = "关于公共租赁住房分配工作的暂行规定", "关于废止住房保障文件的决定"
EVE, DAY = date(2026, 11, 30), date(2026, 12, 1)
STATUS = {EVE: "有效", DAY: "废止"}
BANNER = "本文件被废止，自2026年12月1日起不再有效。"


@pytest.fixture
def items() -> dict[str, Item]:
    """Rules, what explains them, and a decision made in November that repeals them from December on."""
    county = make_public_county()
    old = _rules(county, TITLE, "阳政发〔2023〕2号", made_on=date(2023, 3, 1))
    read = publish(county, "interpretation", title="怎样分配", relations=_to(old, "interprets"))
    repealing = {"effective_on": DAY, "relations": _to(old, "repeals")}
    return {
        "old": old,
        "read": read,
        "new": _rules(county, REPEALING, "阳政发〔2026〕9号", **repealing),
        "using": _rules(county, "关于轮候的通知", "阳政发〔2024〕3号", relations=_to(old, "based_on")),
    }


def _to(item: Item, kind: str) -> tuple[dict[str, object], ...]:
    return ({"kind": kind, "item": item.pk},)


def _rules(county: County, title: str, number: str, **changes: Any) -> Item:
    facts = {"title": title, "document_no": number, "body": BODY, "made_on": date(2026, 11, 2)}
    return publish(county, "normative_document", **{**facts, **changes})


def _addresses(client: Client, part: str = "/sitemap.xml") -> list[str]:
    """Everything that the map of the site leads to, parts and parts of parts."""
    root = etree.fromstring(client.get(part).content)
    found = [str(one.text).removeprefix("https://localhost") for one in root.iter(f"{{{NAMESPACE}}}loc")]
    inner = [one for one in found if one.endswith(".xml")]
    return [one for one in found if one not in inner] + [a for one in inner for a in _addresses(client, one)]


@pytest.mark.parametrize("day", [EVE, DAY])
def test_every_page_that_names_it_tells_how_it_stands(
    client: Client, items: dict[str, Item], day: date
) -> None:
    """Every page of the map is opened; each link to the document bears the tag of the day."""
    old = items["old"]
    named = re.compile(rf'<a href="/items/{old.pk}/">[^<]*</a>\s*(?:<span class="tag (\w+)">(.*?)</span>)?')
    organ = f"/organs/{old.organ_id}/"
    with override_settings(PRACTICE_DAY=day):
        addresses = [*_addresses(client), f"{organ}columns/a20-01/"]
        found = {one: named.findall(client.get(one).content.decode()) for one in addresses}
        expected = ("good", "有效") if day == EVE else ("bad", "废止")
        assert {one: tags for one, tags in found.items() if set(tags) - {expected}} == {}
        naming = {one for one, tags in found.items() if tags}
        assert naming >= {
            "/",
            "/columns/affairs/",
            "/columns/disclosure/",
            "/columns/disclosure/a20-01/",
            organ,
            f"{organ}columns/a20-01/",
            "/policies/",
            "/policies/normative/",
            "/policies/interpretations/",
            *(f"/items/{items[one].pk}/" for one in ("read", "new", "using")),
        }
        assert f"/items/{old.pk}/" in addresses, "a repealed document stays where it was"
        asked = {one: client.get(f"/policies/normative/?validity={one}") for one in ("in_force", "over")}
        listed = {one for one, answer in asked.items() if named.search(answer.content.decode())}
        assert listed == {"in_force" if day == EVE else "over"}
        explained = f'解读 <a href="/items/{old.pk}/">《{TITLE}》</a><span class="tag {expected[0]}">'
        shelf = client.get("/policies/interpretations/").content.decode()
        assert explained in re.sub(r"解读\s*<a", "解读 <a", shelf)


def test_its_own_page_says_since_when_and_by_what(client: Client, items: dict[str, Item]) -> None:
    old, new = items["old"], items["new"]
    with override_settings(PRACTICE_DAY=EVE):
        html = page(client, old)
        assert "本文件" not in html.split("<h1>", 1)[0]
        assert head_of(html)["有效性"] == "有效 自 2023-03-01 起至 2026-11-30"
        assert _beside(html, "将被以下文件废止") == [new.pk]
        assert _beside(page(client, new), "将废止以下文件") == [old.pk]
        assert "本文件尚未施行，自2026年12月1日起施行。" in page(client, new)
    with override_settings(PRACTICE_DAY=DAY):
        html = page(client, old)
        banner = html.split("<h1>", 1)[0]
        assert f"<strong>{BANNER}</strong>" in banner
        assert f'<a href="/items/{new.pk}/">{REPEALING}</a>（阳政发〔2026〕9号）' in banner
        assert head_of(html)["有效性"] == "废止 自 2023-03-01 起至 2026-11-30，被废止"
        assert _beside(html, "被以下文件废止") == [new.pk]
        assert _beside(html, "政策解读") == [items["read"].pk]
        assert _beside(page(client, new), "废止以下文件") == [old.pk]
        assert "本文件" not in page(client, new).split("<h1>", 1)[0]


def _beside(html: str, heading: str) -> list[int]:
    under = re.split(rf">{heading}</h[23]>", html.split("<aside", 1)[1])
    return [int(one) for one in re.findall(r'"/items/(\d+)/"', under[1].split("</ul>", 1)[0])]


@pytest.mark.parametrize("day", [EVE, DAY])
def test_what_is_taken_home_says_it_first(client: Client, items: dict[str, Item], day: date) -> None:
    address = f"/items/{items['old'].pk}/item"
    said = f"{BANNER}见{REPEALING}（阳政发〔2026〕9号）。"
    with override_settings(PRACTICE_DAY=day):
        word = Document(io.BytesIO(client.get(f"{address}.docx").content))
        pdf = pypdfium2.PdfDocument(client.get(f"{address}.pdf").content)
    first = next(one.text for one in word.paragraphs if one.text)
    assert first == (TITLE if day == EVE else said)
    table = {row.cells[0].text: row.cells[1].text for row in word.tables[-1].rows}
    span = "自 2023-03-01 起至 2026-11-30" + ("" if day == EVE else "，被废止")
    assert table["有效性"] == f"{STATUS[day]}　{span}"
    text = "".join("".join(one.get_textpage().get_text_range().split()) for one in pdf)
    assert text.startswith(TITLE if day == EVE else said)


@pytest.mark.parametrize("day", [EVE, DAY])
def test_programs_are_told_the_same(client: Client, items: dict[str, Item], day: date) -> None:
    old, new = items["old"].pk, items["new"].pk
    with override_settings(PRACTICE_DAY=day):
        listed = {one["number"]: one for one in client.get("/api/items").json()["items"]}
        alone = {one.pk: client.get(f"/api/items/{one.pk}").json() for one in items.values()}
        every = [json.loads(line) for line in _lines(client, "/api/items.jsonl")]
        table = csv.DictReader(io.StringIO("\n".join(_lines(client, "/api/items.csv"))))
        rows = {row["编号"]: row for row in table}
        over = client.get("/api/items?validity=over").json()["items"]
        feeds = [client.get(one).content.decode() for one in ("/rss.xml", "/atom.xml")]
    ended = (None, None) if day == EVE else ("被废止", new)
    lines = [listed[old], alone[old], *(one for one in every if one["number"] == old)]
    bearings = [one["item"] for held in alone.values() for one in held["relations"]]
    lines += [one for one in bearings if one["number"] == old]
    assert len(lines) == 6, "the list, alone, the download, and three that bear on it"
    for held in (one["validity"] for one in lines):
        assert (held["status"], held["to_on"]) == (STATUS[day], "2026-11-30")
        assert (held["ended_how"], held["ended_by"]) == ended
    assert (rows[str(old)]["有效性"], rows[str(old)]["失效方式"]) == (STATUS[day], ended[0] or "")
    assert [one["number"] for one in over] == ([] if day == EVE else [old])
    for feed in feeds:
        assert (feed.count(f"<title>{TITLE}</title>"), feed.count(f"<title>{REPEALING}</title>")) == (1, 1)
        assert "有效" not in feed, "news says what became public; how it stands is told where it stands"


def _lines(client: Client, address: str) -> list[str]:
    content: bytes = b"".join(client.get(address).streaming_content)
    return content.decode("utf-8-sig").splitlines()
