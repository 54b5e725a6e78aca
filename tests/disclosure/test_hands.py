"""Nobody decides on their own text, whatever they are called and whatever changed since the page opened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.disclosure.making import (
    CLEAR,
    EDUCATION,
    FINANCE,
    TODAY,
    decide,
    make_draft,
    make_item,
    make_publishing_county,
    make_released,
    organ_of,
    put_forward,
    review_secrecy,
    seen,
)
from tests.disclosure.standing_still import stays
from tests.organisations.making import County
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.attaching import attach
from yangguang.disclosure.services.correcting import begin_correction
from yangguang.disclosure.services.deciding import approve, send_back
from yangguang.disclosure.services.drafting import begin_item, save_draft
from yangguang.disclosure.services.putting_forward import submit, withdraw
from yangguang.disclosure.services.releasing import release_urgently
from yangguang.disclosure.states import State
from yangguang.organisations.kinds import Role, SuccessionKind
from yangguang.organisations.open_work import works_of_person
from yangguang.organisations.services.handing_over import hand_over, key_of
from yangguang.organisations.services.people import appoint_deputy, close_account, end_appointment
from yangguang.organisations.services.reorganising import Reorganisation, reorganise
from yangguang.organisations.viewers import Viewer

pytestmark = pytest.mark.django_db
OWN_TEXT = "起草人不能审批自己起草的内容"
OWNED = "现在是“审核中”，不能编辑"
TWICE = "同一人不能在同一版本上作两次决定"


@pytest.fixture
def county(db: None) -> County:
    return make_publishing_county()


def also(county: County, title: str, role: Role, organ: str = EDUCATION) -> Viewer:
    """The person of that title, in a further role."""
    county.appoint(f"{organ}{title}", role, organ_of(county, organ))
    return seen(county, title, organ)


def deputise(county: County, absent: str, deputy: str) -> None:
    appoint_deputy(
        county.people[f"{EDUCATION}{absent}"].appointments.get(),
        viewer=county.seen_by("安全"),
        deputy=county.people[f"{EDUCATION}{deputy}"],
        from_on=TODAY,
        to_on=TODAY + timedelta(days=7),
        reason="出差",
    )


def look(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


@pytest.mark.parametrize("hand", ["began", "saved", "attached", "submitted"])
def test_whoever_had_a_hand_in_it_is_an_author_for_good(county: County, hand: str) -> None:
    other, liaison = also(county, "保密员", Role.LIAISON), seen(county, "联络员")
    draft = make_draft(county)
    if hand == "began":
        item = begin_item(viewer=other, organ=organ_of(county).pk, type_key="news", draft=draft)
    else:
        item = make_item(county)
    if hand == "saved":
        item = save_draft(item, viewer=other, revision=item.revision, draft=draft)
    if hand == "attached":
        item = attach(item, viewer=other, revision=item.revision, name="附件.txt", data="日程".encode())
    item = submit(item, viewer=other if hand == "submitted" else liaison, revision=item.revision)
    with stays(OWN_TEXT):
        approve(item, viewer=other, revision=item.revision, answers=CLEAR)
    with stays(OWN_TEXT):
        send_back(item, viewer=other, revision=item.revision, reason="不妥")


def test_an_approver_who_edits_is_an_author_of_every_later_version(county: County) -> None:
    leader, liaison = also(county, "领导", Role.HANDLER), seen(county, "联络员")
    item = review_secrecy(county, put_forward(county, make_item(county)))
    with stays(OWNED):
        save_draft(item, viewer=leader, revision=item.revision, draft=make_draft(county, title="领导改的"))
    back = send_back(item, viewer=leader, revision=item.revision, reason="我来改")
    saved = save_draft(
        back, viewer=leader, revision=back.revision, draft=make_draft(county, title="领导改的")
    )
    again = save_draft(
        saved, viewer=liaison, revision=saved.revision, draft=make_draft(county, title="再改回")
    )
    reviewed = review_secrecy(county, submit(again, viewer=liaison, revision=again.revision))
    with stays(OWN_TEXT):
        approve(reviewed, viewer=leader, revision=reviewed.revision)
    with stays("起草人不能决定紧急发布自己起草的内容"):
        release_urgently(reviewed, viewer=leader, revision=reviewed.revision, reason="急")


def test_who_writes_the_note_of_a_correction_does_not_decide_on_it(county: County) -> None:
    leader, liaison = also(county, "领导", Role.HANDLER), seen(county, "联络员")
    out = make_released(county)
    begun = begin_correction(out, viewer=leader, revision=out.revision, note="更正日期")
    reviewed = review_secrecy(county, submit(begun, viewer=liaison, revision=begun.revision))
    with stays(OWN_TEXT):
        approve(reviewed, viewer=leader, revision=reviewed.revision)


def test_handing_work_over_hands_no_authorship_over(county: County) -> None:
    liaison = also(county, "联络员", Role.ORGAN_LEADER)
    item = review_secrecy(county, put_forward(county, make_item(county)))
    leaver, taker = county.people[f"{EDUCATION}联络员"], county.people[f"{EDUCATION}承办人"]
    listed = [key_of(work) for work in works_of_person(leaver.pk, county.government.pk)]
    hand_over(leaver, viewer=county.seen_by("县办"), to=taker, listed=listed)
    moved = look(item)
    assert (moved.handler_id, moved.authors) == (taker.pk, [leaver.pk])
    with stays(OWN_TEXT):
        approve(moved, viewer=liaison, revision=moved.revision)


def test_an_author_does_not_decide_as_deputy_of_the_leader(county: County) -> None:
    deputise(county, "领导", "联络员")
    item = review_secrecy(county, put_forward(county, make_item(county)))
    with stays(OWN_TEXT):
        approve(item, viewer=seen(county, "联络员"), revision=item.revision)


def test_who_is_deputy_of_an_author_decides_only_on_what_they_did_not_write(county: County) -> None:
    deputise(county, "联络员", "领导")
    leader = seen(county, "领导")
    mine = begin_item(viewer=leader, organ=organ_of(county).pk, type_key="news", draft=make_draft(county))
    reviewed = review_secrecy(county, put_forward(county, mine))
    with stays(OWN_TEXT):
        approve(reviewed, viewer=leader, revision=reviewed.revision)
    theirs = review_secrecy(county, put_forward(county, make_item(county)))
    assert approve(theirs, viewer=leader, revision=theirs.revision).state == State.RELEASED


def test_one_person_in_two_roles_decides_once(county: County) -> None:
    both = also(county, "保密员", Role.ORGAN_LEADER)
    item = review_secrecy(county, put_forward(county, make_item(county)))
    with stays(TWICE):
        approve(item, viewer=both, revision=item.revision)
    with stays("作过审查的人不能再决定紧急发布"):
        release_urgently(item, viewer=both, revision=item.revision, reason="急")
    assert decide(county, item).state == State.RELEASED


def test_a_role_that_ended_since_the_page_opened_decides_nothing(county: County) -> None:
    item = put_forward(county, make_item(county))
    row = county.people[f"{EDUCATION}保密员"].appointments.get()
    end_appointment(row, viewer=county.seen_by("安全"), last_day=TODAY - timedelta(days=1))
    with stays("只有任职人员可以办理"):
        review_secrecy(county, item)


def test_a_role_granted_since_the_page_opened_decides(county: County) -> None:
    item = put_forward(county, make_item(county))
    new = also(county, "承办人", Role.SECRECY_REVIEWER)
    assert approve(item, viewer=new, revision=item.revision, answers=CLEAR).course.position == 1


def test_a_closed_account_does_nothing(county: County) -> None:
    item = put_forward(county, make_item(county))
    close_account(county.people[f"{EDUCATION}保密员"], viewer=county.seen_by("系统"))
    county.people[f"{EDUCATION}保密员"].refresh_from_db()
    with stays("只有任职人员可以办理"):
        review_secrecy(county, item)


def merged(county: County) -> None:
    """The education bureau becomes another organ, with its people and its work."""
    new = county.organ("教体局", from_on=TODAY)
    plan = Reorganisation(SuccessionKind.MERGED, TODAY, "示编1号", (organ_of(county).pk,), (new.pk,))
    reorganise(plan, viewer=county.seen_by("县办"))


def test_a_reorganisation_in_between_takes_work_and_people_along(county: County) -> None:
    yesterday = seen(county, "保密员", day=TODAY - timedelta(days=1))
    item = put_forward(county, make_item(county))
    merged(county)
    with stays("这一步由本机关的“保密审查员”办理"):
        approve(item, viewer=yesterday, revision=item.revision, answers=CLEAR)
    reviewed = approve(look(item), viewer=seen(county, "保密员"), revision=item.revision, answers=CLEAR)
    done = approve(reviewed, viewer=seen(county, "领导"), revision=reviewed.revision)
    assert (done.state, done.publication.publisher.name) == (State.RELEASED, "教体局")


def test_a_correction_begun_before_a_reorganisation_goes_to_the_people_of_the_heir(county: County) -> None:
    out = make_released(county)
    begun = begin_correction(out, viewer=seen(county, "联络员"), revision=out.revision, note="更正日期")
    merged(county)
    moved = look(begun)
    again = submit(moved, viewer=seen(county, "联络员"), revision=moved.revision)
    assert again.course.organ.name == "教体局"
    reviewed = approve(again, viewer=seen(county, "保密员"), revision=again.revision, answers=CLEAR)
    done = approve(reviewed, viewer=seen(county, "领导"), revision=reviewed.revision)
    assert (done.state, done.publication.version.number) == (State.RELEASED, 2)


def test_what_an_ended_organ_published_is_put_right_by_its_heir(county: County) -> None:
    out, stale = make_released(county), seen(county, "联络员", FINANCE)
    merged(county)
    with stays("只有教育局的信息公开联络员、承办人、政府信息公开工作机构负责人可以办理"):
        begin_correction(look(out), viewer=stale, revision=out.revision, note="更正日期")
    begun = begin_correction(look(out), viewer=seen(county, "联络员"), revision=out.revision, note="更正日期")
    assert begun.organ.name == "教体局"
    again = submit(begun, viewer=seen(county, "联络员"), revision=begun.revision)
    reviewed = approve(again, viewer=seen(county, "保密员"), revision=again.revision, answers=CLEAR)
    assert approve(reviewed, viewer=seen(county, "领导"), revision=reviewed.revision).state == State.RELEASED


def test_taking_it_back_makes_nobody_an_author_and_frees_nobody(county: County) -> None:
    head = seen(county, "主任")
    item = put_forward(county, make_item(county))
    taken = withdraw(item, viewer=head, revision=item.revision, reason="再看")
    assert taken.authors == [county.people[f"{EDUCATION}联络员"].pk]
