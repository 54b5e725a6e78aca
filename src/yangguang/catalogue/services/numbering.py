"""Which index number comes next, and who sets the rule that makes it?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction

from yangguang.catalogue.index_numbers import (
    DEFAULT,
    BadPattern,
    Pattern,
    Source,
    parse_pattern,
    refusal_of_pattern,
)
from yangguang.catalogue.models import IndexCounter, IndexPattern
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Organ
from yangguang.organisations.services.locking import locked_government
from yangguang.organisations.viewers import Viewer, acting_as
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused


def set_index_pattern(*, viewer: Viewer, pattern: str, from_on: date) -> IndexPattern:
    """Set how the viewer's government makes index numbers from a day on; numbers given keep their form.

    Raises `Refused`; nothing is then written.
    """
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "设定索引号规则")
    row = IndexPattern(government_id=viewer.government, pattern=pattern.strip(), from_on=from_on)
    if sentence := refusal_of_fields(row) or refusal_of_pattern(row.pattern):
        raise Refused(sentence)
    if from_on < viewer.today:
        raise Refused("索引号规则不能从过去的日期施行，已经编定的索引号不会改变")
    with acts():
        government = locked_government(viewer.government)
        if government.index_patterns.filter(from_on=from_on).exists():
            raise Refused(f"{from_on}已经设过索引号规则")
        row.save(force_insert=True)
        facts = {"pattern": row.pattern, "from": from_on.isoformat()}
        note("index_pattern", "set", row, actor, facts=facts)
    return row


def next_index_number(
    organ: Organ, *, day: date, column_code: str = "", column: Callable[[], str] = str
) -> str:
    """The next index number of `organ` on `day`, never given before; call it inside an act.

    The counter stays locked until the act ends, so that an act taken back takes its number back too. Three
    statements; `organ` needs no more than its own columns. `column` is asked for the column's code only where
    the rule needs one and `column_code` does not say it. Raises `Refused` where that is not known, and
    `RuntimeError` outside an act.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an index number needs an act around it")
    pattern, region_code = pattern_on(organ.government_id, day)
    code = column_code or (column() if pattern.needs_column else "")
    source = source_of(organ, region_code, day, code)
    if pattern.needs_column and not code:
        raise Refused("本县的索引号按栏目编制，请先选择栏目")
    try:
        running = _count(counter_key(organ.government_id, pattern, source))
        return pattern.number(source, running)
    except BadPattern as unprintable:
        raise Refused(str(unprintable)) from None


def preview_index_number(organ: Organ, *, day: date, pattern: str, column_code: str = "") -> str:
    """What the next index number of `organ` would be under the rule `pattern`; nothing is counted.

    Raises `Refused` when the rule cannot be used.
    """
    try:
        parsed = parse_pattern(pattern)
        source = source_of(organ, organ.government.region_code, day, column_code)
        counter = IndexCounter.objects.filter(key=counter_key(organ.government_id, parsed, source)).first()
        return parsed.number(source, counter.last + 1 if counter else 1)
    except BadPattern as wrong:
        raise Refused(str(wrong)) from None


def pattern_on(government: int, day: date) -> tuple[Pattern, str]:
    """The rule that holds on `day`, and the region code it may print (empty where the default holds)."""
    rows = IndexPattern.objects.filter(government=government, from_on__lte=day).select_related("government")
    row = rows.order_by("-from_on").first()
    if row is None:
        return parse_pattern(DEFAULT), ""
    return parse_pattern(row.pattern), row.government.region_code


def source_of(organ: Organ, region_code: str, day: date, column_code: str) -> Source:
    """What the rules may print of an organ."""
    return Source(organ.code, region_code, day, organ.uscc, column_code)


def counter_key(government: int, pattern: Pattern, source: Source) -> str:
    """Under which numbers are counted: a beginning, within its government."""
    return f"{government}:{pattern.beginning(source)}"


def _count(key: str) -> int:
    held = IndexCounter.objects.select_for_update(no_key=True).filter(key=key).first()
    if held is None:
        try:
            with transaction.atomic():
                IndexCounter(key=key, last=1).save(force_insert=True)
            return 1
        except IntegrityError:  # somebody else took the first number at the same moment
            held = IndexCounter.objects.select_for_update(no_key=True).get(key=key)
    held.last += 1
    held.save(update_fields=["last"])
    return held.last
