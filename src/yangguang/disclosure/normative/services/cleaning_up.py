"""How does a clean-up begin, what becomes of each document? Organs propose, the county decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yangguang.disclosure.guards.people import STALE
from yangguang.disclosure.normative.library import not_ended
from yangguang.disclosure.normative.machine import CLEAN_UP
from yangguang.disclosure.normative.models import CleanUp, CleanUpEntry
from yangguang.disclosure.normative.people import keeper, keeping, worker_for
from yangguang.disclosure.normative.states import State, Verdict
from yangguang.disclosure.services.texts import unclassified
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.selectors import with_successors
from yangguang.organisations.services.locking import locked_government, locked_organ
from yangguang.organisations.viewers import Acting, Viewer, actor_of
from yangguang.workflow import moment
from yangguang.workflow.acts import acts
from yangguang.workflow.machine import Refused


@dataclass(frozen=True, slots=True)
class Round:
    """A clean-up as entered; `organs` none: the documents of every organ."""

    title: str
    basis: str
    from_on: date
    to_on: date
    effective_on: date
    organs: tuple[int, ...] = ()


def begin_clean_up(*, viewer: Viewer, entered: Round) -> CleanUp:
    """Begin a round over every document of its organs that has not come to its end. Raises `Refused`."""
    actor = keeping(viewer, "开展规范性文件清理")
    clean_up = CleanUp(
        government_id=viewer.government,
        title=unclassified(entered.title, "名称"),
        basis=unclassified(entered.basis, "依据"),
        from_on=entered.from_on,
        to_on=entered.to_on,
        effective_on=entered.effective_on,
        organs=sorted(set(entered.organs)),
    )
    if sentence := refusal_of_fields(clean_up) or _refusal_of_days(clean_up):
        raise Refused(sentence)
    facts = {"title": clean_up.title, "basis": clean_up.basis}
    with acts():
        locked_government(viewer.government)
        for organ in clean_up.organs:
            locked_organ(organ, viewer.government)
        with CLEAN_UP.start(clean_up, "begin", actor=actor, **facts):
            pass
        _enter(clean_up, viewer.today)
    return clean_up


def say(entry: CleanUpEntry, *, viewer: Viewer, seen: str, verdict: str, reason: str = "") -> CleanUpEntry:
    """Say what becomes of a document; `seen` is the verdict that the page showed. Raises `Refused`."""
    if verdict not in Verdict.values:
        raise Refused("须选择清理意见")
    words = unclassified(reason, "理由", may_be_empty=verdict == Verdict.CONTINUE)
    return _say([entry], viewer=viewer, seen=seen, verdict=verdict, words=words)[0]


def let_the_rest_continue(clean_up: CleanUp, *, viewer: Viewer) -> int:
    """Say of every document without a verdict that it continues (the county); returns how many there were."""
    rest = list(clean_up.entries.filter(verdict="").select_related("publication__publisher").order_by("pk"))
    if not rest:
        raise Refused("每件文件都已经有清理意见")
    keeping(viewer, "统一填写清理意见")
    return len(_say(rest, viewer=viewer, seen="", verdict=Verdict.CONTINUE.value, words=""))


def put_forward(clean_up: CleanUp, *, viewer: Viewer, revision: int) -> CleanUp:
    """Close the organs' proposals; from now on the county decides. Raises `Refused`."""
    return _moved(clean_up, "put_forward", viewer, revision)


def reopen(clean_up: CleanUp, *, viewer: Viewer, revision: int, reason: str) -> CleanUp:
    """Give the round back to the organs. Raises `Refused`."""
    return _moved(clean_up, "reopen", viewer, revision, reason=unclassified(reason, "理由"))


def drop(clean_up: CleanUp, *, viewer: Viewer, revision: int, reason: str) -> CleanUp:
    """Give the round up; nothing of it touches any document. Raises `Refused`."""
    return _moved(clean_up, "drop", viewer, revision, reason=unclassified(reason, "理由"))


def leader(viewer: Viewer) -> Acting:
    """The actor of a round's move; whether they may is asked by the machine."""
    return actor_of(viewer, keeper(viewer) or next(iter(viewer.standings), None))


def _say(
    entries: list[CleanUpEntry], *, viewer: Viewer, seen: str, verdict: str, words: str
) -> list[CleanUpEntry]:
    clean_up = entries[0].clean_up
    verb = "decide" if clean_up.state == State.DECIDING else "propose"
    organs = with_successors(entries[0].publication.publisher)
    actor = actor_of(viewer, worker_for(viewer, organs) or next(iter(viewer.standings), None))
    numbers = [entry.publication_id for entry in entries]
    facts = {"documents": numbers, "organs": sorted(organs), "verdict": verdict, "reason": words}
    facts["said"] = _in_words(entries, verdict, words)
    with CLEAN_UP.step(clean_up, verb, actor=actor, **facts):
        rows = CleanUpEntry.objects.select_for_update(no_key=True, of=("self",)).select_related("publication")
        held = list(rows.filter(pk__in=[entry.pk for entry in entries]).order_by("pk"))
        if any(row.verdict != seen for row in held):
            raise Refused(STALE)
        for row in held:
            row.verdict, row.reason = verdict, words
            row.said_by_id, row.said_at = viewer.user, moment.now()
        CleanUpEntry.objects.bulk_update(held, ("verdict", "reason", "said_by", "said_at"))
    return held


def _in_words(entries: list[CleanUpEntry], verdict: str, words: str) -> str:
    """What is said, for the history of the round: a document by its number, as its title may have to go."""
    about = entries[0].publication.document_no if len(entries) == 1 else f"其余{len(entries)}件"
    return "，".join(one for one in (about, str(Verdict(verdict).label), words) if one)


def _moved(clean_up: CleanUp, verb: str, viewer: Viewer, revision: int, **facts: str) -> CleanUp:
    with CLEAN_UP.step(clean_up, verb, actor=leader(viewer), revision=revision, **facts) as held:
        held.revision += 1
    return held


def _enter(clean_up: CleanUp, today: date) -> None:
    rows = not_ended(clean_up.government_id, today)
    if clean_up.organs:
        rows = rows.filter(publisher__in=clean_up.organs)
    numbers: Iterable[int] = rows.order_by("publisher", "pk").values_list("pk", flat=True)
    entries = [CleanUpEntry(clean_up=clean_up, publication_id=number) for number in numbers]
    if not entries:
        raise Refused("清理范围内没有现行有效的规范性文件")
    CleanUpEntry.objects.bulk_create(entries)


def _refusal_of_days(clean_up: CleanUp) -> str | None:
    if clean_up.to_on < clean_up.from_on:
        return "“完成日期”早于“开始日期”"
    return "“结果施行日期”早于“开始日期”" if clean_up.effective_on < clean_up.from_on else None
