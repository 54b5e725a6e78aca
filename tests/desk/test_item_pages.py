"""What do the pages of an item say and do, from the first question to what the public reads?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from docx import Document
from openpyxl import load_workbook

from tests.desk.item_making import (
    CLEAR,
    make_item,
    make_item_with_everything,
    make_released,
    open_publishing,
    put_forward,
    review_secrecy,
)
from tests.desk.making import EDUCATION, TODAY, TOWNSHIP, Desks, make_columns, make_desks
from yangguang.catalogue.models import Column
from yangguang.catalogue.services.numbering import set_index_pattern
from yangguang.desk.item_parts import parts_of
from yangguang.disclosure.models import Item, Publication, StoredFile
from yangguang.disclosure.states import State
from yangguang.disclosure.types_in_use import type_of, types_in_use

LIAISON, LEADER, REVIEWER = f"{EDUCATION}联络员", f"{EDUCATION}领导", "保密员"
ANSWERS = dict.fromkeys(CLEAR, "clear")


@pytest.fixture
def desks(db: None, tmp_path: Path) -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY, DATA=tmp_path):
        made = make_desks()
        make_columns(made)
        open_publishing(made)
        yield made


def fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def where(item: Item, rest: str = "") -> str:
    return f"/desk/items/{item.pk}/{rest}"


def posted(client: Client, item: Item, rest: str, **form: Any) -> HttpResponse:
    """Send a form of the item's page as it stands now."""
    answer: HttpResponse = client.post(where(item, rest), {"revision": fresh(item).revision, **form})
    return answer


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def begun(desks: Desks, client: Client, **form: Any) -> Item:
    organ = desks.county.government.organs.get(name=EDUCATION).pk
    answer = desks.at(client, LIAISON).post("/desk/items/new/", {"organ": organ, "type": "news", **form})
    assert answer.status_code == 302, answer.content.decode()
    return Item.objects.latest("pk")


def word_file(*lines: str) -> SimpleUploadedFile:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    content = io.BytesIO()
    document.save(content)
    return SimpleUploadedFile("通知.docx", content.getvalue())


def test_every_part_of_every_type_can_be_opened_and_saved_empty(desks: Desks, client: Client) -> None:
    for kind in types_in_use():
        item = begun(desks, client, type=kind.key, title=f"关于{kind.label}的一件信息")
        for part in parts_of(kind):
            page = client.get(where(item, f"entry/{part.key}/"), follow=True)
            assert (page.status_code, kind.key, part.title in page.content.decode()) == (200, kind.key, True)
        answer = posted(client, item, "entry/own-1/")
        assert answer.headers["Location"] == where(item, f"entry/{parts_of(kind)[2].key}/"), kind.key
        assert "没有填写：关键词" not in text_of(client, where(item, "check/")), kind.key


def test_an_item_goes_from_its_first_question_to_the_public(desks: Desks, client: Client) -> None:
    item = begun(desks, client, title="关于冬季值班的通知")
    column = item.government.columns.get(code="topics").pk
    posted(client, item, "entry/basics/", title="关于冬季值班的通知", made_on="2027-01-05")
    posted(client, item, "entry/own-2/", is_reprinted="no")
    posted(client, item, "entry/body/", body="<p>值班从今天开始。</p>")
    scripted = posted(client, item, "entry/body/", body="<p onclick='x()'>值班</p>")
    assert (scripted.status_code, "正文里带有脚本或嵌入的网页（onclick）" in scripted.content.decode()) == (
        400,
        True,
    )
    assert "还缺 1 处" in text_of(client, where(item, "check/"))
    posted(client, item, "entry/columns/", columns=[column])
    assert posted(client, item, "submit/").status_code == 302
    desks.at(client, REVIEWER)
    assert "逐项回答" in text_of(client, where(item))
    answer = posted(client, item, "pass_on/", **{**ANSWERS, "privacy": ""})
    assert (answer.status_code, "保密审查还没有回答“个人隐私”。" in answer.content.decode()) == (409, True)
    posted(client, item, "pass_on/", **ANSWERS)
    posted(desks.at(client, LEADER), item, "return_to_author/", reason="请写明地点")
    desks.at(client, LIAISON)
    assert "请写明地点" in text_of(client, where(item))
    posted(client, item, "entry/body/", body="<p>值班从今天开始，地点在一楼。</p>")
    posted(client, item, "submit/")
    assert "<ins>" in text_of(client, where(item, "versions/"))
    posted(desks.at(client, REVIEWER), item, "pass_on/", **ANSWERS)
    answer = posted(desks.at(client, LEADER), item, "approve/")
    assert (answer.status_code, fresh(item).state) == (302, State.RELEASED)
    assert Publication.objects.get(pk=item.pk).version.facts["body"] == "<p>值班从今天开始，地点在一楼。</p>"
    assert f'href="/items/{item.pk}/"' in text_of(client, where(item))


