"""What the API says of published information: lists, one item, what was taken down, everything of a year."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from tests.disclosure.making import FINANCE, make_item, organ_of
from tests.organisations.making import County
from tests.portal.copies import copy_released
from tests.portal.items import keep_file, make_public_county, publish, take_from_the_public
from yangguang.api import bulk
from yangguang.disclosure.definitions import definitions

pytestmark = pytest.mark.django_db
NUMBER = "示教发〔2026〕8号"


@pytest.fixture
def county() -> County:
    return make_public_county()


def got(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"].startswith("application/json")
    return json.loads(response.content)


def numbers(client: Client, asked: str) -> list[int]:
    return [one["number"] for one in got(client, f"/api/items?{asked}")["items"]]


def lines(client: Client, address: str) -> list[bytes]:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content).splitlines()


def test_the_list_has_what_is_public_newest_first(client: Client, county: County) -> None:
    first = publish(county, document_no=NUMBER, title="第一份文件", made_on=date(2026, 11, 3))
    second = publish(county, "news", organ=FINANCE)
    gone = publish(county, "news")
    take_from_the_public(county, gone, "wrong")
    make_item(county)
    content = got(client, "/api/items?on=2026-11-20")
    assert (content["on"], content["next"]) == ("2026-11-20", None)
    assert [one["number"] for one in content["items"]] == [second.pk, first.pk]
    assert content["items"][0]["validity"] is None
    line = content["items"][1]
    assert line.pop("released_at").endswith("+08:00")
    assert line == {
        "number": first.pk,
        "index_no": first.index_no,
        "title": "第一份文件",
        "document_no": NUMBER,
        "type": "policy_document",
        "type_label": "其他政策文件",
        "publisher": {"number": first.organ_id, "name": "教育局"},
        "made_on": "2026-11-03",
        "validity": {
            "status": "有效",
            "from_on": "2026-11-03",
            "to_on": None,
            "ended_how": None,
            "ended_by": None,
        },
    }


def test_the_list_can_be_narrowed(client: Client, county: County) -> None:
    policy = publish(county, document_no=NUMBER)
    news = publish(county, "news", organ=FINANCE)
    finance = organ_of(county, FINANCE).pk
    year = news.released_at.year
    assert numbers(client, "type=news") == [news.pk]
    assert numbers(client, f"organ={finance}") == [news.pk]
    assert numbers(client, "column=news") == [news.pk]
    assert numbers(client, "column=a20-01") == [policy.pk]
    assert numbers(client, f"column=a20-01&organ={finance}") == []
    assert numbers(client, f"year={year}") == [news.pk, policy.pk]
    assert numbers(client, f"column=a20-01&type=policy_document&year={year}") == [policy.pk]
    assert numbers(client, f"year={year - 1}") == []
    assert numbers(client, "document_no=示教发[2026] 08号") == [policy.pk]
    assert numbers(client, "document_no=不是文号%00") == []


def test_validity_is_told_of_the_day_asked_for(client: Client, county: County) -> None:
    days = {"made_on": date(2026, 11, 2), "effective_on": date(2026, 12, 1)}
    old = publish(county, **days, expires_on=date(2027, 11, 30))
    publish(county, "news")
    for day, force, status in (
        ("2026-11-20", "not_yet", "尚未施行"),
        ("2026-12-01", "in_force", "有效"),
        ("2027-11-30", "in_force", "有效"),
        ("2027-12-01", "over", "失效"),
    ):
        for asked in ("in_force", "not_yet", "over"):
            wanted = [old.pk] if asked == force else []
            assert numbers(client, f"validity={asked}&on={day}") == wanted
            assert numbers(client, f"validity={asked}&on={day}&column=a20-01") == wanted
        assert got(client, f"/api/items/{old.pk}?on={day}")["validity"]["status"] == status


def test_a_repeal_is_said_on_both_sides(client: Client, county: County) -> None:
    old = publish(county, made_on=date(2026, 11, 2))
    relations = ({"kind": "repeals", "item": old.pk},)
    new = publish(county, made_on=date(2026, 11, 10), relations=relations)
    before, after = (got(client, f"/api/items/{old.pk}?on={day}") for day in ("2026-11-09", "2026-11-10"))
    assert (before["validity"]["status"], after["validity"]["status"]) == ("有效", "废止")
    assert (after["validity"]["to_on"], after["validity"]["ended_by"]) == ("2026-11-09", new.pk)
    [bearing] = after["relations"]
    assert (bearing["kind"], bearing["label"], bearing["outgoing"]) == ("repeals", "废止", False)
    assert (bearing["item"]["number"], bearing["effective_on"]) == (new.pk, "2026-11-10")
    [bearing] = got(client, f"/api/items/{new.pk}")["relations"]
    assert (bearing["outgoing"], bearing["item"]["number"]) == (True, old.pk)


def test_one_item_says_everything(client: Client, county: County) -> None:
    file = keep_file("附件 一.pdf", b"%PDF-1.4 one")
    item = publish(county, "meeting", files=(file,))
    content = got(client, f"/api/items/{item.pk}")
    definition = next(one for one in definitions() if one.key == "meeting")
    assert [one["name"] for one in content["fields"]] == [one.name for one in definition.fields]
    by_name = {one["name"]: one for one in content["fields"]}
    day = next(one for one in definition.fields if one.kind == "date")
    assert by_name[day.name]["value"] == by_name[day.name]["words"] == "2026-11-02"
    rows = next(one for one in definition.fields if one.kind == "rows")
    held = by_name[rows.name]
    assert (len(held["value"]), held["words"]) == (3, None)
    assert [one["name"] for one in held["columns"]] == [one.name for one in rows.columns]
    [attachment] = content["attachments"]
    assert attachment["digest"] == file["file"]
    assert attachment["address"] == f"/files/{file['file']}/%E9%99%84%E4%BB%B6%20%E4%B8%80.pdf"
    assert b"".join(client.get(attachment["address"]).streaming_content) == b"%PDF-1.4 one"
    assert content["keywords"] == ["示例", "教育"]
    assert content["columns"][0]["path"][-1]


def test_every_type_can_be_told(client: Client, county: County) -> None:
    policy = publish(county)
    every = [one for one in definitions() if not one.normative]
    for one in every:
        relations = ({"kind": "interprets", "item": policy.pk},) if "interprets" in one.requires else ()
        item = publish(county, one.key, relations=relations)
        assert got(client, f"/api/items/{item.pk}")["type_label"] == one.label
    assert len(lines(client, "/api/items.jsonl")) == len(every) + 1


TAKEN_DOWN = [("wrong", "内容有误", True), ("secrecy", "涉及国家秘密", False)]


@pytest.mark.parametrize(("ground", "label", "titled"), TAKEN_DOWN)
def test_what_was_taken_down_leaves_its_reason(
    client: Client, county: County, ground: str, label: str, titled: bool
) -> None:
    item = publish(county, title="某某事项", document_no=NUMBER)
    take_from_the_public(county, item, ground, "标题写错了机关名称")
    content = got(client, f"/api/items/{item.pk}", 410)
    assert content["detail"] == f"这条信息已于{content['since'][:10]}撤下：{label}"
    expected = ["某某事项", NUMBER, "标题写错了机关名称"] if titled else [None, None, None]
    assert [content[name] for name in ("title", "document_no", "reason")] == expected
    assert (content["ground"], content["publisher"]["name"]) == (label, "教育局")
    assert "正文" not in json.dumps(content, ensure_ascii=False)
    assert numbers(client, "") == []
    assert lines(client, "/api/items.jsonl") == []


def test_nothing_unreleased_and_nothing_of_another_government(client: Client, county: County) -> None:
    other = make_public_county("邻县", "371398")
    foreign, draft = publish(other), make_item(county)
    for number in (foreign.pk, draft.pk, 2**63 - 1):
        assert got(client, f"/api/items/{number}", 404) == {"detail": f"没有编号为{number}的信息"}
    assert numbers(client, "") == []
    organ = organ_of(other).pk
    assert got(client, f"/api/items?organ={organ}", 404) == {"detail": f"没有编号为{organ}的机关"}
    assert lines(client, "/api/items.jsonl") == []


def test_without_a_government_there_is_nothing(client: Client) -> None:
    assert got(client, "/api/items")["items"] == []
    assert got(client, "/api/columns")["columns"] == []
    assert got(client, "/api/items/1", 404) == {"detail": "没有编号为1的信息"}
    assert lines(client, "/api/items.jsonl") == []
    assert len(lines(client, "/api/items.csv")) == 1


def test_pages_follow_one_another_without_gap(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = publish(county, "news")
    copies = copy_released(item, 119)
    found: list[int] = []
    address = "/api/items"
    sizes = []
    while address:
        with django_assert_num_queries(3):
            content = got(client, address)
        sizes.append(len(content["items"]))
        found += [one["number"] for one in content["items"]]
        address = f"/api/items?cursor={content['next']}" if content["next"] else ""
    assert (sizes, found) == ([50, 50, 20], [item.pk, *copies])
    with django_assert_num_queries(4):
        assert len(numbers(client, "column=news")) == 50
    with django_assert_num_queries(4):
        assert len(numbers(client, f"organ={item.organ_id}")) == 50


def test_one_item_costs_six_statements(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    old = publish(county)
    for _ in range(3):
        new = publish(county, relations=({"kind": "based_on", "item": old.pk},))
    for number in (old.pk, new.pk):
        with django_assert_num_queries(6):
            got(client, f"/api/items/{number}")


def test_everything_is_sent_batch_by_batch(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A government, then per batch the numbers, the versions, words, columns and relations, of which none."""
    item = publish(county, "news")
    copies = copy_released(item, bulk.A_BATCH * 2)
    with django_assert_num_queries(1 + 3 * 5):
        rows = [json.loads(line) for line in lines(client, f"/api/items.jsonl?year={item.released_at.year}")]
    assert [row["number"] for row in rows] == [item.pk, *copies]
    assert rows[0] == got(client, f"/api/items/{item.pk}")
    assert lines(client, "/api/items.jsonl?year=1999") == []


