"""After a document's release, who owes its interpretation by when, and what fulfils that?"""

from __future__ import annotations

from django.utils import timezone

from yangguang.disclosure.clock import due_after
from yangguang.disclosure.models import InterpretationDuty, Item, Publication
from yangguang.disclosure.states import Kind
from yangguang.law.calendars import Calendar
from yangguang.law.parameters.loading import parameter
from yangguang.organisations.selectors import binding_value

RULE = "publication.interpretation"
CALENDAR = Calendar()


def owe_interpretation(held: Item, publication: Publication) -> None:
    """Begin the clock of the interpretation that was planned with the document; once a document."""
    plan = held.interpretation or {}
    if not plan.get("forms") or held.released_at is not None:
        return
    released_on = timezone.localdate(publication.released_at)
    own = int(binding_value(held.government_id, RULE, released_on))
    due = due_after(released_on, fact="文件公开", rule=RULE, own=own, calendar=CALENDAR)
    InterpretationDuty.objects.create(
        publication=publication, organ_id=plan.get("organ") or held.organ_id, due_on=due.on
    )


def reasons_of(duty: InterpretationDuty) -> tuple[str, ...]:
    """Why an interpretation is due on its day."""
    released_on = timezone.localdate(duty.publication.released_at)
    rule = parameter(RULE).at(released_on)
    return (f"文件公开{released_on}，{rule.says}（{rule.source}）", f"到{duty.due_on}")


def fulfil_interpretation(publication: Publication) -> None:
    """What becomes public as an interpretation fulfils the duty of every document that it interprets."""
    targets = publication.relations.filter(kind=Kind.INTERPRETS).values("target")
    duties = InterpretationDuty.objects.filter(publication__in=targets, fulfilled_by__isnull=True)
    duties.update(fulfilled_by=publication)


def leave_uninterpreted(publication: Publication) -> None:
    """What is public no more, or interprets no more, leaves the duties that it had fulfilled open again."""
    InterpretationDuty.objects.filter(fulfilled_by=publication).update(fulfilled_by=None)
