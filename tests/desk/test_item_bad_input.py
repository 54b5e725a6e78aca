"""What comes of forged numbers, stale tabs and impossible words about an item? A sentence, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.desk.item_making import (
    CLEAR,
    make_item,
    make_item_with_everything,
    make_released,
    open_publishing,
    put_forward,
    review_secrecy,
)
from tests.desk.making import EDUCATION, TODAY, Desks, make_columns, make_desks
from tests.desk.test_bad_input import FORGED, STALE, nothing_written
from yangguang.disclosure.models import Item

LIAISON, LEADER, REVIEWER = f"{EDUCATION}联络员", f"{EDUCATION}领导", "保密员"
PAGES = ("", "check/", "preview/", "versions/", "entry/basics/", "hold/", "versions/{0}/", "slips/{0}/")
ROWS = ("referrals/{0}/", "consultations/{0}/", "holds/{0}/lift/", "slips/{0}/record/")


@pytest.fixture
def desks(db: None, tmp_path: Path) -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY, DATA=tmp_path):
        made = make_desks()
        make_columns(made)
        open_publishing(made)
        yield made


def refused(client: Client, item: Item, rest: str, **form: object) -> str:
    """The page of a form that is refused, after which nothing stands that did not before."""
    with nothing_written():
        answer = client.post(f"/desk/items/{item.pk}/{rest}", {"revision": item.revision, **form})
    assert answer.status_code in {400, 409}, answer.status_code
    return answer.content.decode()


def test_a_forged_number_is_of_nothing(desks: Desks, client: Client) -> None:
    item = make_item_with_everything(desks)
    desks.at(client, "县办")
    wrong = {}
    for number in FORGED:
        asked = [f"/desk/items/{number}/{page.format(1)}" for page in PAGES]
        asked += [f"/desk/items/{item.pk}/{page.format(number)}" for page in (*PAGES[-2:], *ROWS)]
        wrong |= {address: status for address in asked if (status := client.get(address).status_code) != 404}
    assert wrong == {}


def test_the_second_of_two_tabs_is_told(desks: Desks, client: Client) -> None:
    item = make_item(desks)
    desks.at(client, LIAISON)
    form = {"revision": item.revision, "title": "关于春季值班的通知", "made_on": "2027-01-05"}
    assert client.post(f"/desk/items/{item.pk}/entry/basics/", form).status_code == 302
    page = refused(client, item, "entry/basics/", title="关于夏季值班的通知")
    assert STALE in page
    assert 'value="关于夏季值班的通知"' in page
    assert STALE in refused(client, item, "submit/")


def test_a_version_is_decided_on_once(desks: Desks, client: Client) -> None:
    item = review_secrecy(desks, put_forward(desks, make_item(desks)))
    desks.at(client, LEADER)
    client.post(f"/desk/items/{item.pk}/return_to_author/", {"revision": item.revision, "reason": "再核"})
    page = refused(client, item, "approve/")
    assert "现在是“已退回”，不能同意并发布。" in page


@pytest.mark.parametrize(
    ("rest", "form", "sentence"),
    [
        ("entry/basics/", {"title": "通知", "document_no": "第一号"}, "发文字号应写成"),
        (
            "entry/basics/",
            {"title": "通知", "made_on": "2027-01-05", "changed_on": "2027-01-04"},
            "“变更日期”早于“成文日期”",
        ),
        ("entry/basics/", {"title": "秘密★5年"}, "标有密级“秘密★5年”"),
        ("entry/basics/", {"title": "长" * 201}, "最多200个字"),
        ("entry/columns/", {"columns": ["999999"]}, "请从列出的选项中选择"),
        ("entry/body/", {"body": "<script>alert(1)</script>"}, "正文里带有脚本或嵌入的网页"),
        ("entry/classes/", {"genre": "no-such", "openness": "proactive"}, "没有这一项"),
        ("entry/relations/", {"kind": "repeals", "target": "999999"}, "只能关联已经公开的信息"),
        ("entry/relations/", {"kind": "loves", "target": "1"}, "请选择与它的关系"),
        ("schedule/", {"at": "2001-01-01 09:00"}, "定时发布的时间须晚于现在"),
        ("drop/", {"reason": ""}, "作废须写明理由"),
        ("consult/", {"agency": "气象局", "question": "机密★长期"}, "标有密级“机密★长期”"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_sentence(
    desks: Desks, client: Client, rest: str, form: dict[str, object], sentence: str
) -> None:
    item = make_item(desks, type_key="announcement", fields={})
    assert sentence in refused(desks.at(client, LIAISON), item, rest, **form)


def test_circular_repeals_are_refused(desks: Desks, client: Client) -> None:
    policy = {"type_key": "policy_document", "fields": {}}
    first = make_released(desks, title="甲通知", **policy)
    second = make_released(
        desks, title="乙通知", relations=({"kind": "repeals", "item": first.pk},), **policy
    )
    desks.at(client, LIAISON)
    client.post(f"/desk/items/{first.pk}/begin_correction/", {"revision": first.revision, "reason": "更正"})
    item = Item.objects.get(pk=first.pk)
    form = {"revision": item.revision, "kind": "repeals", "target": second.pk}
    assert client.post(f"/desk/items/{item.pk}/entry/relations/", form).status_code == 302
    assert "文件之间不能循环修改、替代或者废止" in refused(client, Item.objects.get(pk=first.pk), "submit/")


def test_who_wrote_it_decides_nothing(desks: Desks, client: Client) -> None:
    item = make_item(desks)
    desks.county.appoint(LIAISON, "organ_leader", item.organ)  # type: ignore[arg-type]
    desks.county.appoint(LIAISON, "secrecy_reviewer", item.organ)  # type: ignore[arg-type]
    item = put_forward(desks, item)
    page = refused(desks.at(client, LIAISON), item, "pass_on/", **dict.fromkeys(CLEAR, "clear"))
    assert "起草人不能审批自己起草的内容。" in page
