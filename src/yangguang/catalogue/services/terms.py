"""What may be done to a word? A county adds its own beside the official ones and ends what it added."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Q

from yangguang.catalogue.guards import refusal_of_day
from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.models import Term
from yangguang.catalogue.services.columns import KEEPERS, STEP
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.services.locking import locked_government
from yangguang.organisations.viewers import Viewer, acting_as
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused


def add_term(
    *,
    viewer: Viewer,
    vocabulary: Vocabulary,
    code: str,
    name: str,
    parent: Term | None = None,
    from_on: date | None = None,
) -> Term:
    """Add a local word to a vocabulary, perhaps below another (综合政务 ＞ 政务公开). Raises `Refused`."""
    actor = acting_as(viewer, KEEPERS, "增加本地词条")
    with acts():
        locked_government(viewer.government)
        above = _held(parent, viewer) if parent is not None else None
        term = Term(
            government_id=viewer.government,
            vocabulary=vocabulary,
            code=code.strip(),
            name=name.strip(),
            parent=above,
            order=_last_place(viewer, vocabulary),
            from_on=from_on or viewer.today,
        )
        if sentence := refusal_of_fields(term) or _refusal_of_clash(term, viewer):
            raise Refused(sentence)
        term.save(force_insert=True)
        since = term.from_on.isoformat()
        facts = {"vocabulary": term.vocabulary, "code": term.code, "name": term.name, "from": since}
        note("term", "added", term, actor, facts=facts)
    return term


def end_term(term: Term, *, viewer: Viewer, on: date) -> Term:
    """Let a local word have `on` as its last day; what bears it keeps it. Official words are `Refused`."""
    actor = acting_as(viewer, KEEPERS, "停用本地词条")
    with acts():
        locked_government(viewer.government)
        held = _held(term, viewer)
        if sentence := refusal_of_ending_term(held) or _refusal_of_last_day(held, on, viewer.today):
            raise Refused(sentence)
        held.to_on = on
        held.save(update_fields=["to_on"])
        facts = {"vocabulary": held.vocabulary, "code": held.code, "to": on.isoformat()}
        note("term", "ended", held, actor, facts=facts)
    return held


def refusal_of_ending_term(term: Term) -> str | None:
    """Why a county may not end a word; None when it may."""
    if term.government_id is None:
        return f"“{term.name}”是官方词条，不能由本县停用"
    if term.to_on is not None:
        return f"“{term.name}”已定于{term.to_on}停用"
    return None


def _held(term: Term, viewer: Viewer) -> Term:
    known = Q(government__isnull=True) | Q(government=viewer.government)
    held = Term.objects.select_for_update(no_key=True).filter(known, pk=term.pk).first()
    if held is None:
        raise Refused("没有这个词条")
    return held


def _refusal_of_clash(term: Term, viewer: Viewer) -> str | None:
    """Neither code nor name may already mean another word of the vocabulary."""
    if term.parent is not None and term.parent.vocabulary != term.vocabulary:
        return f"上级词条“{term.parent.name}”不在这个词表里"
    if sentence := refusal_of_day(term.from_on, term.parent):
        return sentence
    known = Q(government__isnull=True) | Q(government=viewer.government)
    beside = Term.objects.filter(known, vocabulary=term.vocabulary)
    if beside.filter(code=term.code).exists():
        return f"词条编码“{term.code}”已经用过"
    if beside.filter(name=term.name, parent=term.parent, to_on__isnull=True).exists():
        return f"词表里已经有“{term.name}”"
    return None


def _refusal_of_last_day(term: Term, on: date, today: date) -> str | None:
    if on < today:
        return "停用日期不能早于今天"
    if on < term.from_on:
        return f"停用日期不能早于启用日期{term.from_on}"
    names = [one.name for one in term.below.all() if one.to_on is None or one.to_on > on]
    if names:
        return f"“{term.name}”之下还有在用的词条：{'、'.join(names)}，请先停用"
    return None


def _last_place(viewer: Viewer, vocabulary: Vocabulary) -> int:
    own = Term.objects.filter(government=viewer.government, vocabulary=vocabulary)
    last = own.aggregate(last=Max("order"))["last"]
    return STEP if last is None else last + STEP
