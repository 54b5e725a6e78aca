"""The register and the release log at the desk: entered, imported, assessed, printed; bad input refused."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from tests.desk.making import EDUCATION, TODAY, TOWNSHIP, Desks, make_columns, make_desks, register_documents
from tests.organisations.test_sheets import csv_of
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.workflow.models import Event

LIAISON = f"{EDUCATION}联络员"
NUMBER = "阳教发〔2026〕3号"
HEADS = ["发文字号", "文件标题", "成文时间", "公开类别", "不公开理由", "说明"]
GOOD = ["阳教发〔2026〕11号", "关于冬训的通知", "2026-10-12", "主动公开", "", ""]
CLOSED = ["阳教发〔2026〕12号", "关于值班的通知", "2026-10-13", "不予公开", "内部管理信息", "值班安排"]
BAD = ["没有号", "关于某事的通知", "2026-10-14", "主动公开", "", ""]


@pytest.fixture
def desks(db: None) -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY):
        desks = make_desks()
        make_columns(desks)
        yield desks


def page(client: Client, name: str, query: str = "", **parts: Any) -> str:
    answer = client.get(reverse(f"desk:{name}", kwargs=parts) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, name: str, facts: dict[str, Any], **parts: Any) -> tuple[int, str]:
    answer = client.post(reverse(f"desk:{name}", kwargs=parts), facts)
    shown = client.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    return answer.status_code, shown.content.decode()


def facts_of(desks: Desks, **changes: Any) -> dict[str, Any]:
    return {
        "organ": desks.filings[EDUCATION].body_id,
        "document_no": "阳教发（2026）3号",
        "title": "关于供暖的通知",
        "made_on": "2026-10-12",
        "document_kind": "notice",
        "attribute": "proactive",
        "channels": ["website"],
        **changes,
    }


def shown_form(client: Client, name: str, number: int) -> dict[str, Any]:
    form = client.get(reverse(f"desk:{name}", args=[number])).context["form"]
    values = {field: form[field].value() for field in form.fields}
    return {field: value for field, value in values.items() if value not in (None, [])}


def events() -> list[str]:
    return list(Event.objects.filter(machine="register").order_by("pk").values_list("verb", flat=True))


def test_a_document_is_registered_is_late_and_is_found_on_the_home_page(desks: Desks, client: Client) -> None:
    desks.at(client, LIAISON)
    status, text = sent(client, "new_document", facts_of(desks))
    assert (status, f"已登记 {NUMBER}" in text) == (302, True)
    assert "从次日起数20个工作日，到2026-11-09" in text
    home = page(client, "home")
    assert f"{EDUCATION}有1件主动公开的公文超期未公开" in home
    assert "我（公开或者变更公开属性）" in home
    late = page(client, "register", f"?progress=late&organ={desks.filings[EDUCATION].body_id}")
    assert (NUMBER in late, "通知" in late, "超期未公开" in late) == (True, True, True)
    assert NUMBER not in page(client, "register", "?progress=public")
    assert NUMBER not in page(desks.at(client, f"{TOWNSHIP}联络员"), "register")
    assert f"{EDUCATION}（公开或者变更公开属性）" in page(desks.at(client, "县办"), "home")


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"document_no": ""}, 400, "请填写"),
        ({"document_no": "三号"}, 409, "发文字号应写成“机关代字〔年份〕序号号”"),
        ({"title": "绝密★长期 某事"}, 409, "涉密内容不得进入本系统"),
        ({"attribute": "closed"}, 409, "不予公开须选择理由"),
        ({"attribute": "open"}, 400, "没有这一项，请从列出的选项中选择"),
        ({"channels": ["moon"]}, 400, "没有这一项，请从列出的选项中选择"),
        ({"reason_code": "99"}, 400, "没有这一项，请从列出的选项中选择"),
        ({"organ": "999999"}, 400, "没有这一项，请从列出的选项中选择"),
        ({"made_on": "2026-13-01"}, 400, "日期写法不对，应写成 2026-01-20"),
        ({"made_on": "2027-01-13"}, 409, "“成文日期”晚于今天"),
        ({"document_kind": "nothing"}, 400, "没有这一项，请从列出的选项中选择"),
        ({"open_by": "2026-10-01"}, 409, "“公开时间”早于“成文日期”"),
    ],
)
def test_what_cannot_be_registered_is_told_and_not_kept(
    desks: Desks, client: Client, changes: dict[str, Any], status: int, sentence: str
) -> None:
    desks.at(client, LIAISON)
    before = Event.objects.count()
    answered, text = sent(client, "new_document", facts_of(desks, **changes))
    assert (answered, sentence in text) == (status, True)
    assert (OfficialDocument.objects.count(), Event.objects.count()) == (0, before)


def test_another_organ_cannot_be_chosen_by_a_forged_form(desks: Desks, client: Client) -> None:
    status, _ = sent(
        desks.at(client, LIAISON), "new_document", facts_of(desks, organ=desks.filings[TOWNSHIP].body_id)
    )
    assert (status, OfficialDocument.objects.count()) == (400, 0)


def test_an_attribute_is_changed_once_and_the_second_tab_is_told(desks: Desks, client: Client) -> None:
    desks.at(client, LIAISON)
    sent(client, "new_document", facts_of(desks))
    row = OfficialDocument.objects.get()
    shown = shown_form(client, "change_document", row.pk)
    change = {**shown, "attribute": "closed", "reason_code": "16.1", "reason": "后勤安排", "channels": []}
    status, text = sent(client, "change_document", change, number=row.pk)
    assert (status, "“变更原因”不能为空" in text) == (409, True)
    change["because"] = "复核后属于内部事务"
    status, text = sent(client, "change_document", change, number=row.pk)
    assert (status, "内部事务信息（条例第十六条第一款）" in text) == (302, True)
    assert "复核后属于内部事务" in text
    status, text = sent(client, "change_document", change, number=row.pk)
    assert (status, "页面打开以后内容已有变化，请重新打开后再办理" in text) == (400, True)
    assert events() == ["registered", "decided"]


def test_a_registration_is_corrected(desks: Desks, client: Client) -> None:
    desks.at(client, LIAISON)
    sent(client, "new_document", facts_of(desks))
    row = OfficialDocument.objects.get()
    shown = shown_form(client, "correct_document", row.pk)
    change = {**shown, "document_no": "阳教发〔2026〕4号", "because": "文号录错"}
    status, text = sent(client, "correct_document", change, number=row.pk)
    assert (status, "阳教发〔2026〕4号" in text, "文号录错" in text) == (302, True, True)


def test_a_closed_document_is_assessed_from_the_list(desks: Desks, client: Client) -> None:
    row = register_documents(desks)[0]
    desks.at(client, LIAISON)
    assert f"{EDUCATION}有1件不予公开的公文到期评估" in page(client, "home")
    assert row.document_no in page(client, "assessments", "?due=due")
    shown = shown_form(client, "assess", row.pk)
    status, text = sent(client, "assess", {**shown, "result": "keep", "because": ""}, number=row.pk)
    assert (status, "请填写" in text) == (400, True)
    kept = {**shown, "result": "keep", "because": "仍属内部事务", "reassess_on": "2027-06-01"}
    status, text = sent(client, "assess", kept, number=row.pk)
    assert (status, "继续不予公开，下次评估日期是2027-06-01" in text) == (302, True)
    assert row.document_no not in page(client, "assessments", "?due=due")
    shown = shown_form(client, "assess", row.pk)
    opened = {**shown, "result": "proactive", "because": "活动已经结束", "channels": ["website"]}
    status, text = sent(client, "assess", opened, number=row.pk)
    assert (status, "评估后已改为公开" in text, "评估后认定公开2027-01-12" in text) == (302, True, True)
    assert events() == ["registered", "kept_closed", "opened"]


def test_shares_open_the_rows_behind_them_and_alert(desks: Desks, client: Client) -> None:
    register_documents(desks)
    desks.at(client, "县办")
    text = page(client, "closed_shares", "?year=2026")
    organ = desks.filings[EDUCATION].body_id
    rows = f"{reverse('desk:register')}?year=2026&amp;organ={organ}&amp;attribute=closed"
    assert (rows in text, "100.0" in text, "高于25%" in text) == (True, True, False)
    status, text = sent(
        client, "closed_share_alert", {"percent": "25", "from_on": "2027-01-12", "basis": "示例县考核办法"}
    )
    assert (status, "提醒比例自2027-01-12起施行" in text) == (302, True)
    assert "高于25%" in page(client, "closed_shares", "?year=2026")
    assert "高于25%" not in page(client, "closed_shares", "?year=1066")


def upload(client: Client, *rows: list[str], name: str = "发文登记.csv") -> tuple[int, str, str]:
    file = SimpleUploadedFile(name, csv_of(HEADS, *rows))
    answer = client.post(reverse("desk:import_register"), {"file": file})
    context = answer.context if answer.status_code == 200 else {}
    return answer.status_code, answer.content.decode(), context.get("ticket", "")


def test_a_list_is_previewed_and_its_good_rows_are_kept_when_confirmed(desks: Desks, client: Client) -> None:
    desks.at(client, LIAISON)
    status, text, ticket = upload(client, GOOD, CLOSED, BAD)
    assert (status, "第4行“文号”：发文字号应写成" in text, OfficialDocument.objects.count()) == (200, True, 0)
    status, text = sent(client, "register_imported", {"ticket": ticket})
    assert "表里有1处错误；改好以后重新预览，或者选择只导入没有错误的各行" in text
    assert "预览已经过期" in sent(client, "register_imported", {"ticket": ticket, "without_faulty": "on"})[1]
    _, _, ticket = upload(client, GOOD, CLOSED, BAD)
    status, text = sent(client, "register_imported", {"ticket": ticket, "without_faulty": "on"})
    assert ("已登记2件公文" in text, OfficialDocument.objects.count()) == (True, 2)
    status, text, _ = upload(client, GOOD)
    assert ("“阳教发〔2026〕11号”已经登记，不再导入" in text, "没有可以登记的行" in text) == (True, True)


def test_a_marked_list_is_refused_whole(desks: Desks, client: Client) -> None:
    marked = [GOOD[0], "机密★5年 关于某事的通知", *GOOD[2:]]
    status, text, ticket = upload(desks.at(client, LIAISON), CLOSED, marked)
    assert (status, "涉密内容不得进入本系统" in text, ticket) == (409, True, "")
    status, text, ticket = upload(client, CLOSED, name="绝密.csv")
    assert (status, "文件名标有密级“绝密”" in text, ticket) == (409, True, "")
    assert events() == []


def test_somebody_elses_preview_cannot_be_carried_out(desks: Desks, client: Client) -> None:
    _, _, ticket = upload(desks.at(client, LIAISON), GOOD)
    _, text = sent(desks.at(client, f"{TOWNSHIP}联络员"), "register_imported", {"ticket": ticket})
    assert ("预览已经过期，请重新选择文件" in text, OfficialDocument.objects.count()) == (True, 0)


def test_what_is_exported_can_be_read_back(desks: Desks, client: Client) -> None:
    register_documents(desks, count=2)
    desks.at(client, LIAISON)
    answer = client.get(reverse("desk:register") + "?export=xlsx&col=number&col=title&col=made&col=organ")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["文号", "标题", "制作机关", "成文日期"]
    OfficialDocument.objects.filter(document_no__contains="〕2号").update(document_no="阳教发〔2026〕99号")
    file = SimpleUploadedFile("公文登记簿.xlsx", answer.content)
    text = client.post(reverse("desk:import_register"), {"file": file}).content.decode()
    assert ("〕1号”已经登记" in text, "教育局发〔2026〕2号" in text) == (True, True)


FORGED = ["?month=2026-13", "?month=1-1", "?organ=9999999999999999999", "?organ=' OR 1", ""]


@pytest.mark.parametrize("query", FORGED)
def test_a_forged_month_or_organ_shows_this_month(desks: Desks, client: Client, query: str) -> None:
    assert "2027年1月信息发布日志" in page(desks.at(client, "县办"), "release_log", query)


def test_the_log_is_taken_out_in_three_kinds_and_each_is_recorded(desks: Desks, client: Client) -> None:
    desks.at(client, "县办")
    starts = {"pdf": b"%PDF-", "html": b"<!DOCTYPE html>", "xlsx": b"PK"}
    for ending, start in starts.items():
        answer = client.get(reverse("desk:log_file", args=[ending]) + "?month=2026-11")
        assert answer.content.startswith(start)
        assert answer.headers["Content-Disposition"].startswith("attachment")
    taken = Event.objects.filter(machine="list", verb="exported").values_list("facts", flat=True)
    assert len(taken) == len(starts)
    assert all(f'"format":"{ending}"' in facts for ending, facts in zip(starts, taken, strict=True))
