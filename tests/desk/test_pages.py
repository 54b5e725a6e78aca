"""What do the pages say, what do they cost, and what becomes of forged numbers and forms from another tab?"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from tests.desk.making import EDUCATION, TODAY, TOWNSHIP, Desks, fill_in, make_desks
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.putting_forward import submit
from yangguang.desk.models import SavedView
from yangguang.organisations.models import Organ
from yangguang.organisations.services.exporting import Format, export_organs
from yangguang.workflow.models import Event

LIAISON, LEADER = f"{EDUCATION}联络员", f"{EDUCATION}领导"
BUDGETS = {
    ("县办", "/desk/"): 37,
    ("县办", "/desk/reports/?year=2026"): 30,
    ("县办", "/desk/organs/"): 20,
    ("县办", "/desk/people/"): 20,
    ("审计", "/desk/record/"): 20,
    (LIAISON, "filing"): 45,
    (LIAISON, "entry"): 30,
}
"""The most SQL statements a page may cost, whatever the number of rows on it."""


@pytest.fixture
def desks(db: None) -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY):
        yield make_desks()


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def shown(client: Client, address: str, **form: object) -> tuple[int, str]:
    answer = client.post(address, form)
    return answer.status_code, answer.content.decode()


def page_of(desks: Desks, name: str = EDUCATION) -> str:
    return f"/desk/reports/{desks.filings[name].pk}/"


@pytest.mark.parametrize(("who", "where"), BUDGETS)
def test_a_page_stays_within_its_budget(
    desks: Desks,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    who: str,
    where: str,
) -> None:
    fill_in(desks)
    desks.at(client, who)
    address = {"filing": page_of(desks), "entry": f"{page_of(desks)}entry/"}.get(where, where)
    with django_assert_max_num_queries(BUDGETS[who, where]):
        assert client.get(address).status_code == 200


def test_the_home_page_names_what_is_mine_late_and_why(desks: Desks, client: Client) -> None:
    text = body(desks.at(client, LIAISON), "/desk/")
    assert "今天是 2027-01-12，星期二（工作日，当年放假安排尚未公布，暂定）" in text
    assert f"阳光县{EDUCATION}" not in text
    assert f"示例县{EDUCATION}2026年度报告" in text
    assert "我（开始编制）" in text
    assert "13 个工作日" in text
    assert "县级以上人民政府部门每年一月三十一日前" in text
    assert f"示例县{TOWNSHIP}" not in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2027-01-12", "13 个工作日"),
        ("2027-01-29", "不足 1 个工作日"),
        ("2027-02-01", "超 1 个工作日"),
        ("2027-02-03", "超 3 个工作日"),
    ],
)
def test_days_left_are_working_days(desks: Desks, client: Client, day: str, words: str) -> None:
    with override_settings(PRACTICE_DAY=TODAY.fromisoformat(day)):
        assert words in body(desks.at(client, LIAISON), "/desk/")


def test_a_report_shows_what_may_be_done_and_why_not(desks: Desks, client: Client) -> None:
    submit(fill_in(desks), viewer=desks.viewer(LIAISON), revision=desks.fresh(EDUCATION).revision)
    text = body(desks.at(client, LIAISON), page_of(desks))
    assert '<button class="button quiet" disabled aria-describedby="why-not-' in text
    assert "这一步由本机关的“分管领导”办理" in text
    text = body(desks.at(client, LEADER), page_of(desks))
    assert '<button class="button">同意并报送</button>' in text


def test_a_move_from_an_old_tab_is_refused_and_changes_nothing(desks: Desks, client: Client) -> None:
    filing = fill_in(desks)
    desks.at(client, LIAISON)
    before = Event.objects.count()
    status, text = shown(client, f"{page_of(desks)}submit/", revision=filing.revision - 1)
    assert (status, "页面打开以后内容已有变化，请重新打开后再办理。" in text) == (409, True)
    assert (Event.objects.count(), desks.fresh(EDUCATION).state) == (before, "draft")
    assert client.post(f"{page_of(desks)}submit/", {"revision": filing.revision}).status_code == 302
    status, _ = shown(client, f"{page_of(desks)}submit/", revision=filing.revision)
    assert (status, desks.fresh(EDUCATION).state) == (409, "review")


def test_what_was_typed_is_kept_by_address_and_blank_is_not_zero(desks: Desks, client: Client) -> None:
    desks.at(client, LIAISON)
    at = "at.disclosure/licences@decisions"
    form = {"revision": 1, at: "１，２３４", "at.disclosure/penalties@decisions": "0", "words.五": "不够细"}
    assert client.post(f"{page_of(desks)}entry/", form).status_code == 302
    filing = desks.fresh(EDUCATION)
    assert filing.cells == {"disclosure/licences@decisions": "1234", "disclosure/penalties@decisions": "0"}
    assert client.post(f"{page_of(desks)}entry/", {"revision": 2, at: ""}).status_code == 302
    assert desks.fresh(EDUCATION).cells["disclosure/licences@decisions"] is None


def test_what_is_no_figure_is_named_and_stays_on_the_page(desks: Desks, client: Client) -> None:
    desks.at(client, LIAISON)
    at = "at.disclosure/licences@decisions"
    status, text = shown(client, f"{page_of(desks)}entry/", revision=1, **{at: "十二"})
    assert (status, "不是数字：十二" in text, 'value="十二"' in text) == (409, True, True)
    assert desks.fresh(EDUCATION).cells == {}


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999999999"])
@pytest.mark.parametrize("start", ["reports", "organs", "people", "record"])
def test_forged_numbers_find_nothing(desks: Desks, client: Client, start: str, number: str) -> None:
    assert (
        desks.at(client, "审计" if start == "record" else "县办").get(f"/desk/{start}/{number}/").status_code
        == 404
    )


def test_a_list_is_filtered_sorted_cut_and_exported_as_its_address_says(desks: Desks, client: Client) -> None:
    desks.at(client, "县办")
    query = "?kind=township&sort=-name&col=name&col=code"
    text = body(client, f"/desk/organs/{query}")
    assert (TOWNSHIP in text, EDUCATION in text, 'aria-sort="descending"' in text) == (True, False, True)
    answer = client.get(f"/desk/organs/{query}&export=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert list(sheet.values) == [("名称", "编码"), (TOWNSHIP, f"{TOWNSHIP}码")]
    newest = Event.objects.order_by("pk").last()
    assert newest is not None
    assert (newest.machine, newest.verb, newest.facts) == ("list", "exported", '{"list":"organs","rows":1}')


@pytest.mark.parametrize(
    "query",
    [
        "?page=0",
        "?page=99999999999",
        "?page=x",
        "?sort=nothing",
        "?kind=nothing",
        "?col=nothing",
        "?q=%00",
        "?q=%25",
    ],
)
def test_a_list_ignores_what_it_does_not_know(desks: Desks, client: Client, query: str) -> None:
    for address in ("/desk/organs/", "/desk/people/", "/desk/reports/"):
        assert desks.at(client, "县办").get(f"{address}{query}").status_code == 200


def test_a_view_is_saved_under_a_name_and_only_for_oneself(desks: Desks, client: Client) -> None:
    desks.at(client, "县办")
    form = {"listing": "organs", "query": "?kind=township", "back": "/desk/organs/"}
    assert client.post("/desk/views/", {**form, "name": " 乡 镇 "}).headers["Location"] == "/desk/organs/"
    client.post("/desk/views/", {**form, "name": "乡 镇", "query": "?kind=subdistrict"})
    client.post("/desk/views/", {**form, "name": ""})
    client.post("/desk/views/", {**form, "name": "长" * 31})
    assert list(SavedView.objects.values_list("name", "query")) == [("乡 镇", "kind=subdistrict")]
    assert 'href="?kind=subdistrict">乡 镇</a>' in body(client, "/desk/organs/")
    assert "乡 镇" not in body(desks.at(client, LIAISON), "/desk/organs/")


def test_an_import_happens_as_it_was_previewed_or_not_at_all(desks: Desks, client: Client) -> None:
    desks.at(client, "县办")
    data = export_organs(viewer=desks.viewer("县办"), file_format=Format.CSV).decode()
    changed = data.replace(TOWNSHIP, "朝阳镇人民政府")
    text = client.post("/desk/organs/import/", {"file": _csv(changed)}).content.decode()
    assert "朝阳镇人民政府" in text
    assert Organ.objects.filter(name="朝阳镇人民政府").count() == 0
    form = {"ticket": _hidden(text, "ticket"), "token": "x" * 64}
    assert client.post("/desk/organs/import/now/", form).status_code == 302
    assert Organ.objects.filter(name="朝阳镇人民政府").count() == 0
    text = client.post("/desk/organs/import/", {"file": _csv(changed)}).content.decode()
    form = {"ticket": _hidden(text, "ticket"), "token": _hidden(text, "token")}
    assert client.post("/desk/organs/import/now/", form).headers["Location"] == "/desk/organs/"
    assert Organ.objects.filter(name="朝阳镇人民政府").count() == 1
    client.post("/desk/organs/import/now/", form)
    assert "预览已经过期，请重新选择文件" in body(client, "/desk/organs/import/")


def test_a_wrong_list_is_explained_row_by_row(desks: Desks, client: Client) -> None:
    desks.at(client, "县办")
    data = export_organs(viewer=desks.viewer("县办"), file_format=Format.CSV).decode()
    wrong = data.replace("乡镇", "集镇")
    text = client.post("/desk/organs/import/", {"file": _csv(wrong)}).content.decode()
    assert "处错误，什么也没有导入" in text
    assert "集镇" in text


def test_a_broken_chain_is_named_to_the_auditor(desks: Desks, client: Client) -> None:
    desks.at(client, "审计")
    assert "记录完整" in body(client, "/desk/record/verify/")
    assert "记录被截去" in body(client, f"/desk/record/verify/?head={'0' * 64}")


def test_a_signed_slip_is_recorded_by_somebody_else(desks: Desks, client: Client) -> None:
    filing = submit(fill_in(desks), viewer=desks.viewer(LIAISON), revision=desks.fresh(EDUCATION).revision)
    place = desks.at(client, LIAISON).post(f"{page_of(desks)}slips/").headers["Location"]
    text = body(client, place)
    newest = filing.versions.get()
    assert (newest.hash in text, "<svg" in text) == (True, True)
    form = {
        "revision": filing.revision,
        "signer": desks.county.people[LEADER].pk,
        "signed_on": TODAY.isoformat(),
        "verdict": "agreed",
    }
    status, text = shown(client, f"{place}record/", **form, scan=_scan())
    assert (status, "起草人不能录入自己内容的签批件" in text) == (409, True)
    assert Filing.objects.get(pk=filing.pk).state == "review"


def test_another_organs_report_is_not_there(desks: Desks, client: Client) -> None:
    assert desks.at(client, LIAISON).get(page_of(desks, TOWNSHIP)).status_code == 404


def _scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("签批件.pdf", b"%PDF-1.4 scan")


def _csv(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("机构.csv", text.encode())


def _hidden(text: str, name: str) -> str:
    return text.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]
