"""The review of an item: the questions of secrecy, and doubts put to others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.disclosure.making import (
    CLEAR,
    EDUCATION,
    FINANCE,
    TODAY,
    TOWNSHIP,
    decide,
    make_draft,
    make_item,
    make_publishing_county,
    organ_of,
    put_forward,
    review_secrecy,
    seen,
)
from tests.disclosure.standing_still import stays
from tests.organisations.making import County, make_county
from yangguang.disclosure.guards.people import STALE
from yangguang.disclosure.models import Item, Referral, SecrecyReview
from yangguang.disclosure.secrecy import MOST_WORDS, questions
from yangguang.disclosure.services.correcting import begin_correction
from yangguang.disclosure.services.deciding import approve, send_back, skip
from yangguang.disclosure.services.drafting import drop, save_draft
from yangguang.disclosure.services.putting_forward import submit, withdraw
from yangguang.disclosure.services.referring import record_determination, refer
from yangguang.disclosure.services.releasing import release
from yangguang.disclosure.services.taking_down import take_down
from yangguang.disclosure.states import State
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.selectors import course_of
from yangguang.organisations.approval.services import agree, start_course
from yangguang.organisations.approval.services import withdraw as withdraw_course
from yangguang.organisations.kinds import Role

pytestmark = pytest.mark.django_db
LABELS = [(one.key, one.label) for one in questions()]
JOINT = (EDUCATION, FINANCE, TOWNSHIP)


@pytest.fixture
def county(db: None) -> County:
    return make_publishing_county()


@pytest.fixture
def item(county: County) -> Item:
    return put_forward(county, make_item(county))


def fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


# --- the questions of the secrecy review


@pytest.mark.parametrize(("key", "label"), LABELS)
def test_each_question_has_to_be_answered(county: County, item: Item, key: str, label: str) -> None:
    rest = {name: given for name, given in CLEAR.items() if name != key}
    with stays(f"保密审查还没有回答“{label}”"):
        review_secrecy(county, item, rest)


@pytest.mark.parametrize("question", LABELS)
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"answer": "found", "note": "含有号码"}, "“{}”答为涉及，不能同意，请退回或者报请确定"),
        ({"answer": "handled", "note": " "}, "“{}”须写明作了怎样的处理"),
        ({"answer": "maybe", "note": ""}, "保密审查还没有回答“{}”"),
        ({}, "保密审查还没有回答“{}”"),
        ({"answer": "clear", "note": "甲" * (MOST_WORDS + 1)}, f"“{{}}”的说明不能超过{MOST_WORDS}个字"),
    ],
)
def test_answers_that_let_nothing_pass(
    county: County, item: Item, question: tuple[str, str], given: dict[str, str], sentence: str
) -> None:
    key, label = question
    with stays(sentence.format(label)):
        review_secrecy(county, item, CLEAR | {key: given})


def test_unknown_questions_and_marked_words_are_refused(county: County, item: Item) -> None:
    with stays("保密审查的问题不在清单内"):
        review_secrecy(county, item, CLEAR | {"weather": {"answer": "clear", "note": ""}})
    viewer = seen(county, "保密员")
    with stays("保密审查还没有回答“国家秘密”"):
        approve(item, viewer=viewer, revision=item.revision)


def test_answers_are_kept_with_person_time_and_version(county: County, item: Item) -> None:
    given = {"answer": "handled", "note": " 已隐去 姓名 ", "colour": "red"}
    review_secrecy(county, item, CLEAR | {"privacy": given})
    kept = SecrecyReview.objects.get()
    assert kept.answers["privacy"] == {"answer": "handled", "note": "已隐去 姓名"}
    assert (kept.by.display_name, kept.role, kept.position) == (f"{EDUCATION}保密员", "保密审查员", 0)
    assert kept.approval.item_version.number == 1


def test_what_was_agreed_to_without_answers_goes_no_further(county: County, item: Item) -> None:
    course = course_of(item)
    assert course is not None
    agree(course, viewer=seen(county, "保密员"), version=1, position=0)
    with stays("这个版本没有作过保密审查，不能发布"):
        decide(county, item)


# --- nothing is decided beside the item


def test_a_second_way_along_another_route_carries_nothing_out(county: County, item: Item) -> None:
    """Taken off its route beside the item and put on a shorter one, with somebody else as author."""
    reviewed = review_secrecy(county, item)
    viewer, liaison = seen(county, "主任"), seen(county, "联络员")
    define_route(
        viewer=county.seen_by("县办"), thing="memo", name="内部", steps=(Step("领导", Role.ORGAN_LEADER),)
    )
    withdraw_course(course_of(reviewed), viewer=liaison, reason="换一条路")  # type: ignore[arg-type]
    content = reviewed.versions.get().facts
    start_course(
        reviewed,
        viewer=liaison,
        thing="memo",
        organ=organ_of(county),
        title="换一条路",
        content=content,
        authors=[viewer.user],
    )
    with stays("审批的不是提交的这个版本，请撤回后重新提交"):
        decide(county, fresh(item))


def test_what_was_withdrawn_beside_the_item_is_put_forward_again(county: County, item: Item) -> None:
    withdraw_course(course_of(item), viewer=seen(county, "联络员"), reason="误交")  # type: ignore[arg-type]
    with stays("这条信息没有在审批中"):
        review_secrecy(county, fresh(item))
    taken = withdraw(fresh(item), viewer=seen(county, "联络员"), revision=item.revision, reason="误交")
    again = decide(county, review_secrecy(county, put_forward(county, taken)))
    assert (again.state, again.publication.version.number) == (State.RELEASED, 2)


# --- back and forth


def test_reasons_are_asked_for_and_searched_for_marks(county: County, item: Item) -> None:
    liaison, reviewer, leader = seen(county, "联络员"), seen(county, "保密员"), seen(county, "领导")
    draft, out = (
        make_item(county),
        decide(county, review_secrecy(county, put_forward(county, make_item(county)))),
    )
    tried: list[tuple[str, Any]] = [
        (
            "撤回须写明理由",
            lambda words: withdraw(item, viewer=liaison, revision=item.revision, reason=words),
        ),
        (
            "“退回理由”不能为空",
            lambda words: send_back(item, viewer=reviewer, revision=item.revision, reason=words),
        ),
        ("跳过须写明理由", lambda words: skip(item, viewer=reviewer, revision=item.revision, reason=words)),
        ("作废须写明理由", lambda words: drop(draft, viewer=liaison, revision=draft.revision, reason=words)),
        (
            "更正须写明向社会公布的更正说明",
            lambda words: begin_correction(out, viewer=liaison, revision=out.revision, note=words),
        ),
        (
            "撤下须写明理由",
            lambda words: take_down(out, viewer=leader, revision=out.revision, ground="wrong", reason=words),
        ),
    ]
    for sentence, attempt in tried:
        with stays(sentence):
            attempt("  ")
        with pytest.raises(Exception, match="机密"):
            attempt("机密★十年")


def test_what_comes_back_starts_again_only_when_changed(county: County, item: Item) -> None:
    reviewed = review_secrecy(county, item)
    back = send_back(reviewed, viewer=seen(county, "领导"), revision=reviewed.revision, reason="标题不准")
    assert (back.state, back.return_reason, back.course.position) == (State.RETURNED, "标题不准", 1)
    liaison = seen(county, "联络员")
    with stays("内容没有变化，不必提交新版本"):
        submit(back, viewer=liaison, revision=back.revision)
    saved = save_draft(
        back, viewer=liaison, revision=back.revision, draft=make_draft(county, title="改了标题")
    )
    again = submit(saved, viewer=liaison, revision=saved.revision)
    assert (again.state, again.return_reason, again.course.position) == (State.REVIEW, "", 0)
    with stays("这一步由本机关的“保密审查员”办理"):
        decide(county, again)


@pytest.mark.parametrize("move", ["approve", "send_back", "save", "submit", "withdraw", "release"])
def test_an_old_page_moves_nothing(county: County, item: Item, move: str) -> None:
    liaison, reviewer = seen(county, "联络员"), seen(county, "保密员")
    old = item.revision - 1
    draft = make_item(county)
    moves = {
        "approve": lambda: approve(item, viewer=reviewer, revision=old, answers=CLEAR),
        "send_back": lambda: send_back(item, viewer=reviewer, revision=old, reason="不妥"),
        "save": lambda: save_draft(draft, viewer=liaison, revision=0, draft=make_draft(county)),
        "submit": lambda: submit(draft, viewer=liaison, revision=0),
        "withdraw": lambda: withdraw(item, viewer=liaison, revision=old, reason="误交"),
        "release": lambda: release(item, viewer=liaison, revision=old),
    }
    with stays("现在是“审核中”，不能发布" if move == "release" else STALE):
        moves[move]()


# --- doubts


def ask(county: County, item: Item, **changes: Any) -> Referral:
    facts = {"referred_to": "secrecy_office", "question": "附表是否可以公开", **changes}
    return refer(item, viewer=seen(county, "保密员"), revision=item.revision, **facts)


def determine(county: County, referral: Referral, result: str, **changes: Any) -> Item:
    facts = {
        "viewer": seen(county, "保密员"),
        "revision": fresh(referral.item).revision,
        "determination": result,
        "determined_on": TODAY,
        "document_no": "示保〔2026〕5号",
        "basis": "目录第一项",
        **changes,
    }
    return record_determination(referral, **facts)


def test_nobody_agrees_while_a_doubt_is_open(county: County, item: Item) -> None:
    referral = ask(county, item)
    with stays("已经报请确定，确定结果录入以前不能同意"):
        review_secrecy(county, fresh(item))
    settled = determine(county, referral, "open")
    assert review_secrecy(county, settled).state == State.REVIEW


def test_what_was_determined_against_openness_passes_only_when_changed(county: County, item: Item) -> None:
    closed = determine(county, ask(county, item), "closed")
    with stays("经确定不予公开，只能退回或者撤回"):
        review_secrecy(county, closed)
    liaison = seen(county, "联络员")
    taken = withdraw(closed, viewer=liaison, revision=closed.revision, reason="删去附表")
    again = put_forward(county, taken)
    with stays("经确定不予公开，只能退回或者撤回"):
        review_secrecy(county, again)
    taken = withdraw(fresh(item), viewer=liaison, revision=again.revision, reason="删去附表")
    saved = save_draft(
        taken, viewer=liaison, revision=taken.revision, draft=make_draft(county, body="<p>无附表</p>")
    )
    assert decide(county, review_secrecy(county, put_forward(county, saved))).state == State.RELEASED


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"determination": "maybe"}, "须选择确定结果"),
        ({"determined_on": TODAY - timedelta(days=1)}, "确定日期须在报请以后、今天以前"),
        ({"determined_on": TODAY + timedelta(days=1)}, "确定日期须在报请以后、今天以前"),
        ({"document_no": ""}, "“确定文书文号”不能为空"),
        ({"basis": " "}, "“确定依据”不能为空"),
    ],
)
def test_determinations_that_cannot_be_recorded(
    county: County, item: Item, changes: dict[str, Any], sentence: str
) -> None:
    referral = ask(county, item)
    with stays(sentence):
        determine(county, referral, **{"result": "open"} | changes_of(changes))


def changes_of(changes: dict[str, Any]) -> dict[str, Any]:
    return {"result" if name == "determination" else name: value for name, value in changes.items()}


def test_only_who_reviews_secrecy_refers_and_records(county: County, item: Item) -> None:
    abroad = make_county("邻县", "371398")
    with stays("须选择报请哪个机关确定"):
        ask(county, item, referred_to="mayor")
    with stays("这一步由本机关的“保密审查员”办理"):
        refer(
            item,
            viewer=seen(county, "领导"),
            revision=item.revision,
            referred_to="county_office",
            question="可否",
        )
    referral = ask(county, item)
    for viewer, sentence in (
        (seen(county, "联络员"), "这一步由本机关的“保密审查员”办理"),
        (seen(county, "保密员", FINANCE), "这一步由本机关的“保密审查员”办理"),
        (abroad.seen_by("县办"), "只有任职人员可以办理"),
    ):
        with stays(sentence):
            determine(county, referral, "open", viewer=viewer)
    done = determine(county, referral, "open")
    with stays("没有等待确定的报请事项"):
        determine(county, referral, "closed")
    assert Referral.objects.get().determination == "open"
    assert done.state == State.REVIEW
