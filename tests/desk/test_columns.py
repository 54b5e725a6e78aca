"""The page 栏目与分类: what it shows, what the county office does there, and what others cannot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.desk.making import TODAY, Desks, make_columns, make_desks
from yangguang.catalogue.models import Column, IndexCounter, IndexPattern, Term
from yangguang.workflow.models import Event

KEEPER, LIAISON = "县办", "教育局联络员"


@pytest.fixture
def desks(db: None) -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY):
        desks = make_desks()
        make_columns(desks)
        yield desks


def number(code: str) -> int:
    return Column.objects.get(code=code).pk


def body(client: Client, name: str, *args: int, query: str = "") -> str:
    answer = client.get(reverse(f"desk:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, page: str, /, *args: int, **form: object) -> tuple[int, str]:
    """The status and page after a form was sent; the hidden field of the page is sent along."""
    address = reverse(f"desk:{page}", args=args)
    asked = client.get(address).context["form"]
    hidden = {field.name: field.value() for field in asked.hidden_fields()}
    answer = client.post(address, {**hidden, **form})
    return answer.status_code, answer.content.decode()


def test_the_tree_is_shown_by_page_and_a_liaison_only_reads(desks: Desks, client: Client) -> None:
    text = body(desks.at(client, LIAISON), "columns")
    assert all(name in text for name in ("财政预决算", "治安管理", "筹资筹劳", "专题专栏"))
    assert ("增加栏目" in text, "停用<span" in text, "设定索引号规则" in text) == (False, False, False)
    town = body(client, "columns", query="?page=township")
    assert ("财政预决算" in town, "治安管理" in town, "筹资筹劳" in town) == (True, False, True)
    assert "可以做的" not in body(client, "column", number("topics"))
    assert all(words in body(client, "columns", query="?page=nothing") for words in ("治安管理", "筹资筹劳"))


def test_a_column_says_what_stands_in_it_and_why_it_cannot_be_ended(desks: Desks, client: Client) -> None:
    text = body(desks.at(client, KEEPER), "column", number("a20-07"))
    assert "法定主动公开内容 › 财政预决算" in text
    assert "财政预算、决算信息。" in text
    assert "“财政预决算”是法定栏目，不能停用" in text
    part = body(client, "column", number("guide"))
    assert "“政府信息公开指南”是全国统一的栏目名称，不能更名" in part


def test_a_column_is_added_renamed_moved_and_ended(desks: Desks, client: Client) -> None:
    desks.at(client, KEEPER)
    form = {
        "name": "重点领域",
        "code": "key-areas",
        "parent": number("content"),
        "from_on": TODAY.isoformat(),
    }
    assert sent(client, "new_column", **form)[0] == 302
    held = number("key-areas")
    assert sent(client, "rename_column", held, name="重点领域信息")[0] == 302
    assert sent(client, "move_column", held, parent=number("topics"), order=1)[0] == 302
    facts = {"on": TODAY.isoformat(), "successor": number("topics"), "reason": "合并"}
    assert sent(client, "end_column", held, **facts)[0] == 302
    column = Column.objects.get(pk=held)
    shown = (column.name, column.parent_id, column.to_on, column.succeeded_by_id)
    assert shown == ("重点领域信息", number("topics"), TODAY, number("topics"))
    verbs = Event.objects.filter(subject="catalogue.column", subject_id=str(held)).values_list(
        "verb", flat=True
    )
    assert list(verbs.order_by("pk")) == ["added", "renamed", "moved", "ended"]
    text = body(client, "column", held)
    assert all(words in text for words in ("栏目：增加", "栏目：更名", "栏目：移动", "栏目：停用", "合并"))
    with override_settings(PRACTICE_DAY=TODAY.replace(day=13)):
        assert "已停用的栏目" in body(client, "columns")


def test_a_refusal_stands_at_the_top_and_nothing_changes(desks: Desks, client: Client) -> None:
    desks.at(client, KEEPER)
    before = (Column.objects.count(), Event.objects.count())
    status, text = sent(client, "new_column", name="甲", code="topics", from_on=TODAY.isoformat())
    assert (status, "栏目编码“topics”已经用过" in text, 'value="甲"' in text) == (409, True, True)
    status, text = sent(client, "end_column", number("a20-07"), on=TODAY.isoformat(), reason="撤")
    assert (status, "“财政预决算”是法定栏目，不能停用" in text) == (409, True)
    status, text = sent(client, "new_column", name="甲", code="x", parent=99, from_on=TODAY.isoformat())
    assert (status, "没有这一项，请从列出的选项中选择" in text) == (400, True)
    assert (Column.objects.count(), Event.objects.count()) == before


def test_a_rename_from_an_old_tab_is_refused(desks: Desks, client: Client) -> None:
    address = reverse("desk:rename_column", args=[number("topics")])
    page = desks.at(client, KEEPER).get(address).context["form"]
    hidden = {field.name: field.value() for field in page.hidden_fields()}
    assert client.post(address, {**hidden, "name": "专题"}).status_code == 302
    answer = client.post(address, {**hidden, "name": "专栏"})
    assert (answer.status_code, "页面打开以后内容已有变化" in answer.content.decode()) == (400, True)
    assert Column.objects.get(code="topics").name == "专题"


def test_a_local_word_is_added_and_ended(desks: Desks, client: Client) -> None:
    desks.at(client, KEEPER)
    parent = Term.objects.get(name="综合政务").pk
    form = {"vocabulary": "subject", "name": "政务公开", "code": "02-1", "parent": parent}
    assert sent(client, "new_term", **form, from_on=TODAY.isoformat())[0] == 302
    made = Term.objects.get(code="02-1")
    assert "停用<span" in body(client, "columns")
    assert sent(client, "end_term", made.pk, on=TODAY.isoformat())[0] == 302
    made.refresh_from_db()
    assert (made.parent_id, made.to_on) == (parent, TODAY)
    official = reverse("desk:end_term", args=[parent])
    assert client.get(official).status_code == 404


def test_a_rule_is_tried_before_it_is_set(desks: Desks, client: Client) -> None:
    desks.at(client, KEEPER)
    form = {"pattern": "{organ_code}〔{year}〕{number:03}", "from_on": TODAY.isoformat()}
    status, text = sent(client, "index_pattern", **form, preview="1")
    assert (status, "<code>002〔2027〕001</code>" in text) == (200, True)
    assert (IndexPattern.objects.count(), IndexCounter.objects.count()) == (0, 0)
    status, text = sent(client, "index_pattern", pattern="{year}", from_on=TODAY.isoformat(), preview="1")
    assert (status, "索引号规则须有流水号{number}" in text) == (409, True)
    status, text = sent(client, "index_pattern", pattern="{year}", from_on=TODAY.isoformat())
    assert (status, "索引号规则须有流水号{number}" in text) == (409, True)
    assert sent(client, "index_pattern", **form)[0] == 302
    text = body(client, "columns")
    assert ("{organ_code}〔{year}〕{number:03}" in text, "002〔2027〕001" in text) == (True, True)
    assert Event.objects.latest("pk").machine == "index_pattern"


@override_settings(PRACTICE_DAY=TODAY)
def test_a_county_without_columns_lays_them_out_with_one_button(db: None, client: Client) -> None:
    desks = make_desks()
    assert "还没有栏目" in body(desks.at(client, KEEPER), "columns")
    assert client.post(reverse("desk:lay_out")).headers["Location"] == reverse("desk:columns")
    assert "新增栏目34个、官方词条59个" in body(client, "columns")
