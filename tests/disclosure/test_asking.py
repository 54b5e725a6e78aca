"""Who else has a say in an item: the other issuers of a joint one, and agencies that were asked."""

from __future__ import annotations

from datetime import date
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
from yangguang.disclosure.models import Consent, Consultation, Item
from yangguang.disclosure.secrecy import questions
from yangguang.disclosure.services.asking import consent, consult, record_answer
from yangguang.disclosure.services.deciding import approve
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.services.putting_forward import withdraw
from yangguang.disclosure.services.releasing import release
from yangguang.disclosure.states import State
from yangguang.organisations.kinds import Role, SuccessionKind
from yangguang.organisations.services.reorganising import Reorganisation, reorganise

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


# --- joint issuers


def joint(county: County, *names: str) -> Item:
    issuers = tuple({"name": name, "organ": organ_of(county, name).pk} for name in names)
    return put_forward(county, make_item(county, issuers=issuers))


def say(county: County, item: Item, organ: str, opinion: str = "agreed", **changes: Any) -> Consent:
    facts = {"opinion": opinion, "reason": "" if opinion == "agreed" else "数字不准", **changes}
    viewer = facts.pop("viewer", None) or seen(county, "领导", organ)
    return consent(fresh(item), viewer=viewer, revision=fresh(item).revision, **facts)


def test_every_other_issuer_has_to_consent(county: County) -> None:
    item = joint(county, *JOINT)
    say(county, item, FINANCE)
    waiting = decide(county, review_secrecy(county, fresh(item)))
    assert waiting.state == State.APPROVED
    liaison = seen(county, "联络员")
    with stays("还缺1个联合发文机关的会签同意"):
        release(waiting, viewer=liaison, revision=waiting.revision)
    say(county, item, TOWNSHIP)
    done = release(fresh(item), viewer=liaison, revision=fresh(item).revision)
    assert (done.state, Consent.objects.count()) == (State.RELEASED, 2)


def test_a_consent_is_for_one_version(county: County) -> None:
    item = joint(county, EDUCATION, FINANCE)
    say(county, item, FINANCE)
    liaison = seen(county, "联络员")
    taken = withdraw(fresh(item), viewer=liaison, revision=fresh(item).revision, reason="改一处")
    draft = make_draft(county, title="改过的标题", issuers=tuple(taken.issuers))
    saved = save_draft(taken, viewer=liaison, revision=taken.revision, draft=draft)
    waiting = decide(county, review_secrecy(county, put_forward(county, saved)))
    assert waiting.state == State.APPROVED
    with stays("还缺1个联合发文机关的会签同意"):
        release(waiting, viewer=liaison, revision=waiting.revision)


def test_a_refused_consent_blocks_its_version(county: County) -> None:
    item = joint(county, EDUCATION, FINANCE)
    with stays("“理由”不能为空"):
        say(county, item, FINANCE, "refused", reason=" ")
    say(county, item, FINANCE, "refused")
    waiting = decide(county, review_secrecy(county, fresh(item)))
    with stays("有联合发文机关不同意公开这个版本，须修改后重新提交"):
        release(waiting, viewer=seen(county, "联络员"), revision=waiting.revision)


def test_who_may_not_consent(county: County) -> None:
    item = joint(county, EDUCATION, FINANCE)
    nobody = "只有其他联合发文机关的分管领导或者政府信息公开工作机构负责人可以会签"
    abroad = make_county("邻县", "371398")
    for viewer in (
        seen(county, "领导"),
        seen(county, "联络员", FINANCE),
        seen(county, "领导", TOWNSHIP),
        county.seen_by("县办"),
        abroad.seen_by("县办"),
    ):
        with stays(nobody):
            say(county, item, FINANCE, viewer=viewer)
    with stays("须选择同意或者不同意"):
        say(county, item, FINANCE, "perhaps")
    with stays(STALE):
        consent(item, viewer=seen(county, "领导", FINANCE), revision=item.revision - 1, opinion="agreed")
    say(county, item, FINANCE)
    with stays("本机关已经对这个版本会签过"):
        say(county, item, FINANCE, viewer=seen(county, "主任", FINANCE))


def test_an_author_does_not_consent_for_another_issuer(county: County) -> None:
    county.appoint(f"{EDUCATION}联络员", Role.ORGAN_LEADER, organ_of(county, FINANCE))
    item = joint(county, EDUCATION, FINANCE)
    with stays("起草人不能会签自己起草的内容"):
        say(county, item, FINANCE, viewer=seen(county, "联络员"))