def test_no_more_than_a_batch_is_read_ahead(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = publish(county, "news")
    copy_released(item, bulk.A_BATCH)
    with django_assert_num_queries(1):
        response = client.get("/api/items.jsonl")
    with django_assert_num_queries(5):
        next(iter(response.streaming_content))
    response.close()


def test_the_table_opens_in_a_spreadsheet(client: Client, county: County) -> None:
    item = publish(county, document_no=NUMBER, title="=1+1的说明")
    content = b"".join(client.get("/api/items.csv").streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["编号"], row["标题"], row["文号"]) == (str(item.pk), "'=1+1的说明", NUMBER)
    assert (row["有效性"], row["施行日期"], row["发文机关"]) == ("有效", "2026-11-02", "教育局")


def test_columns_are_a_tree_of_a_day(
    client: Client, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        content = got(client, "/api/columns?on=2026-11-20")
    top = {one["code"]: one for one in content["columns"]}
    assert {"guide", "system", "content", "report", "news"} <= set(top)
    below = {one["code"]: one for one in top["content"]["below"]}
    assert below["a20-01"]["article"] == "20.1"
    assert got(client, "/api/columns?on=2000-01-01")["columns"] == []


def test_types_are_told_with_their_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        content = got(client, "/api/types")
    assert [one["key"] for one in content["types"]] == [one.key for one in definitions()]
    normative = next(one for one in content["types"] if one["key"] == "normative_document")
    assert (normative["normative"], normative["label"]) == (True, "规范性文件")
    assert normative["fields"][0]["label"] == "主送机关"


REFUSED = [
    ("/api/items?type=nothing", 404, "没有“nothing”这个信息类型"),
    ("/api/items?column=nothing%00", 404, "没有编码为“nothing\x00”的栏目"),
    ("/api/items?organ=9007199254740993", 404, "没有编号为9007199254740993的机关"),
    ("/api/items.jsonl?type=nothing", 404, "没有“nothing”这个信息类型"),
    ("/api/items.csv?organ=9", 404, "没有编号为9的机关"),
    ("/api/items?cursor=1", 422, "参数有误：cursor"),
    ("/api/items?cursor=9999999999999999-1", 422, "参数有误：cursor"),
    ("/api/items?validity=x&on=2026-02-30", 422, "参数有误：on、validity"),
    ("/api/columns?on=0", 422, "参数有误：on"),
    ("/api/items?on=1e9", 422, "参数有误：on"),
    ("/api/items?year=3000", 422, "参数有误：year"),
    ("/api/items/0", 422, "参数有误：number"),
    ("/api/items/99999999999999999999", 422, "参数有误：number"),
    ("/api/nothing", 404, "没有这个接口，说明见 /api/openapi.json"),
    ("/api/items/", 404, "没有这个接口，说明见 /api/openapi.json"),
    ("/api/reports/a/b/c", 404, "没有这个接口，说明见 /api/openapi.json"),
]


@pytest.mark.parametrize(("address", "status", "detail"), REFUSED)
def test_a_refusal_is_a_sentence(
    client: Client, county: County, address: str, status: int, detail: str
) -> None:
    assert got(client, address, status) == {"detail": detail}


def test_an_unknown_address_refuses_in_json_whatever_is_sent() -> None:
    response = Client(enforce_csrf_checks=True).post("/api/nothing", b"{}", content_type="application/json")
    assert response.status_code == 404
    assert json.loads(response.content) == {"detail": "没有这个接口，说明见 /api/openapi.json"}


@pytest.mark.parametrize(
    ("method", "address", "status", "detail", "allowed"),
    [
        ("post", "/api/items", 405, "这个接口不能这样访问，可以用 GET", "GET"),
        ("delete", "/api/items/1", 405, "这个接口不能这样访问，可以用 GET", "GET"),
        ("put", "/api/check", 405, "这个接口不能这样访问，可以用 POST", "POST"),
        ("get", "/api/", 404, "没有这个接口，说明见 /api/openapi.json", None),
        ("post", "/api/openapi.json", 403, "不能这样访问，说明见 /api/openapi.json", None),
    ],
)
def test_a_refusal_from_outside_the_api_is_a_sentence_too(
    method: str, address: str, status: int, detail: str, allowed: str | None
) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert (response.status_code, response.get("Allow")) == (status, allowed)
    assert response["Content-Type"] == "application/json"
    assert response.content.decode() == f'{{"detail": "{detail}"}}'


@override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False)
def test_a_fault_of_ours_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.ROOT_URLCONF", "tests.portal.broken_urls")
    response = Client(raise_request_exception=False).get("/api/items")
    assert (response.status_code, response["Content-Type"]) == (500, "application/json")
    assert json.loads(response.content) == {"detail": "服务器出错，没有办成，请稍后再试"}


def test_how_a_document_ends_is_told_from_its_day_on(client: Client, county: County) -> None:
    running = publish(county, made_on=date(2026, 11, 2), expires_on=date(2026, 11, 30))
    old = publish(county, made_on=date(2026, 11, 2))
    relations = ({"kind": "repeals", "item": old.pk},)
    new = publish(county, effective_on=date(2026, 12, 1), relations=relations)
    expired, repealed = ("有效期届满", None), ("被废止", new.pk)
    for day, told in (("2026-11-30", False), ("2026-12-01", True)):
        for item, after in ((running, expired), (old, repealed)):
            listed = got(client, f"/api/items?on={day}")["items"]
            in_list = next(one for one in listed if one["number"] == item.pk)
            for held in (in_list["validity"], got(client, f"/api/items/{item.pk}?on={day}")["validity"]):
                assert held["to_on"] == "2026-11-30", "the last day is public as soon as it is known"
                assert (held["ended_how"], held["ended_by"]) == (after if told else (None, None))
        table = b"\n".join(lines(client, f"/api/items.csv?on={day}")).decode("utf-8-sig")
        rows = {row["编号"]: row for row in csv.DictReader(io.StringIO(table))}
        assert rows[str(old.pk)]["有效至"] == "2026-11-30"
        assert rows[str(old.pk)]["失效方式"] == ("被废止" if told else "")
