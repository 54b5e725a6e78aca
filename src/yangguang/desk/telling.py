"""How is an event told in one line? Its verb and states in the words of its machine, and its reason."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from yangguang.annualreport.filing.machine import FILING
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.normative.machine import CLEAN_UP
from yangguang.organisations.approval.machine import COURSE
from yangguang.organisations.approval.paper import SIGNED
from yangguang.workflow.machine import Machine
from yangguang.workflow.models import Event

MACHINES = {
    "filing": "年度报告",
    "item": "信息发布",
    "course": "审批",
    "handover": "移交",
    "organ": "机构",
    "appointment": "任职",
    "account": "账号",
    "route": "审批路线",
    "case_opening": "案件开放",
    "government": "政府",
    "column": "栏目",
    "term": "词条",
    "index_pattern": "索引号规则",
    "sheet": "批量导入",
    "list": "列表",
    "register": "公文登记",
    "archive": "归档",
    "maker": "制定主体",
    "normative_rule": "规范性文件管理规定",
    "filing_record": "备案",
    "validity": "有效性",
    "clean_up": "清理",
    "sign_in": "登录",
}
VERBS = {
    ("filing", "open"): "开始编制",
    ("item", "begin"): "起草",
    ("item", "register"): "统一登记",
    ("item", "review_legality"): "合法性审核",
    ("maker", "listed"): "列入",
    ("maker", "ended"): "退出",
    ("normative_rule", "set"): "设定",
    ("filing_record", "sent"): "报送",
    ("filing_record", "accepted"): "准予备案",
    ("validity", "ended"): "失效",
    ("validity", "came_back"): "恢复有效",
    ("validity", "declared"): "清理结论",
    ("clean_up", "begin"): "开始",
    ("course", "start"): "提交审批",
    ("course", "slip_printed"): "打印呈批单",
    ("handover", "handed_over"): "移交全部工作",
    ("handover", "moved"): "转到新的承办人或机关",
    ("organ", "created"): "设立",
    ("organ", "changed"): "修改",
    ("organ", "ended"): "终止",
    ("organ", "emptied"): "移交工作和人员",
    ("organ", "powers_moved"): "划转职权",
    ("organ", "subject_decided"): "认定公开主体",
    ("appointment", "granted"): "授予",
    ("appointment", "ended"): "终止",
    ("appointment", "changed"): "修改",
    ("appointment", "carried"): "随机构改革转任",
    ("appointment", "deputy_appointed"): "指定代理",
    ("appointment", "deputy_ended"): "终止代理",
    ("account", "opened"): "开立",
    ("account", "closed"): "停用",
    ("account", "reopened"): "恢复",
    ("account", "password_reset"): "重设密码",
    ("account", "password_changed"): "本人修改密码",
    ("route", "defined"): "设定",
    ("route", "retired"): "停用",
    ("case_opening", "opened"): "向法律顾问开放",
    ("case_opening", "closed"): "结束开放",
    ("government", "founded"): "建立",
    ("government", "rule_set"): "设定本地期限",
    ("column", "laid_out"): "建立全国统一的栏目",
    ("column", "added"): "增加",
    ("column", "renamed"): "更名",
    ("column", "moved"): "移动",
    ("column", "ended"): "停用",
    ("term", "added"): "增加",
    ("term", "ended"): "停用",
    ("index_pattern", "set"): "设定",
    ("list", "exported"): "导出",
    ("register", "registered"): "登记",
    ("register", "imported"): "从办公系统导入",
    ("register", "list_imported"): "导入一张表",
    ("register", "decided"): "认定公开属性",
    ("register", "corrected"): "更正",
    ("register", "kept_closed"): "评估后继续不予公开",
    ("register", "opened"): "评估后改为公开",
    ("register", "alert_set"): "设定不予公开比例的提醒",
    ("archive", "packed"): "制作归档包",
    ("sign_in", "signed_in"): "登录",
    ("sign_in", "signed_out"): "退出",
    ("sign_in", "failed"): "登录失败",
}
WITH_STATES: dict[str, Machine[Any]] = {
    "filing": FILING,
    "item": ITEM,
    "course": COURSE,
    "clean_up": CLEAN_UP,
}
REASONS = ("said", "reason", "note", "basis", "matter")
"""Facts that are sentences somebody wrote, in the order in which one is shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words; `facts` are the further facts, in the order kept."""

    what: str
    states: str
    reason: str
    facts: tuple[tuple[str, str], ...]
    on_paper: bool = False


def tell(event: Event) -> Told:
    """An event in words; what no table knows is shown as it was written."""
    facts: dict[str, Any] = json.loads(event.facts)
    reason = next((str(facts[name]) for name in REASONS if facts.get(name)), "")
    rest = tuple((name, _plain(value)) for name, value in facts.items())
    return Told(_what(event), _states(event), reason, rest, facts.get("signed") == SIGNED)


def verb_label(machine: str, verb: str) -> str:
    """What a verb is called."""
    if (machine, verb) in VERBS:
        return VERBS[machine, verb]
    table = WITH_STATES.get(machine)
    labels = {one.verb: one.label for one in table.transitions} if table else {}
    return labels.get(verb, verb)


def _what(event: Event) -> str:
    return f"{MACHINES.get(event.machine, event.machine)}：{verb_label(event.machine, event.verb)}"


def _states(event: Event) -> str:
    table = WITH_STATES.get(event.machine)
    if table is None or event.from_state == event.to_state:
        return ""
    names = {state.value: str(state.label) for state in table.states}
    before, after = (names.get(state, state) for state in (event.from_state, event.to_state))
    return f"{before} → {after}" if before else after


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