def test_the_heir_of_an_issuer_consents_for_it(county: County) -> None:
    item = joint(county, EDUCATION, FINANCE)
    old = organ_of(county, FINANCE)
    new = county.organ("财经局", from_on=TODAY)
    plan = Reorganisation(SuccessionKind.MERGED, TODAY, "示编1号", (old.pk,), (new.pk,))
    reorganise(plan, viewer=county.seen_by("县办"))
    given = say(county, item, FINANCE)
    assert (given.organ_id, given.role) == (old.pk, "分管领导")
    assert decide(county, review_secrecy(county, fresh(item))).state == State.RELEASED


def test_an_issuer_that_came_to_the_organ_itself_is_not_asked(county: County) -> None:
    item = joint(county, EDUCATION, FINANCE)
    numbers = tuple(organ_of(county, name).pk for name in (EDUCATION, FINANCE))
    new = county.organ("教财局", from_on=TODAY)
    plan = Reorganisation(SuccessionKind.MERGED, TODAY, "示编1号", numbers, (new.pk,))
    reorganise(plan, viewer=county.seen_by("县办"))
    moved = fresh(item)
    assert moved.organ_id == new.pk
    reviewed = approve(moved, viewer=seen(county, "保密员"), revision=moved.revision, answers=CLEAR)
    assert approve(reviewed, viewer=seen(county, "领导"), revision=reviewed.revision).state == State.RELEASED


def test_organs_and_columns_of_another_county_are_refused(county: County) -> None:
    abroad = make_publishing_county("邻县", "371398")
    theirs = organ_of(abroad).pk
    liaison = seen(county, "联络员")
    item = make_item(county)
    for changes, sentence in (
        (
            {"issuers": ({"name": "邻县教育局", "organ": theirs},)},
            "所选机关不在本级政府的机构之内，请重新选择",
        ),
        (
            {"interpretation": {"forms": ["text"], "organ": theirs}},
            "所选机关不在本级政府的机构之内，请重新选择",
        ),
        ({"columns": make_draft(abroad).columns}, "所选栏目不存在或者已经停用，请重新选择"),
        ({"columns": (10**6,)}, "所选栏目不存在或者已经停用，请重新选择"),
    ):
        with stays(sentence):
            save_draft(item, viewer=liaison, revision=item.revision, draft=make_draft(county, **changes))


# --- other agencies


def answered(asked: Consultation, county: County, opinion: str, **changes: Any) -> Item:
    facts = {"answer": "见来函", "answered_on": TODAY, "answered_by": "来函", **changes}
    item = fresh(asked.item)
    return record_answer(
        asked, viewer=seen(county, "联络员"), revision=item.revision, opinion=opinion, **facts
    )


def test_release_waits_for_the_agency_that_was_asked(county: County, item: Item) -> None:
    liaison = seen(county, "联络员")
    asked = consult(item, viewer=liaison, revision=item.revision, agency="省级有关机关", question="可否公开")
    waiting = decide(county, review_secrecy(county, fresh(item)))
    for _ in range(2):
        with stays("还有协商事项没有答复或者没有处理完"):
            release(fresh(item), viewer=liaison, revision=fresh(item).revision)
        if not Consultation.objects.get().opinion:
            answered(asked, county, "refused")
    with stays("这项协商已经录入答复"):
        answered(asked, county, "agreed")
    answered(asked, county, "refused", settlement="已删去有关内容")
    done = release(fresh(item), viewer=liaison, revision=fresh(item).revision)
    assert (waiting.state, done.state) == (State.APPROVED, State.RELEASED)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"opinion": "perhaps"}, "须选择同意或者不同意"),
        ({"answered_on": date(2026, 11, 19)}, "答复日期须在去函以后、今天以前"),
        ({"answered_on": date(2026, 11, 21)}, "答复日期须在去函以后、今天以前"),
        ({"answer": ""}, "“答复内容”不能为空"),
        ({"answered_by": "甲" * 61}, "“答复人”不能超过60个字符"),
    ],
)
def test_answers_of_agencies_that_cannot_be_recorded(
    county: County, item: Item, changes: dict[str, Any], sentence: str
) -> None:
    asked = consult(
        item,
        viewer=seen(county, "联络员"),
        revision=item.revision,
        agency="省级有关机关",
        question="可否公开",
    )
    facts = {"opinion": "agreed"} | changes
    with stays(sentence):
        answered(asked, county, **facts)
    answered(asked, county, "agreed")
    with stays("这项协商已经录入答复"):
        answered(asked, county, "agreed", answer="改写")
