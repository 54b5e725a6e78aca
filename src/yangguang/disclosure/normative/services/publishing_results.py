"""How do the results of a clean-up take effect, how are they made public? In one act, as one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.html import escape

from yangguang.disclosure.content import Draft
from yangguang.disclosure.judgements import Declaration
from yangguang.disclosure.models import Item
from yangguang.disclosure.normative.machine import CLEAN_UP
from yangguang.disclosure.normative.models import CleanUp, CleanUpEntry
from yangguang.disclosure.normative.people import announcer
from yangguang.disclosure.normative.services.cleaning_up import leader
from yangguang.disclosure.normative.states import ENDING, Verdict
from yangguang.disclosure.services.drafting import begin_item
from yangguang.disclosure.services.validating import derive_validity
from yangguang.disclosure.states import Ending
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow.acts import Actor, acts, note
from yangguang.workflow.machine import Refused

ANNOUNCEMENT = "announcement"
ENDS = {Verdict.REPEAL.value: Ending.REPEALED, Verdict.DECLARE.value: Ending.DECLARED}
ASKED = ("verdict", "reason", "publication__title", "publication__document_no")


def publish_results(clean_up: CleanUp, *, viewer: Viewer, revision: int) -> CleanUp:
    """Let the results take effect from their day: what is repealed or declared ends, in this one act.

    Refused while a document is undecided. Nothing is extended: what continues keeps its own last day.
    """
    with CLEAN_UP.step(clean_up, "publish", actor=leader(viewer), revision=revision) as held:
        entries = list(held.entries.filter(verdict__in=ENDING).order_by("publication"))
        Declaration.objects.bulk_create(
            Declaration(
                publication_id=entry.publication_id,
                from_on=held.effective_on,
                how=ENDS[entry.verdict],
                reason=entry.reason,
                result_id=held.result_id,
            )
            for entry in entries
        )
        derive_validity([entry.publication_id for entry in entries])
        _note_each(held, entries, leader(viewer))
        held.published_on = viewer.today
        held.revision += 1
    return held


def draft_results(clean_up: CleanUp, *, viewer: Viewer, revision: int, organ: int) -> Item:
    """Begin the announcement that lists the results, as an item of `organ` which goes the usual way.

    Once it is public, what the round ended names it. Raises `Refused`.
    """
    with acts():
        actor = actor_of(viewer, announcer(viewer) or next(iter(viewer.standings), None))
        with CLEAN_UP.step(clean_up, "name_result", actor=actor, revision=revision) as held:
            if held.result_id is not None:
                raise Refused("这一轮清理的结果公告已经起草")
            if held.entries.filter(verdict="").exists():
                raise Refused("还有文件没有清理意见，不能起草结果公告")
            held.result = begin_item(
                viewer=viewer, organ=organ, type_key=ANNOUNCEMENT, draft=_announcement(held, viewer)
            )
            held.revision += 1
        _name_it(held)
    item: Item = held.result
    return item


def _name_it(clean_up: CleanUp) -> None:
    """Let what a published round ended be traced to the list that says so."""
    if clean_up.published_on is not None:
        ended = clean_up.entries.filter(verdict__in=ENDING).values("publication")
        Declaration.objects.filter(
            publication__in=ended, from_on=clean_up.effective_on, result__isnull=True
        ).update(result=clean_up.result)


def _note_each(clean_up: CleanUp, entries: Iterable[CleanUpEntry], actor: Actor) -> None:
    """An event for every document that ends, so that each tells its own history."""
    for entry in entries:
        facts = {
            "clean_up": clean_up.pk,
            "verdict": entry.verdict,
            "from": clean_up.effective_on.isoformat(),
            "reason": entry.reason,
        }
        note("validity", "declared", Item(pk=entry.publication_id), actor, facts=facts)


def _announcement(clean_up: CleanUp, viewer: Viewer) -> Draft:
    return Draft(
        title=f"关于公布{clean_up.title}结果的公告",
        made_on=viewer.today,
        body="".join(_body(clean_up)),
        fields={"kind": "proclamation", "matter": clean_up.title},
    )


def _body(clean_up: CleanUp) -> Iterator[str]:
    yield f"<p>依据{escape(clean_up.basis)}，现将清理结果公布如下，自{_words(clean_up)}起施行。</p>"
    rows = list(clean_up.entries.order_by("publication__made_on", "publication").values(*ASKED))
    for verdict in Verdict:
        chosen = [row for row in rows if row["verdict"] == verdict]
        if not chosen:
            continue
        yield f"<h2>{verdict.label}的规范性文件（{len(chosen)}件）</h2><ol>"
        yield from (f"<li>{_line(row, verdict)}</li>" for row in chosen)
        yield "</ol>"


def _line(row: dict[str, str], verdict: Verdict) -> str:
    number = f"（{row['publication__document_no']}）" if row["publication__document_no"] else ""
    why = f"：{row['reason']}" if verdict is not Verdict.CONTINUE and row["reason"] else ""
    return escape(f"{row['publication__title']}{number}{why}")


def _words(clean_up: CleanUp) -> str:
    day = clean_up.effective_on
    return f"{day.year}年{day.month}月{day.day}日"