def test_a_table_is_typed_without_a_script(desks: Desks, client: Client) -> None:
    item = begun(desks, client, type="meeting", title="县政府第1次常务会议")
    typed = {"topics.1.topic": "研究值班", "topics.3.topic": "研究供暖", "topics.3.decided": "同意"}
    more = posted(client, item, "entry/own-2/", more="topics", **typed)
    assert (more.status_code, 'name="topics.8.topic"' in more.content.decode()) == (200, True)
    posted(client, item, "entry/own-2/", **typed)
    assert fresh(item).fields["topics"] == [{"topic": "研究值班"}, {"topic": "研究供暖", "decided": "同意"}]
    wrong = posted(client, item, "entry/own-1/", held_on="2027-02-30")
    assert wrong.status_code == 400
    assert '<a href="#id_held_on">会议日期：《会议日期》“2027-02-30”不存在' in wrong.content.decode()


def test_joint_issuers_stand_in_the_order_typed(desks: Desks, client: Client) -> None:
    item = begun(desks, client, type="policy_document", title="关于联合检查的通知")
    organs = {one.name: str(one.pk) for one in desks.county.government.organs.all()}
    rows = {"issuers.1.organ": organs[TOWNSHIP], "issuers.2.name": "示例市某局"}
    rows |= {"issuers.4.organ": organs[EDUCATION]}
    posted(client, item, "entry/basics/", title=item.title, made_on="2027-01-05", **rows)
    assert fresh(item).issuers == [
        {"name": TOWNSHIP, "organ": int(organs[TOWNSHIP])},
        {"name": "示例市某局", "organ": None},
        {"name": EDUCATION, "organ": int(organs[EDUCATION])},
    ]


def test_a_county_that_numbers_by_column_asks_for_it_first(desks: Desks, client: Client) -> None:
    page = text_of(desks.at(client, LIAISON), "/desk/items/new/")
    assert 'name="column"' not in page
    by_column = "{organ_code}-{column_code}-{year}-{number:04}"
    set_index_pattern(viewer=desks.viewer("县办"), pattern=by_column, from_on=TODAY)
    assert "本县的索引号按栏目编制" in text_of(client, "/desk/items/new/")
    topics = Column.objects.get(code="topics")
    chosen = begun(desks, client, title="甲", column=topics.pk)
    assert (chosen.columns, chosen.index_no.split("-", 1)[1]) == ([topics.pk], "topics-2027-0001")
    usual = begun(desks, client, type="policy_document", file=word_file("关于某事的通知", "各校："))
    assert (usual.columns, usual.index_no.split("-", 1)[1]) == ([], "a20-01-2027-0001")
    before = Item.objects.count()
    form = {"organ": chosen.organ_id, "type": "news", "title": "乙"}
    answer = client.post("/desk/items/new/", form)
    assert (answer.status_code, Item.objects.count()) == (409, before)
    assert "本县的索引号按栏目编制，请先选择栏目" in answer.content.decode()


def test_a_word_file_becomes_a_draft_whose_guesses_wait(desks: Desks, client: Client) -> None:
    sent = word_file("关于印发冬季供暖方案的通知", "示教发〔2027〕2号", "各学校：", "现将方案印发给你们。")
    item = begun(desks, client, type="policy_document", file=sent)
    assert item.original["guessed"][0] == "title"
    stored = StoredFile.objects.get()
    assert (stored.pk, stored.notes) == (item.original["file"], [])  # another item may hang it on as it is
    note = "标题是从文中认出的，请核对；文号是从文中认出的，请核对"
    assert f'<p class="notice sun" role="status">{note}</p>' in text_of(client, where(item))
    assert f"通知.docx：{note}" in text_of(client, where(item))
    page = text_of(client, where(item, "entry/basics/"))
    assert "从文件读出，请核对" in page
    assert "还没有核对" in text_of(client, where(item, "check/"))
    posted(client, item, "entry/basics/", title="关于印发冬季供暖方案的通知", made_on="2027-01-05")
    assert "title" not in fresh(item).original["guessed"]


