"""The pages of 规范性文件: what they show, what is done there, what a home page asks for, what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk.item_making import open_publishing, put_forward
from tests.desk.making import EDUCATION, TODAY, TOWNSHIP, Desks, make_columns, make_desks
from tests.desk.normative_making import (
    REVIEWER,
    find_legal,
    make_normative,
    make_normative_with_everything,
    make_public,
    maker_of,
    reviewer_of,
    round_of,
)
from yangguang.annualreport.filing.models import Filing
from yangguang.disclosure.judgements import LegalityReview, NormativeRule
from yangguang.disclosure.models import Publication
from yangguang.disclosure.normative.models import CleanUp, FilingRecord, Maker, Registration
from yangguang.organisations.kinds import Role

KEEPER, LIAISON = "县办", f"{EDUCATION}联络员"
FIRST = f"{EDUCATION}示例办法之1"
WHO = f"{EDUCATION}或县一级的法制审核员"
BUDGETS = {
    "normative": 21,
    "library": 18,
    "document": 19,
    "makers": 10,
    "clean-ups": 10,
    "clean-up": 14,
}
"""Statements of each page, the session and the person among them."""


@pytest.fixture
def desks(db: None) -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY):
        desks = make_desks()
        make_columns(desks)
        open_publishing(desks)
        make_normative_with_everything(desks)
        yield desks


def body(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"desk:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, page: str, /, *args: int, **form: object) -> tuple[int, str]:
    """The status and page after a form was sent; the hidden fields of the page are sent along."""
    address = reverse(f"desk:{page}", args=args)
    asked = client.get(address).context["form"]
    hidden = {field.name: field.value() for field in asked.hidden_fields() if field.value() is not None}
    answer = client.post(address, {**hidden, **form})
    return answer.status_code, answer.content.decode()


def tiles(client: Client) -> dict[str, int]:
    found = client.get(reverse("desk:normative")).context["tiles"]
    return {label: figure for label, figure, _, _ in found}


def test_the_board_counts_and_every_count_opens_its_list(desks: Desks, client: Client) -> None:
    make_public(desks, number=2, expires_on=TODAY + timedelta(days=30))
    desks.at(client, LIAISON)
    assert tiles(client) == {
        "现行有效": 2,
        "本年制发": 2,
        "本年废止": 0,
        "即将届满": 1,
        "备案逾期": 0,
        "没有登记编号": 2,
    }
    for _, figure, _, address in client.get(reverse("desk:normative")).context["tiles"]:
        assert client.get(address).context["sheet"].count == figure
    later = TODAY + timedelta(days=30)
    with override_settings(PRACTICE_DAY=later):
        assert tiles(desks.at(client, LIAISON))["备案逾期"] == 1
        text = body(client, "normative", query="?filing=late")
        assert (f"{EDUCATION}示例办法之2" in text, FIRST in text) == (True, False)
    assert FIRST in body(desks.at(client, LIAISON), "normative", query="?stands=in_force")
    assert FIRST not in body(client, "normative", query="?stands=ended")


def test_a_document_is_registered_reviewed_and_filed_at_the_desk(desks: Desks, client: Client) -> None:
    draft = make_normative(desks, number=3)
    reviewer_of(desks)
    text = body(desks.at(client, KEEPER), "normative")
    assert ("还没有公布的" in text, "没有合法性审核意见" in text) == (True, True)
    assert client.post(reverse("desk:register_number", args=[draft.pk])).status_code == 302
    assert Registration.objects.get(pk=draft.pk).number == "GF-2027-1"
    assert "已经登记，统一登记编号是GF-2027-1" in body(client, "normative_document", draft.pk)
    bureau = {"opinion": "illegal", "document_no": "示法审〔2027〕2号", "reviewed_on": TODAY.isoformat()}
    status, text = sent(desks.at(client, "法制员"), "review_legality", draft.pk, **bureau)
    assert (status, "审核意见不是“合法”的，须写明说明" in text) == (409, True)
    status, _ = sent(client, "review_legality", draft.pk, **bureau, words="没有依据")
    assert (status, LegalityReview.objects.filter(item=draft).count()) == (302, 1)
    assert "没有依据" in body(client, "normative_document", draft.pk)
    public = Publication.objects.get(title=FIRST)
    status, _ = sent(
        desks.at(client, LIAISON),
        "send_for_filing",
        public.pk,
        authority="示例县人大常委会",
        sent_on=TODAY.isoformat(),
    )
    record = FilingRecord.objects.get(authority="示例县人大常委会")
    form = {"number": "示备〔2027〕1号", "accepted_on": TODAY.isoformat()}
    assert (status, sent(client, "accept_filing", record.pk, **form)[0]) == (302, 302)
    assert "示备〔2027〕1号" in body(client, "normative_document", public.pk)


def test_the_countys_reviewer_opens_what_was_put_forward_and_no_draft(desks: Desks, client: Client) -> None:
    draft = make_normative(desks, TOWNSHIP, number=4)
    reviewer_of(desks)
    assert (
        desks.at(client, REVIEWER).get(reverse("desk:normative_document", args=[draft.pk])).status_code == 404
    )
    assert (
        desks.at(client, "副县长").get(reverse("desk:normative_document", args=[draft.pk])).status_code == 200
    )


def test_the_list_of_makers_and_the_rules_are_kept(desks: Desks, client: Client) -> None:
    desks.at(client, KEEPER)
    town = desks.filings[TOWNSHIP].body_id
    form = {"organ": town, "from_on": "2027-01-01", "basis": "示政发〔2027〕2号"}
    assert sent(client, "new_maker", **form)[0] == 302
    row = maker_of(desks, TOWNSHIP)
    assert sent(client, "end_maker", row.pk, on="2027-06-30", reason="机构改革")[0] == 302
    assert Maker.objects.get(pk=row.pk).to_on == date(2027, 6, 30)
    rule = {
        "from_on": TODAY.isoformat(),
        "legality": "noted",
        "remind_days": 30,
        "basis": "示政办发〔2027〕3号",
    }
    status, text = sent(client, "normative_rules", **rule, pattern="GF-{number}")
    assert (status, "统一登记编号规则应有年份{year}" in text) == (409, True)
    assert sent(client, "normative_rules", **rule, pattern="SL-{year}-{number}")[0] == 302
    assert NormativeRule.objects.get().pattern == "SL-{year}-{number}"
    text = body(client, "makers")
    assert all(words in text for words in ("SL-{year}-{number}", "向阳镇人民政府", "2027-06-30"))
    assert "列入制定主体" not in body(desks.at(client, LIAISON), "makers")


def test_a_round_is_led_from_its_page(desks: Desks, client: Client) -> None:
    clean_up = round_of(desks, EDUCATION)
    entry = clean_up.entries.get()
    form = {"verdict": "declare", "reason": "适用期已过"}
    assert sent(desks.at(client, LIAISON), "clean_up_entry", entry.pk, **form)[0] == 302
    desks.at(client, KEEPER)

    def press(verb: str, **written: str) -> str:
        revision = CleanUp.objects.get(pk=clean_up.pk).revision
        address = reverse("desk:clean_up_move", args=[clean_up.pk, verb])
        answer = client.post(address, {"revision": revision, **written}, follow=True)
        return answer.content.decode()

    assert "现在是“清理中”，不能公布结果" in press("publish")
    assert "已转入审定：2027年规范性文件清理" in press("put_forward")
    assert "“理由”不能为空" in press("reopen")
    desks.county.appoint("县办", Role.LIAISON, desks.county.office)
    assert sent(client, "clean_up_result", clean_up.pk, organ=desks.county.office.pk)[0] == 302
    assert "清理结果已公布：2027年规范性文件清理" in press("publish")
    public = Publication.objects.get(title=FIRST)
    assert (public.in_force_to, public.ended_how) == (date(2027, 6, 30), "declared")
    text = body(client, "clean_up", clean_up.pk)
    assert all(
        words in text for words in ("适用期已过", "结果已公布", "关于公布2027年规范性文件清理结果的公告")
    )
    assert client.post(reverse("desk:clean_up_move", args=[clean_up.pk, "vanish"])).status_code == 404
    with override_settings(PRACTICE_DAY=date(2027, 7, 1)):
        assert "2027-07-01 起失效" in body(desks.at(client, KEEPER), "normative_document", public.pk)


def test_the_library_opens_on_any_day_and_for_every_count(desks: Desks, client: Client) -> None:
    make_public(desks, number=2, effective_on=date(2027, 3, 1))
    desks.at(client, LIAISON)
    coming = Publication.objects.get(title=f"{EDUCATION}示例办法之2").pk
    assert "2027-03-01 起施行" in body(client, "normative_document", coming)
    assert "示例办法之2" not in body(client, "library", query="?on=2027-02-28")
    assert "示例办法之2" in body(client, "library", query="?on=2027-03-01")
    page = client.get(reverse("desk:library") + "?year=2027")
    assert [(label, figure) for label, figure, _ in page.context["counted"]] == [
        ("本年制发", 2),
        ("本年废止", 0),
        ("现行有效", 1),
    ]
    assert [name for name, _ in page.context["organs"]] == [EDUCATION]
    for _, figure, query in page.context["counted"]:
        assert client.get(reverse("desk:library") + query).context["sheet"].count == figure
    assert client.get(reverse("desk:library") + "?on=never&year=x").status_code == 200


def test_the_report_takes_its_figures_out_of_the_library(desks: Desks, client: Client) -> None:
    make_public(desks, number=2, made_on=date(2026, 5, 1))
    filing = desks.filings[EDUCATION].pk
    status, _ = sent(desks.at(client, LIAISON), "from_library", filing)
    cells = Filing.objects.get(pk=filing).cells
    row = "disclosure/normative_documents"
    assert (status, [cells[f"{row}@{one}"] for one in ("made", "repealed", "in_force")]) == (
        302,
        ["1", "0", "1"],
    )
    text = body(client, "figure", filing, query=f"?at={row}@made")
    assert ("示例办法之2" in text, "不一致" in text) == (True, False)
    make_public(desks, number=3, made_on=date(2026, 6, 1))
    assert "报告里的数字与规范性文件库现在的件数不一致" in body(
        client, "figure", filing, query=f"?at={row}@made"
    )


def test_the_home_page_asks_for_filings_and_tells_of_ends(desks: Desks, client: Client) -> None:
    make_public(desks, number=2, expires_on=TODAY + timedelta(days=30))
    title = f"{EDUCATION}示例办法之2"
    text = body(desks.at(client, LIAISON), "home")
    assert all(f"{title}{words}" in text for words in ("没有报送备案", "的有效期将届满"))
    assert "我（报送备案）" in text
    assert f"{EDUCATION}（报送备案）" in body(desks.at(client, KEEPER), "home")
    assert title not in body(desks.at(client, f"{TOWNSHIP}联络员"), "home")


def test_the_home_page_tells_who_reviews_the_legality(desks: Desks, client: Client) -> None:
    item = put_forward(desks, make_normative(desks, number=5))
    reviewer_of(desks)
    waits = f"{EDUCATION}示例办法之5没有合法性审核意见"
    for name, turn in (("法制员", "我"), (REVIEWER, "我"), (LIAISON, WHO), (KEEPER, WHO)):
        text = body(desks.at(client, name), "home")
        assert (waits in text, f"{turn}（合法性审核）" in text) == (True, True), name
        assert "从次日起数20个工作日" in text
    assert waits not in body(desks.at(client, f"{TOWNSHIP}联络员"), "home")
    form = {"opinion": "illegal", "document_no": "示法审〔2027〕2号", "reviewed_on": TODAY.isoformat()}
    assert sent(desks.at(client, REVIEWER), "review_legality", item.pk, **form, words="没有依据")[0] == 302
    for name, turn in ((LIAISON, "我"), (REVIEWER, EDUCATION)):
        text = body(desks.at(client, name), "home")
        assert f"{EDUCATION}示例办法之5审核意见不是“合法”" in text
        assert f"{turn}（按审核意见修改）" in text
    find_legal(desks, item)
    assert "合法性审核）" not in body(desks.at(client, REVIEWER), "home")


def test_the_pages_of_an_item_and_of_its_document_lead_to_each_other(desks: Desks, client: Client) -> None:
    item = put_forward(desks, make_normative(desks, number=5))
    reviewer_of(desks)
    here, there = (reverse(f"desk:{name}", args=[item.pk]) for name in ("item", "normative_document"))
    for name in (LIAISON, "法制员", REVIEWER, KEEPER):
        assert f'href="{there}"' in desks.at(client, name).get(here).content.decode()
        assert f'href="{here}"' in client.get(there).content.decode()
    public = Publication.objects.get(title=FIRST).pk
    text = body(desks.at(client, f"{TOWNSHIP}联络员"), "normative_document", public)
    assert reverse("desk:item", args=[public]) not in text
    assert f'href="/items/{public}/"' in text


def test_the_home_page_asks_for_what_is_to_be_said_in_a_round(desks: Desks, client: Client) -> None:
    entry = round_of(desks, EDUCATION).entries.get()
    waits = "2027年规范性文件清理有1件文件没有清理意见"
    for name, turn in ((LIAISON, "我"), (KEEPER, "各机关")):
        text = body(desks.at(client, name), "home")
        assert (waits in text, f"{turn}（提出清理意见）" in text) == (True, True), name
    assert "规范性文件清理" not in body(desks.at(client, f"{TOWNSHIP}联络员"), "home")
    assert sent(desks.at(client, LIAISON), "clean_up_entry", entry.pk, verdict="continue")[0] == 302
    assert "规范性文件清理" not in body(client, "home")
    assert "我（转入审定）" in body(desks.at(client, KEEPER), "home")


def test_the_office_drafts_what_the_county_announces(desks: Desks, client: Client) -> None:
    clean_up = round_of(desks, EDUCATION)
    desks.at(client, KEEPER)
    for verb in ("rest", "put_forward"):
        revision = CleanUp.objects.get(pk=clean_up.pk).revision
        client.post(reverse("desk:clean_up_move", args=[clean_up.pk, verb]), {"revision": revision})
    assert "结果公告由政府办公室的" in body(client, "clean_up", clean_up.pk)
    text = body(desks.at(client, "办公室联络员"), "clean_up", clean_up.pk)
    assert ("起草结果公告" in text, "取消这一轮清理" in text) == (True, False)
    assert sent(client, "clean_up_result", clean_up.pk, organ=desks.county.office.pk)[0] == 302
    assert (
        desks.at(client, LIAISON).get(reverse("desk:clean_up_result", args=[clean_up.pk])).status_code == 403
    )


def test_the_pages_cost_no_more_when_there_is_more(desks: Desks, client: Client) -> None:
    def costs() -> dict[str, int]:
        pages = {
            "normative": reverse("desk:normative"),
            "library": reverse("desk:library"),
            "document": reverse("desk:normative_document", args=[Publication.objects.get(title=FIRST).pk]),
            "makers": reverse("desk:makers"),
            "clean-ups": reverse("desk:clean_ups"),
            "clean-up": reverse("desk:clean_up", args=[round_of(desks, EDUCATION).pk]),
        }
        desks.at(client, KEEPER)
        found = {}
        for name, address in pages.items():
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found[name] = len(captured)
        return found

    assert costs() == BUDGETS
    make_normative_with_everything(desks, TOWNSHIP)
    for number in range(2, 8):
        make_public(desks, number=number)
        make_normative(desks, number=number + 10)
    assert costs() == BUDGETS
