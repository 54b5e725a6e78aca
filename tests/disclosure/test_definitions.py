"""Are all item types there and whole, and is a new file a new type?"""

from __future__ import annotations

import pytest

from tests.disclosure.type_files import NEW, written
from yangguang.disclosure.definitions import (
    OFFICIAL,
    FieldError,
    Kind,
    definition,
    definitions,
    load_definitions,
)
from yangguang.disclosure.documentation import PAGE, page
from yangguang.disclosure.schema.model import ITEM_DAYS
from yangguang.law.parameters.loading import parameter

LABELS = [
    "规范性文件",
    "其他政策文件",
    "政策解读",
    "回应关切",
    "公告公示",
    "动态要闻",
    "政府会议",
    "领导信息",
    "机构职能",
    "权责清单",
    "公共服务和收费清单",
    "规划计划",
    "统计数据",
    "财政预决算",
    "政府采购",
    "重大建设项目",
    "民生实事和政府工作报告目标",
    "建议提案办理",
    "人事和招考",
    "应急预案和预警",
    "监督检查",
    "办事指南",
    "新闻发布会",
    "政府开放日",
    "公共企事业单位信息",
    "政府信息公开制度",
    "政府信息公开指南",
]


# 类型, 所填, 应有的各句
TOGETHER = [
    (
        "meeting",
        {"kind": "executive", "held_on": "2026-01-05", "chaired_by": "某甲", "has_observers": "是"},
        ["《议题和议定事项》没有填写", "《列席代表》没有填写"],
    ),
    (
        "meeting",
        {
            "kind": "executive",
            "held_on": "2026-01-05",
            "chaired_by": "某甲",
            "has_observers": "否",
            "topics": [{"topic": "某事"}],
        },
        [],
    ),
    (
        "interpretation",
        {
            "forms": ["audio_video", "media_interview"],
            "interpreter": "expert",
            "interpreting_organ": "甲县某局",
        },
        ["《解读人姓名》没有填写", "《播出或者刊登的媒体》没有填写", "《文字稿》没有填写"],
    ),
    ("interpretation", {}, ["《解读形式》没有选择", "《解读人身份》没有选择", "《解读机关》没有填写"]),
    (
        "proposal_reply",
        {
            "kind": "deputy",
            "session": "某次会议",
            "number": "12",
            "subject": "某事",
            "handled_by": "甲县某局",
            "assigned_on": "2026-03-02",
            "replied_on": "2026-03-01",
            "result": "solved",
        },
        ["《答复日期》不能早于《交办日期》"],
    ),
    (
        "plan",
        {"kind": "special", "first_year": "2030", "last_year": "2026"},
        ["《起始年份》不能大于《终止年份》"],
    ),
    (
        "procurement",
        {
            "stage": "award",
            "project": "某项目",
            "purchaser": "甲县某局",
            "budget": "1000",
            "ceiling": "1000.01",
        },
        ["《最高限价》不能大于《预算金额》", "《供应商确定日期》没有填写", "《供应商》没有填写"],
    ),
    ("news", {"is_reprinted": "no", "colour": "red"}, ["“colour”不是“动态要闻”的字段"]),
    ("news", ["is_reprinted"], ["“动态要闻”的内容无法读出"]),
]

# 类型, 所填, 期限, 起算日
CLOCKS = [
    ("normative_document", {}, "publication.proactive", "made_on", "成文日期"),
    ("leader", {}, "publication.proactive", "changed_on", "职务或者分工变动日期"),
    ("meeting", {}, "publication.proactive", "held_on", "会议日期"),
    ("budget", {"kind": "government_final"}, "publication.budget", "approved_on", "人大或者其常委会批准日期"),
    (
        "budget",
        {"kind": "department_final"},
        "publication.department_budget",
        "approved_on",
        "财政部门批复日期",
    ),
    (
        "procurement",
        {"stage": "award"},
        "publication.procurement_award",
        "awarded_on",
        "中标、成交供应商确定日期",
    ),
    ("procurement", {"stage": "contract"}, "publication.procurement_contract", "signed_on", "合同签订日期"),
    ("procurement", {"stage": "intention"}, "publication.proactive", "made_on", "信息形成日期"),
    (
        "inspection",
        {"kind": "withdrawal"},
        "publication.penalty_withdrawal",
        "annulled_on",
        "处罚决定被变更、撤销、确认违法或者无效的日期",
    ),
]


def test_all_official_types_stand_in_their_order():
    assert [held.label for held in definitions()] == LABELS
    assert {held.key for held in definitions()} == {path.stem for path in OFFICIAL.glob("*.yaml")}
    assert [held.key for held in definitions() if held.normative] == ["normative_document"]
    dated = ["normative_document", "policy_document", "plan", "foi_rules"]
    assert [held.key for held in definitions() if held.in_force] == dated
    assert [held.key for held in definitions() if held.requires] == ["interpretation"]
    assert all(held.official for held in definitions())


