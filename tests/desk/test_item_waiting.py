"""After the last approval: do the message, the page and the home page say what an item still waits for?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.desk.item_making import (
    CLEAR,
    REVIEWERS,
    SECRECY,
    decide,
    make_item,
    open_publishing,
    put_forward,
    review_secrecy,
)
from tests.desk.item_making import (
    LEADER as LEADER_STEP,
)
from tests.desk.making import EDUCATION, TODAY, TOWNSHIP, Desks, make_columns, make_desks
from yangguang.desk.item_todo import tasks_of_items
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.models import Item
from yangguang.disclosure.selectors import items_visible_to
from yangguang.disclosure.services.asking import consent, consult, record_answer
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.services.holding import lift_hold, place_hold
from yangguang.disclosure.services.releasing import schedule
from yangguang.disclosure.states import State
from yangguang.disclosure.waiting import waiting_of
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.kinds import Role
from yangguang.workflow.moment import standing_at

pytestmark = pytest.mark.django_db
LIAISON, LEADER = f"{EDUCATION}联络员", f"{EDUCATION}领导"
ANSWERERS = "政府信息公开工作机构负责人、分管领导"
WRITERS = "信息公开联络员、承办人、政府信息公开工作机构负责人"
NOON = datetime.fromisoformat("2027-01-12T12:00:00+08:00")
NOTHING = "没有妨碍发布的事项了，一分钟以内自动发布"


@pytest.fixture
def desks() -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY), standing_at(NOON):
        made = make_desks()
        make_columns(made)
        open_publishing(made)
        yield made


def at_the_leader(desks: Desks, **changes: Any) -> Item:
    return review_secrecy(desks, put_forward(desks, make_item(desks, **changes)))


def joint(desks: Desks) -> Item:
    county = desks.county
    names = (EDUCATION, TOWNSHIP)
    issuers = [{"name": name, "organ": county.government.organs.get(name=name).pk} for name in names]
    return at_the_leader(desks, issuers=tuple(issuers))


def held(desks: Desks, **days: Any) -> Item:
    item = at_the_leader(desks)
    order = {"kind": "court", "instrument": "示例裁定1号", "from_on": TODAY - timedelta(days=9), **days}
    return place_hold(item, viewer=desks.viewer(LEADER), revision=item.revision, **order).item


def asked(desks: Desks) -> Item:
    item = at_the_leader(desks)
    facts = {"agency": "气象局", "question": "能否公开"}
    return consult(item, viewer=desks.viewer(LIAISON), revision=item.revision, **facts).item


def refused(desks: Desks) -> Item:
    item = joint(desks)
    viewer = desks.viewer(f"{TOWNSHIP}领导")
    return consent(
        item, viewer=viewer, revision=item.revision, opinion="refused", reason="还没有定"
    ).version.item


WAITS = [
    (
        held,
        f"有暂缓公开的决定，解除以前不能发布，由{EDUCATION}的{ANSWERERS}或者县政务公开科解除",
        f"{EDUCATION}（等解除暂缓公开）",
    ),
    (
        joint,
        f"还缺1个联合发文机关的会签同意，轮到{TOWNSHIP}的{ANSWERERS}会签",
        f"{EDUCATION}（等会签）",
    ),
    (
        asked,
        f"还有协商事项没有答复或者没有处理完，由{EDUCATION}的{WRITERS}录入气象局的答复或者不同意时的处理",
        "我（录入协商答复）",
    ),
    (
        refused,
        f"有联合发文机关不同意公开这个版本，须修改后重新提交，由{EDUCATION}的{WRITERS}撤回修改",
        "我（按会签意见修改）",
    ),
]


@pytest.mark.parametrize(("make", "sentence", "turn"), WAITS, ids=[row[0].__name__ for row in WAITS])
def test_who_agrees_last_is_told_what_it_waits_for(
    desks: Desks, client: Client, make: Any, sentence: str, turn: str
) -> None:
    item = make(desks)
    form = {"revision": Item.objects.get(pk=item.pk).revision}
    answer = desks.at(client, LEADER).post(f"/desk/items/{item.pk}/approve/", form, follow=True)
    text = answer.content.decode()
    assert f"已同意，还没有发布（{sentence}）：{item.title}" in text
    assert f"<h2>还没有发布</h2><p>{sentence}。</p>" in text
    assert Item.objects.get(pk=item.pk).state == State.APPROVED
    liaison = desks.viewer(LIAISON)
    mine, others = tasks_of_items(liaison, items_visible_to(liaison))
    assert turn in [one.turn for one in (mine if turn.startswith("我") else others)]


def test_an_order_that_ends_by_itself_says_when(desks: Desks) -> None:
    item = decide(desks, held(desks, from_on=TODAY, to_on=TODAY + timedelta(days=3)))
    waiting = waiting_of(item, NOON)
    assert waiting is not None
    assert waiting.turn == f"2027-01-15期满，或者由{EDUCATION}的{ANSWERERS}或者县政务公开科解除"


def test_what_is_free_or_has_its_minute_says_so(desks: Desks, client: Client) -> None:
    item = decide(desks, held(desks))
    hold = item.holds.get()
    lift_hold(hold, viewer=desks.viewer(LEADER), revision=item.revision, reason="裁定已撤销")
    assert NOTHING in desks.at(client, LEADER).get(f"/desk/items/{item.pk}/").content.decode()
    timed = at_the_leader(desks)
    at = NOON + timedelta(days=2)
    timed = schedule(timed, viewer=desks.viewer(LIAISON), revision=timed.revision, at=at)
    timed = decide(desks, timed)
    assert "定于2027-01-14 12:00发布，到时自动发布" in client.get(f"/desk/items/{timed.pk}/").content.decode()
    liaison = desks.viewer(LIAISON)
    _, others = tasks_of_items(liaison, items_visible_to(liaison))
    assert f"{EDUCATION}（01-14 12:00定时发布）" in [one.turn for one in others]


def test_what_was_answered_waits_no_longer(desks: Desks) -> None:
    item = decide(desks, asked(desks))
    facts = {"opinion": "agreed", "answer": "可以", "answered_on": TODAY, "answered_by": "值班员"}
    done = record_answer(
        item.consultations.get(), viewer=desks.viewer(LIAISON), revision=item.revision, **facts
    )
    waiting = waiting_of(done, NOON)
    assert str(waiting) == NOTHING


def test_only_what_was_approved_waits(desks: Desks) -> None:
    assert waiting_of(at_the_leader(desks), NOON) is None


def test_a_batch_and_the_rail_count_and_tell(desks: Desks, client: Client) -> None:
    first, second = held(desks), at_the_leader(desks, title="关于采暖的通知")
    desks.at(client, LEADER)
    home = client.get("/desk/").content.decode()
    assert '<i>2<span class="vh"> 件等我审核</span></i>' in home
    form: dict[str, Any] = {"item": [first.pk, second.pk]}
    for item in (first, second):
        form |= {
            f"{item.pk}.revision": Item.objects.get(pk=item.pk).revision,
            f"{item.pk}.conclusion": "agree",
        }
    text = client.post("/desk/items/review/", form).content.decode()
    assert "关于采暖的通知：已发布</li>" in text
    assert f"{first.title}：待发布（{WAITS[0][1]}）</li>" in text


def test_a_reviewer_is_led_to_what_changed_since_the_version_reviewed_last(
    desks: Desks, client: Client
) -> None:
    item = at_the_leader(desks)
    viewer, reviewer = desks.at(client, LEADER), REVIEWERS[EDUCATION]
    viewer.post(f"/desk/items/{item.pk}/return_to_author/", {"revision": item.revision, "reason": "请核对"})
    back = Item.objects.get(pk=item.pk)
    draft = replace(draft_of(back), body="<p>值班从明天开始。</p>")
    changed = save_draft(back, viewer=desks.viewer(LIAISON), revision=back.revision, draft=draft)
    again = put_forward(desks, changed)
    text = desks.at(client, reviewer).get(f"/desk/items/{item.pk}/").content.decode()
    assert "看这一版和第 1 版有哪些不同" in text
    assert f"/desk/items/{item.pk}/versions/?old=1&amp;new=2" in text
    assert "保密审查（第 1 版）：" in text
    assert "会签" not in text
    answers = dict.fromkeys(CLEAR, "clear")
    client.post(f"/desk/items/{item.pk}/pass_on/", {"revision": again.revision, **answers})
    text = client.get(f"/desk/items/{item.pk}/").content.decode()
    assert "保密审查（第 2 版）：" in text


def test_a_step_that_nobody_may_take_says_so_until_somebody_is_appointed(
    desks: Desks, client: Client
) -> None:
    county, bureau = desks.county, desks.county.government.organs.get(name=EDUCATION)
    county.appoint(LEADER, Role.HANDLER, bureau)
    item = make_item(desks)
    changed = replace(draft_of(item), body="<p>领导改的。</p>")
    item = save_draft(item, viewer=desks.viewer(LEADER), revision=item.revision, draft=changed)
    item = review_secrecy(desks, put_forward(desks, item))
    page = f"/desk/items/{item.pk}/"
    stuck = "“分管领导审定”现在没有人能办"
    assert stuck in desks.at(client, LIAISON).get(page).content.decode()
    assert "起草人不能审批自己起草的内容" in desks.at(client, LEADER).get(page).content.decode()
    county.appoint(f"{EDUCATION}副局长", Role.ORGAN_LEADER, bureau)
    assert stuck not in client.get(page).content.decode()


def test_a_step_that_may_be_left_out_says_by_whom(desks: Desks, client: Client) -> None:
    steps = (SECRECY, Step("终校", Role.LIAISON, may_be_skipped=True), LEADER_STEP)
    define_route(viewer=desks.viewer("县办"), thing="disclosure", name="终校", steps=steps)
    item = at_the_leader(desks)
    page = f"/desk/items/{item.pk}/"
    text = desks.at(client, LIAISON).get(page).content.decode()
    assert "“终校”现在没有人能办" in text
    assert "可以由本机关的政府信息公开工作机构负责人写明理由跳过，或者请安全管理员任命" in text
    form = {"revision": Item.objects.get(pk=item.pk).revision, "reason": "人手不够"}
    desks.at(client, "公开办主任").post(f"{page}skip/", form)
    assert Item.objects.get(pk=item.pk).course.step_now.name == LEADER_STEP.name


def test_who_only_consents_is_told_why_they_print_no_slip(desks: Desks, client: Client) -> None:
    item = joint(desks)
    page = desks.at(client, f"{TOWNSHIP}领导").get(f"/desk/items/{item.pk}/").content.decode()
    assert '打印呈批单</button><small id="not-printed">只有本机关和县政务公开科的人员可以办理' in page
    own = desks.at(client, LIAISON).get(f"/desk/items/{item.pk}/").content.decode()
    assert "not-printed" not in own
