"""Organs that end: where their work and people go, what stays, and what may not be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.organisations.making import START, TODAY, County, events, make_county
from tests.organisations.offices import Office
from tests.organisations.refusing import refused
from yangguang.organisations.approval.models import Course
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.selectors import courses_visible_to, route_for
from yangguang.organisations.approval.services import agree, start_course
from yangguang.organisations.kinds import Kind, Role, SuccessionKind
from yangguang.organisations.models import Appointment, CaseOpening, Deputyship, Organ, Succession
from yangguang.organisations.open_work import works_of_organ
from yangguang.organisations.selectors import (
    foi_subjects,
    organs_called,
    unattended_work,
    with_predecessors,
    with_successors,
)
from yangguang.organisations.services.cases import open_case
from yangguang.organisations.services.handing_over import hand_over, key_of
from yangguang.organisations.services.organs import decide_subject
from yangguang.organisations.services.people import appoint_deputy, close_account, end_appointment
from yangguang.organisations.services.reorganising import Reorganisation, rename_organ, reorganise
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import history, verify_chain

R, K = Role, SuccessionKind
ON = date(2026, 11, 1)
BASIS = "示编〔2026〕1号"


def plan(kind: SuccessionKind, old: list[Organ], new: list[Organ], **changes: Any) -> Reorganisation:
    facts = {
        "kind": kind,
        "on": ON,
        "basis": BASIS,
        "predecessors": tuple(organ.pk for organ in old),
        "successors": tuple(organ.pk for organ in new),
        **changes,
    }
    return Reorganisation(**facts)


def carry_out(county: County, *words: Any, who: str = "县办", **changes: Any) -> list[Succession]:
    return reorganise(plan(*words, **changes), viewer=county.seen_by(who))


def test_a_merged_organ_leaves_nothing_behind(office: Office) -> None:
    county, old = office.county, office.bureau
    new = county.organ("新局", from_on=ON)
    course = office.act(agree, office.start(), "保密")
    carry_out(county, K.MERGED, [old], [new])
    old.refresh_from_db()
    course.refresh_from_db()
    assert (old.to_on, course.organ) == (date(2026, 10, 31), new)
    assert works_of_organ(old.pk) == []
    assert not Appointment.objects.filter(organ=old, to_on__isnull=True).exists()
    assert sorted(
        Appointment.objects.filter(organ=new).values_list("user__display_name", flat=True)
    ) == sorted(["起草", "保密", "法制", "领导", "负责人"])
    assert with_predecessors(new) == {new.pk, old.pk}
    assert with_successors(old) == {new.pk, old.pk}
    assert office.act(agree, course, "法制").position == 2
    moved = history(course).get(verb="moved")
    assert (moved.machine, moved.actor_name) == ("handover", "县办")
    assert moved.facts == f'{{"organ":[{old.pk},{new.pk}]}}'
    ended = history(old).get(verb="ended")
    assert ended.facts == (
        '{"basis":"示编〔2026〕1号","kind":"merged","last_day":"2026-10-31","successors":["新局码"]}'
    )
    assert (
        history(old).get(verb="emptied").facts == '{"below":0,"on":"2026-11-01","people":5,"work":{"审批":1}}'
    )
    assert verify_chain(county.government.pk).whole


def test_the_new_organ_sees_what_the_old_one_did(office: Office) -> None:
    course = office.start()
    for who in ("保密", "法制", "领导", "县办"):
        course = office.act(agree, course, who)
    new = office.county.organ("新局", from_on=ON)
    carry_out(office.county, K.MERGED, [office.bureau], [new])
    course.refresh_from_db()
    assert course.organ == office.bureau  # finished: it stays with the organ of its day
    office.county.appoint("新人", R.HANDLER, new, from_on=ON)
    assert courses_visible_to(office.county.seen_by("新人")).get() == course


def test_a_split_organ_must_say_where_each_piece_goes(office: Office) -> None:
    county, old = office.county, office.bureau
    one, other = county.organ("甲局", from_on=ON), county.organ("乙局", from_on=ON)
    course = office.start()
    before = events()
    with refused("“示例局”还有未办结的审批1件没有指定接收机关"):
        carry_out(county, K.SPLIT, [old], [one, other])
    key = ("approval.course", course.pk)
    with refused("“示例局”还有任职没有指定去处：起草（承办人）"):
        carry_out(county, K.SPLIT, [old], [one, other], assigned={key: one.pk})
    with refused("接收机关不在后继机关之中（1个）"):
        carry_out(county, K.SPLIT, [old], [one, other], assigned={key: county.office.pk}, rest=one.pk)
    with refused("接收其余工作的机关须是后继机关之一"):
        carry_out(county, K.SPLIT, [old], [one, other], rest=county.office.pk)
    old.refresh_from_db()
    assert (old.to_on, Succession.objects.count(), events()) == (None, 0, before)
    leader = county.people["领导"].appointments.get()
    carry_out(
        county,
        K.SPLIT,
        [old],
        [one, other],
        assigned={key: other.pk},
        rest=one.pk,
        people={leader.pk: other.pk},
    )
    course.refresh_from_db()
    assert course.organ == other
    assert {row.organ for row in county.people["领导"].appointments.all()} == {old, other}
    assert {row.organ for row in county.people["起草"].appointments.all()} == {old, one}


def test_a_renamed_organ_keeps_its_facts_people_and_status(office: Office) -> None:
    county, old = office.county, office.bureau
    tests = {"administrative": True, "external": True, "independent": True}
    decide_subject(old, viewer=county.seen_by("县办"), from_on=START, basis=BASIS, **tests)
    course = office.start()
    new = rename_organ(old, viewer=county.seen_by("县办"), name="示例委", on=ON, basis=BASIS)
    course.refresh_from_db()
    assert (new.code, new.kind, new.from_on, course.organ) == (old.code, old.kind, ON, new)
    assert list(foi_subjects(county.government.pk, date(2026, 10, 31))) == [old]
    assert list(foi_subjects(county.government.pk, ON)) == [new]
    assert office.act(agree, course, "保密").position == 1
    assert [row.get_kind_display() for row in Succession.objects.all()] == ["更名"]
    with refused("“示例局”已于2026-10-31终止"):
        rename_organ(old, viewer=county.seen_by("县办"), name="示例处", on=TODAY, basis=BASIS)


def test_the_office_itself_may_be_renamed_with_its_administrators(county: County) -> None:
    new = rename_organ(county.office, viewer=county.seen_by("县办"), name="县府办", on=ON, basis=BASIS)
    assert county.seen_by("安全").standing(R.SECURITY_ADMIN, organ=new.pk)
    assert county.seen_by("县办").standing(R.COUNTY_OFFICE, organ=new.pk)
    assert Organ.objects.filter(kind=Kind.OFFICE, to_on__isnull=True).get() == new


def test_organs_below_come_under_the_successor_and_own_routes_follow_a_new_name(office: Office) -> None:
    county, old = office.county, office.bureau
    below = county.organ("下所", superior=old)
    own = Step("分管领导审签", R.ORGAN_LEADER)
    define_route(viewer=county.seen_by("县办"), thing="item", name="本局", steps=[own], organ=old)
    renamed = rename_organ(old, viewer=county.seen_by("县办"), name="示例委", on=ON, basis=BASIS)
    below.refresh_from_db()
    assert (below.superior, str(route_for("item", renamed))) == (renamed, "本局")
    one, other = county.organ("甲局", from_on=TODAY), county.organ("乙局", from_on=TODAY)
    places = {row.pk: one.pk for row in Appointment.objects.filter(organ=renamed)}
    with refused("“示例委”还有下级机构没有指定新的上级：下所"):
        carry_out(county, K.SPLIT, [renamed], [one, other], people=places, on=TODAY)
    carry_out(county, K.SPLIT, [renamed], [one, other], people=places, rest=other.pk, on=TODAY)
    below.refresh_from_db()
    assert (below.superior, str(route_for("item", other))) == (other, "信息发布")


def test_an_organ_from_below_may_take_the_place_of_the_one_above(county: County) -> None:
    top = county.organ("上局")
    middle = county.organ("中局", superior=top)
    low, other = county.organ("下所", superior=middle), county.organ("旁所", superior=middle)
    carry_out(county, K.MERGED, [middle], [low])
    low.refresh_from_db()
    other.refresh_from_db()
    assert (low.superior, other.superior) == (top, low)


def test_the_government_and_its_office_only_change_their_name(county: County) -> None:
    bureau = county.organ("示例局")
    with refused("县人民政府和县政府办公室只能更名"):
        carry_out(county, K.MERGED, [county.office], [bureau])


def test_an_old_name_finds_the_organ_that_answers_today(county: County) -> None:
    old = county.organ("粮食局", aliases=("粮食和物资局",))
    new = county.organ("发展局", from_on=ON)
    carry_out(county, K.MERGED, [old], [new])
    viewer = county.seen_by("县办")
    for words, found in (
        ("粮食", {old, new}),
        ("物资", {old, new}),
        ("粮食局码", {old, new}),
        ("发展", {new}),
    ):
        assert set(organs_called(viewer, words)) == found
    assert set(organs_called(make_county("邻县", "371398").seen_by("县办"), "粮食")) == set()


def test_powers_move_and_both_live_on(county: County) -> None:
    one, other = county.organ("甲局"), county.organ("乙局")
    with refused("职权划转须写明划转的事项"):
        carry_out(county, K.POWERS_MOVED, [one], [other])
    carry_out(county, K.POWERS_MOVED, [one], [other], matter="地名管理")
    one.refresh_from_db()
    assert (one.to_on, with_predecessors(other)) == (None, {other.pk})
    with refused("“甲局”的工作本来就来自或归于“乙局”，沿革不能循环"):
        carry_out(county, K.POWERS_MOVED, [other], [one], matter="地名管理")
    carry_out(county, K.POWERS_MOVED, [other], [one], matter="地名管理", on=TODAY)
    assert Event.objects.last().verb == "powers_moved"


def test_reorganisations_that_cannot_be(county: County) -> None:
    one, other, late = county.organ("甲局"), county.organ("乙局"), county.organ("丙局", from_on=TODAY)
    gone = county.organ("丁局")
    carry_out(county, K.MERGED, [gone], [one])
    abroad = make_county("邻县", "371398")
    before, links = events(), Succession.objects.count()
    for words, changes, sentence in (
        ((K.MERGED, [one], [other, late]), {}, "合并须有被并入的机构和一个接收机构"),
        ((K.MERGED, [], [other]), {}, "合并须有被并入的机构和一个接收机构"),
        ((K.SPLIT, [one], [other]), {}, "拆分须是一个机构分成两个以上的机构"),
        ((K.RENAMED, [one, late], [other]), {}, "更名须是一个机构对一个机构"),
        ((K.MERGED, [one, other], [other]), {}, "机构不能是自己的后继"),
        ((K.MERGED, [gone], [other]), {}, "“丁局”已于2026-10-31终止"),
        ((K.MERGED, [one], [gone]), {}, "“丁局”在2026-11-01不存在，不能接收"),
        ((K.MERGED, [one], [late]), {}, "“丙局”在2026-11-01不存在，不能接收"),
        ((K.MERGED, [late], [one]), {}, "“丙局”自2026-11-20才成立，不能在2026-11-01终止"),
        (
            (K.MERGED, [one], [other]),
            {"on": TODAY + timedelta(days=1)},
            "机构改革的生效日期晚于今天，请在生效之日登记",
        ),
        ((K.MERGED, [one], [other]), {"basis": " "}, "“依据”不能为空"),
        ((K.MERGED, [one], [abroad.office]), {}, "没有这个机构"),
        ((K.MERGED, [abroad.office], [one]), {}, "没有这个机构"),
        ((K.MERGED, [one], [other]), {"who": "安全"}, "只有县政务公开科、系统管理员可以登记机构改革"),
    ):
        with refused(sentence):
            carry_out(county, *words, **changes)
    assert Succession.objects.count() == links
    assert events()[: len(before)] == before
    assert [pair for pair in events()[len(before) :] if pair[0] in {"organ", "handover"}] == []


def test_deputies_and_opened_cases_go_on_with_the_appointment(office: Office) -> None:
    county = office.county
    leader = county.people["领导"].appointments.get()
    appoint_deputy(
        leader,
        viewer=county.seen_by("安全"),
        deputy=county.person("负责人"),
        from_on=date(2026, 10, 20),
        to_on=date(2026, 12, 31),
        reason="休假",
    )
    adviser = county.appoint("顾问", R.LEGAL_ADVISER, office.bureau)
    course = office.start()
    open_case(course, viewer=county.seen_by("法制", date(2026, 10, 1)), adviser=adviser, reason="诉讼")
    new = county.organ("新局", from_on=ON)
    carry_out(county, K.MERGED, [office.bureau], [new])
    days = [(row.from_on, row.to_on) for row in Deputyship.objects.order_by("pk")]
    assert days == [(date(2026, 10, 20), date(2026, 10, 31)), (ON, date(2026, 12, 31))]
    assert [(row.from_on, row.to_on) for row in CaseOpening.objects.order_by("pk")] == [
        (date(2026, 10, 1), date(2026, 10, 31)),
        (ON, None),
    ]
    assert county.seen_by("负责人").standing(R.ORGAN_LEADER, organ=new.pk).deputy_for == "领导"
    assert courses_visible_to(county.seen_by("顾问")).get() == course


def test_new_work_cannot_begin_at_an_organ_that_has_ended(office: Office) -> None:
    new = office.county.organ("新局", from_on=ON)
    carry_out(office.county, K.MERGED, [office.bureau], [new])
    with refused("“示例局”在2026-11-20不存在，不能开始新的工作"):
        start_course(
            office.bureau,
            viewer=office.county.seen_by("县办"),
            thing="item",
            organ=office.bureau,
            title="示例",
            content="一",
            authors=[office.county.person("起草")],
        )


def listed(office: Office, name: str) -> list[tuple[str, int]]:
    return [key_of(work) for work in works_of_organ(office.bureau.pk) if work.holder_name == name]


def test_a_handover_moves_everything_in_one_act(office: Office) -> None:
    course = office.start()
    county = office.county
    county.appoint("接手", R.HANDLER, office.bureau)
    works = hand_over(
        county.person("起草"),
        viewer=county.seen_by("领导"),
        to=county.person("接手"),
        listed=listed(office, "起草"),
    )
    course.refresh_from_db()
    assert ([work.name for work in works], course.handler) == (["示例事项"], county.person("接手"))
    assert events()[-2:] == [("handover", "moved"), ("handover", "handed_over")]
    with refused("“起草”没有待移交的工作"):
        hand_over(county.person("起草"), viewer=county.seen_by("领导"), to=county.person("接手"), listed=[])


def test_handovers_that_cannot_be(office: Office) -> None:
    course, county = office.start(), office.county
    other = county.organ("他局")
    county.appoint("外局", R.HANDLER, other)
    county.appoint("接手", R.HANDLER, office.bureau)
    county.appoint("已走", R.HANDLER, office.bureau, to_on=TODAY - timedelta(days=1))
    before = events()
    for who, to, shown, sentence in (
        ("领导", "外局", listed(office, "起草"), "“外局”今天在“示例局”没有任职，不能接手“示例事项”"),
        ("领导", "已走", listed(office, "起草"), "“已走”今天在“示例局”没有任职，不能接手“示例事项”"),
        ("领导", "起草", listed(office, "起草"), "不能把工作移交给本人"),
        ("领导", "接手", [], "待移交的工作已有变化，请重新查看清单后再移交"),
        ("外局", "接手", listed(office, "起草"), "只有本人、本机关的分管领导和县政务公开科可以移交"),
        ("系统", "接手", listed(office, "起草"), "只有本人、本机关的分管领导和县政务公开科可以移交"),
    ):
        with refused(sentence):
            hand_over(county.person("起草"), viewer=county.seen_by(who), to=county.person(to), listed=shown)
    course.refresh_from_db()
    assert (course.handler, events()) == (county.person("起草"), before)
    hand_over(
        county.person("起草"),
        viewer=county.seen_by("起草"),
        to=county.person("接手"),
        listed=listed(office, "起草"),
    )
    assert Course.objects.get().handler == county.person("接手")


def test_work_whose_holder_is_gone_is_listed(office: Office) -> None:
    course, county = office.start(), office.county
    here = county.government.pk
    assert unattended_work(here, TODAY) == []
    handler = county.people["起草"].appointments.get()
    end_appointment(handler, viewer=county.seen_by("安全"), last_day=TODAY)
    assert unattended_work(here, TODAY) == []
    gone = unattended_work(here, TODAY + timedelta(days=1))
    assert [(work.title, work.name, work.subject_id, work.holder_name) for work in gone] == [
        ("审批", "示例事项", course.pk, "起草")
    ]
    close_account(county.person("起草"), viewer=county.seen_by("系统"))
    assert len(unattended_work(here, TODAY)) == 1
    assert unattended_work(make_county("邻县", "371398").government.pk, TODAY) == []


def test_work_held_by_nobody_is_listed_once_its_organ_has_no_one(office: Office) -> None:
    course, county = office.start(), office.county
    empty = county.organ("空局")
    Course.objects.filter(pk=course.pk).update(handler=None)
    assert unattended_work(county.government.pk, TODAY) == []
    Course.objects.filter(pk=course.pk).update(organ=empty)
    assert [work.organ_name for work in unattended_work(county.government.pk, TODAY)] == ["空局"]
