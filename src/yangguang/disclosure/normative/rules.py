"""Which of a government's own rules hold on a day? Its newest row until then, else what the house does."""

from __future__ import annotations

from datetime import date

from yangguang.disclosure.guards.legality import DEFAULT as LEGALITY
from yangguang.disclosure.judgements import NormativeRule
from yangguang.disclosure.normative.numbering import DEFAULT as PATTERN
from yangguang.disclosure.types_in_use import types_in_use

REMIND_DAYS = 90
"""So many days before the end a document is listed as ending, where a government has set nothing."""
MOST_REMIND_DAYS = 730


def rule_on(government: int, day: date) -> NormativeRule:
    """The rules in force on `day`; where none was set an unsaved row with what is done then."""
    rows = NormativeRule.objects.filter(government=government, from_on__lte=day)
    return rows.order_by("-from_on").first() or NormativeRule(
        government_id=government,
        from_on=day,
        legality=LEGALITY,
        pattern=PATTERN,
        remind_days=REMIND_DAYS,
        basis="没有另行设定",
    )


def normative_types() -> list[str]:
    """The keys of the item types that are normative documents."""
    return [kind.key for kind in types_in_use() if kind.normative]