@pytest.mark.parametrize("held", definitions(), ids=lambda held: held.key)
def test_fields_labels_and_options_are_unique(held):
    for fields in (held.fields, *(field.columns for field in held.fields)):
        assert len({field.name for field in fields}) == len({field.label for field in fields}) == len(fields)
        assert all(len({option.label for option in field.options}) == len(field.options) for field in fields)


@pytest.mark.parametrize("held", definitions(), ids=lambda held: held.key)
def test_every_field_is_asked_once_and_shown_once(held):
    names = sorted(field.name for field in held.fields)
    assert sorted(name for group in held.form for name in group.fields) == names
    assert sorted(name for block in held.blocks for name in block.fields) == names


@pytest.mark.parametrize("held", definitions(), ids=lambda held: held.key)
def test_every_clock_is_law_and_runs_from_a_day_that_is_there(held):
    for clock in held.clocks:
        assert parameter(clock.parameter).name == clock.parameter
        assert clock.start in ITEM_DAYS or held.field(clock.start).kind is Kind.DATE


def test_leaders_have_office_facts_and_no_private_ones():
    words = " ".join(field.label for field in definition("leader").fields)
    assert words == (
        "姓名 职务 排列顺序 任职日期 工作分工 分管和联系单位 任职经历 办公地址 办公电话 领导信箱网址"
    )
    call = definition("leader").refusals({"office_phone": "13000000000"}, complete=False)
    assert call == (FieldError("office_phone", "《办公电话》应填写对外公开的办公电话，不填手机号码"),)


def test_no_official_type_asks_for_an_identity_number():
    private = ("身份证", "证件号码", "出生", "家庭住址", "住宅")
    labels = [
        field.label
        for held in definitions()
        for top in held.fields
        for field in (top, *top.columns)
        if any(word in field.label for word in private)
    ]
    assert labels == []


@pytest.mark.parametrize(("key", "values", "sentences"), TOGETHER)
def test_answers_together(key, values, sentences):
    assert [fault.sentence for fault in definition(key).refusals(values)] == sentences


def test_a_draft_may_lack_answers_but_not_hold_wrong_ones():
    found = definition("meeting").refusals({"held_on": "昨天"}, complete=False)
    assert [fault.sentence for fault in found] == [
        "《会议日期》“昨天”写法不对，应写成 2025-01-20 这样的年-月-日"
    ]


@pytest.mark.parametrize(("key", "values", "name", "start", "called"), CLOCKS)
def test_the_clock_of_an_item(key, values, name, start, called):
    clock = definition(key).clock_for(values)
    assert (clock.parameter, clock.start, clock.start_label) == (name, start, called)


def test_a_new_file_is_a_new_type(tmp_path):
    folder = written(tmp_path / "types", "credit_promise", NEW)
    held = definition("credit_promise", folder)
    assert [one.label for one in definitions(folder)] == [*LABELS, "信用承诺公示"]
    assert held.official is False
    values = {"company": " 某公司 ", "promised_on": "2026-03-02", "kind": "信用修复"}
    assert held.refusals(values) == ()
    assert held.clean(values) == {"company": "某公司", "promised_on": "2026-03-02", "kind": "repair"}
    assert [fault.sentence for fault in held.refusals({})] == [
        "《企业名称》没有填写",
        "《承诺日期》没有填写",
        "《承诺种类》没有选择",
    ]
    assert held.clock_for(values).start_label == "承诺日期"


@pytest.mark.parametrize(
    ("layout", "said", "in_force"),
    [
        ("article", "", False),
        ("document", "", True),
        ("article", ", in_force: true", True),
        ("document", ", in_force: false", False),
    ],
)
def test_documents_are_in_force_unless_the_file_says_otherwise(tmp_path, layout, said, in_force):
    text = NEW.replace("layout: article", f"layout: {layout}")
    text = text.replace("attachments: unused}", f"attachments: unused{said}}}")
    folder = written(tmp_path / "types", "credit_promise", text)
    assert definition("credit_promise", folder).in_force is in_force


def test_a_county_without_types_has_the_official_ones(tmp_path):
    assert [held.label for held in load_definitions(tmp_path / "absent")] == LABELS
    with pytest.raises(KeyError, match="没有“credit_promise”这个信息类型"):
        definition("credit_promise")


def test_the_page_names_every_type_and_field():
    text = page()
    for held in definitions():
        assert f"\n## {held.label}\n" in text
        for field in held.fields:
            assert f"| {field.label} | `{field.name}` |" in text
    assert PAGE.as_posix() == "docs/item-types.md"
