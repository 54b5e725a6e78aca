"""After a document's release, who owes its interpretation by when, and what fulfils that?"""

from __future__ import annotations

from django.utils.timezone import localdate

from yangguang.disclosure.clock import due_after
from yangguang.disclosure.models import InterpretationDuty, Item, Publication
from yangguang.disclosure.states import Kind
from yangguang.law.calendars import Calendar
from yangguang.organisations.selectors import binding_value

RULE = "publication.interpretation"
CALENDAR = Calendar()


def owe_interpretation(held: Item, publication: Publication) -> None:
    """Begin the clock of the interpretation that was planned with the document; once a document."""
    plan = held.interpretation or {}
    if not plan.get("forms") or held.released_at is not None:
        return
    released_on = localdate(publication.released_at)
    own = int(binding_value(held.government_id, RULE, released_on))
    due = due_after(released_on, fact="文件公开", rule=RULE, own=own, calendar=CALENDAR)
    InterpretationDuty.objects.create(
        publication=publication, organ_id=plan.get("organ") or held.organ_id, due_on=due.on
    )


def fulfil_interpretation(held: Item, publication: Publication) -> None:
    """What is released as an interpretation fulfils the duty of every document that it interprets."""
    targets = [one["item"] for one in held.relations if one["kind"] == Kind.INTERPRETS]
    if targets:
        duties = InterpretationDuty.objects.filter(publication__in=targets, fulfilled_by__isnull=True)
        duties.update(fulfilled_by=publication)
