"""How does a county set its own rules for normative documents? A dated row with its basis."""

from __future__ import annotations

from datetime import date

from yangguang.disclosure.judgements import NormativeRule
from yangguang.disclosure.normative.numbering import BadRule, parse_rule
from yangguang.disclosure.normative.rules import MOST_REMIND_DAYS
from yangguang.disclosure.services.texts import unclassified
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import Role
from yangguang.organisations.services.locking import locked_government
from yangguang.organisations.viewers import Viewer, acting_as
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused


def set_rule(
    *, viewer: Viewer, from_on: date, legality: str, pattern: str, remind_days: int, basis: str
) -> NormativeRule:
    """Set from a day on when legality is reviewed, how numbers are made and when ends are reminded of.

    Numbers given keep their form. Raises `Refused`; nothing is then written.
    """
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "设定规范性文件的管理规定")
    row = NormativeRule(
        government_id=viewer.government,
        from_on=from_on,
        legality=legality,
        pattern=pattern.strip(),
        remind_days=remind_days,
        basis=unclassified(basis, "依据"),
    )
    if sentence := refusal_of_fields(row):
        raise Refused(sentence)
    try:
        parse_rule(row.pattern)
    except BadRule as wrong:
        raise Refused(str(wrong)) from None
    if not 0 <= remind_days <= MOST_REMIND_DAYS:
        raise Refused(f"提醒天数应在0到{MOST_REMIND_DAYS}之间")
    if from_on < viewer.today:
        raise Refused("管理规定不能从过去的日期施行")
    with acts():
        government = locked_government(viewer.government)
        if government.normative_rules.filter(from_on=from_on).exists():
            raise Refused(f"{from_on}已经设定过管理规定")
        row.save(force_insert=True)
        facts = {"legality": row.legality, "pattern": row.pattern, "remind": row.remind_days}
        since = {"from": from_on.isoformat(), "basis": row.basis}
        note("normative_rule", "set", row, actor, facts={**facts, **since})
    return row