def test_a_marked_word_file_is_refused_and_nothing_is_kept(desks: Desks, client: Client) -> None:
    organ = desks.county.government.organs.get(name=EDUCATION).pk
    form = {"organ": organ, "type": "news", "file": word_file("机密★10年", "关于某事的通知")}
    answer = desks.at(client, LIAISON).post("/desk/items/new/", form)
    assert answer.status_code == 409
    assert "涉密内容不得进入本系统" in answer.content.decode()
    assert (Item.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_files_are_added_ordered_fetched_and_taken_off(desks: Desks, client: Client) -> None:
    item = make_item(desks)
    desks.at(client, LIAISON)
    sent = [SimpleUploadedFile(f"{name}.txt", f"{name}名单".encode()) for name in ("甲", "乙")]
    posted(client, item, "entry/files/", file=sent)
    first, second = (one["file"] for one in fresh(item).attachments)
    posted(client, item, f"files/{second}/change/", up="1")
    assert [one["name"] for one in fresh(item).attachments] == ["乙.txt", "甲.txt"]
    got = client.get(where(item, f"files/{first}/"))
    assert b"".join(got.streaming_content) == "甲名单".encode()  # type: ignore[attr-defined]
    assert got.headers["Content-Disposition"].startswith("attachment; filename")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    posted(client, item, f"files/{first}/change/", remove="1")
    assert [one["file"] for one in fresh(item).attachments] == [second]
    assert client.get(where(item, f"files/{first}/")).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("说明.html", b"<html><script>1</script></html>", "网页、XML 和脚本不能作为附件"),
        ("机密-名单.txt", "名单".encode(), "文件名标有密级“机密”"),
        ("名单.txt", "秘密★1年\n名单".encode(), "标有密级“秘密★1年”"),
        ("空.txt", b"", "文件是空的"),
    ],
)
def test_a_file_that_may_not_be_kept_leaves_nothing(
    desks: Desks, client: Client, name: str, content: bytes, sentence: str
) -> None:
    item = make_item(desks)
    sent = SimpleUploadedFile(name, content)
    answer = posted(desks.at(client, LIAISON), item, "entry/files/", file=sent)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert (fresh(item).attachments, StoredFile.objects.count()) == ([], 0)
    assert not (settings.DATA / "files").exists()


def test_relations_are_found_joined_and_dropped(desks: Desks, client: Client) -> None:
    old = make_released(desks, title="关于值班的旧通知", type_key="policy_document", fields={})
    news = make_released(desks, title="旧通知办完了")
    item = make_item(desks)
    page = text_of(desks.at(client, LIAISON), where(item, "entry/relations/?q=旧通知"))
    assert f'name="target" value="{old.pk}"' in page
    assert [page.count(f'<option value="{one}"') for one in ("repeals", "interprets")] == [1, 2]
    answer = posted(client, item, "entry/relations/", target=news.pk, kind="repeals")
    sentence = "“动态要闻”没有有效性，不能废止，请选择文件本身。"
    assert (answer.status_code, sentence in answer.content.decode()) == (409, True)
    assert fresh(item).relations == []
    posted(client, item, "entry/relations/", target=old.pk, kind="repeals")
    assert fresh(item).relations == [{"kind": "repeals", "item": old.pk}]
    answer = posted(client, item, "entry/relations/", target=item.pk, kind="repeals")
    assert (answer.status_code, "只能关联已经公开的信息。" in answer.content.decode()) == (409, True)
    posted(client, item, "entry/relations/", remove=f"repeals.{old.pk}")
    assert fresh(item).relations == []


def test_several_are_reviewed_in_one_sitting_each_by_itself(desks: Desks, client: Client) -> None:
    good, unanswered, back = (put_forward(desks, make_item(desks, title=f"第{n}号通知")) for n in "一二三")
    form: dict[str, Any] = {"item": [good.pk, unanswered.pk, back.pk]}
    for item, conclusion in ((good, "agree"), (unanswered, "agree"), (back, "return")):
        form |= {f"{item.pk}.revision": item.revision, f"{item.pk}.conclusion": conclusion}
    form |= {f"{good.pk}.{key}": "clear" for key in CLEAR} | {f"{back.pk}.reason": "请补正"}
    answer = desks.at(client, REVIEWER).post("/desk/items/review/", form)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "已办 2 件" in text
    assert "保密审查还没有回答“国家秘密”" in text
    assert [fresh(one).state for one in (good, unanswered, back)] == ["review", "review", "returned"]
    assert fresh(good).course.position == 1  # type: ignore[union-attr]


def test_the_list_filters_searches_and_exports(desks: Desks, client: Client) -> None:
    make_released(desks, title="关于供暖的通知")
    put_forward(desks, make_item(desks, title="关于值班的通知"))
    desks.at(client, REVIEWER)
    assert "关于供暖的通知" not in text_of(client, "/desk/items/?turn=decide")
    assert "关于值班的通知" in text_of(client, "/desk/items/?turn=decide&type=news&made=2027")
    assert "没有符合条件的" in text_of(client, "/desk/items/?q=值班&state=released")
    sheet = load_workbook(io.BytesIO(client.get("/desk/items/?export=xlsx").content)).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)][-2:] == ["关于值班的通知", "关于供暖的通知"]


def test_what_others_say_is_asked_and_brought_in(desks: Desks, client: Client) -> None:
    item = make_item_with_everything(desks)
    desks.at(client, REVIEWER)
    referral = item.referrals.get()
    told = {"determination": "open", "determined_on": "2027-01-12", "document_no": "示例1号", "basis": "依法"}
    assert posted(client, item, f"referrals/{referral.pk}/", **told).status_code == 302
    desks.at(client, LIAISON)
    asked = item.consultations.get()
    answer = {"opinion": "agreed", "answer": "可以", "answered_on": "2027-01-12", "answered_by": "示例甲"}
    assert posted(client, item, f"consultations/{asked.pk}/", **answer).status_code == 302
    assert posted(client, item, "schedule/", at="2099-01-01T09:00").status_code == 302
    desks.at(client, LEADER)
    assert posted(client, item, f"holds/{item.holds.get().pk}/lift/", reason="裁定撤销").status_code == 302
    page = text_of(client, where(item))
    assert all(words in page for words in ("示例1号", "示例甲", "裁定撤销"))
    assert fresh(item).scheduled_at is not None


def test_a_joint_issuer_sees_the_item_and_consents(desks: Desks, client: Client) -> None:
    organs = {one.name: one.pk for one in desks.county.government.organs.all()}
    issuers = tuple({"name": name, "organ": organs[name]} for name in (EDUCATION, TOWNSHIP))
    item = put_forward(desks, make_item(desks, issuers=issuers))
    desks.at(client, f"{TOWNSHIP}领导")
    assert f'href="{where(item)}"' in text_of(client, "/desk/")
    assert posted(client, item, "consent/", opinion="agreed").status_code == 302
    assert "同意公开" in text_of(client, where(item))
    again = posted(client, item, "consent/", opinion="agreed")
    assert (again.status_code, "本机关已经对这个版本会签过" in again.content.decode()) == (409, True)


def test_taking_down_and_correcting_what_is_public(desks: Desks, client: Client) -> None:
    item = make_released(desks)
    desks.at(client, LIAISON)
    assert posted(client, item, "begin_correction/", reason="更正时间").status_code == 302
    posted(client, item, "entry/body/", body="<p>值班从明天开始。</p>")
    posted(client, item, "submit/")
    assert Publication.objects.get(pk=item.pk).version.number == 1
    review_secrecy(desks, fresh(item))
    posted(desks.at(client, LEADER), item, "approve/")
    assert Publication.objects.get(pk=item.pk).version.number == 2
    answer = posted(client, item, "take-down/", ground="privacy", reason="含有个人信息")
    assert (answer.status_code, fresh(item).state) == (302, State.TAKEN_DOWN)
    assert "含有个人信息" in text_of(client, where(item))


def test_a_preview_shows_what_the_public_page_will(desks: Desks, client: Client) -> None:
    goal = {"number": "1", "goal": "修建校舍", "target": "完成2处", "lead": "教育局", "stands": "running"}
    item = make_item(
        desks,
        type_key="commitment",
        title="民生实事进展",
        keywords=("校舍", "安全"),
        fields={"kind": "livelihood", "as_of": "2027-01-04", "goals": [{**goal, "progress": "60"}]},
    )
    desks.at(client, LIAISON)
    posted(client, item, "entry/files/", file=SimpleUploadedFile("名单.txt", "甲乙".encode()))
    page = text_of(client, where(item, "preview/"))
    for name, words in (
        ("索引号", item.index_no),
        ("发布机构", EDUCATION),
        ("成文日期", "2027-01-05"),
        ("发布日期", "发布时记下，以后不变"),
        ("关键词", "校舍、安全"),
    ):
        assert f'<th scope="row">{name}</th><td>{words}</td>' in page
    assert '<progress max="100" value="60" aria-label="1　修建校舍完成进度">60%</progress>' in page
    assert ("名单.txt" in page, "专题专栏" in page, "文号" in page) == (True, True, False)


def test_a_kind_without_body_has_no_page_for_it(desks: Desks, client: Client) -> None:
    item = begun(desks, client, type="leader", title="副县长示例甲")
    keys = {part.key for part in parts_of(type_of("leader"))}
    assert client.get(where(item, "entry/nothing/")).status_code == 404
    assert ("body" in keys) == (client.get(where(item, "entry/body/")).status_code == 200)
