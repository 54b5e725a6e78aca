"""How are figures and words typed in? The form of the edition, with its checks beside it while one types."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from yangguang.annualreport.filing.content import reading_of_filing
from yangguang.annualreport.filing.entering import read_entries
from yangguang.annualreport.filing.examining import examined
from yangguang.annualreport.filing.machine import FILING
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.drafting import drafter, save_draft
from yangguang.annualreport.form.editions import Address, Edition, edition
from yangguang.annualreport.models import ReportKind
from yangguang.annualreport.showing.figures import Figure, Group, Line, Marks, TableView, tables_of
from yangguang.annualreport.showing.findings import tally, tell
from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.filing_page import found_filing
from yangguang.desk.reading import revision_in
from yangguang.desk.shell import show
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

FIGURE, WORDS, WHY, SETTLED = "at.", "words.", "why.", "settled."
"""What the names of inputs begin with: figures by address, words by section, sentences by finding, and cells
that were read for uncertain and are confirmed to be blank."""

MOST_MARKED = 12
"""A finding on more cells than this says so in words; marking a whole table shows nothing."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form holds, as it was typed."""

    figures: dict[Address, str]
    words: dict[str, str]
    why: dict[str, str]
    settled: tuple[Address, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def entry(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Show the form; keep what was typed, or say what is wrong with everything typed still there."""
    found = found_filing(viewer, number)
    if request.method != "POST":
        refusal = _why_not(found, viewer)
        if refusal:
            messages.error(request, refusal)
            return redirect("desk:filing", number=number)
        return _page(request, viewer, found, typed_of(found))
    typed = typed_in(request, found)
    try:
        _keep(found, viewer, typed, revision_in(request))
    except Refused as refused:
        fresh = found_filing(viewer, number)
        return _page(request, viewer, fresh, typed, refusal=str(refused), status=409)
    messages.success(request, "已保存")
    return redirect("desk:filing" if "finish" in request.POST else "desk:entry", number=number)


@require_POST
@at_desk(no_administrator)
def checked(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """The findings on what is typed at the moment; nothing is kept."""
    found = found_filing(viewer, number)
    typed = typed_in(request, found)
    facts: dict[str, Any] = {"entering": True, "filing": found, **_findings(found, typed)}
    return render(request, "desk/parts/entry_findings.html", facts)


def typed_in(request: HttpRequest, found: Filing) -> Typed:
    """What the form brought; a sentence to a finding is kept only where one was typed or stood before."""
    given = {name: value.replace("\0", "") for name, value in request.POST.items() if isinstance(value, str)}
    why = _after(given, WHY)
    return Typed(
        figures=_after(given, FIGURE),
        words=_after(given, WORDS),
        why={key: text for key, text in why.items() if text or key in found.explanations},
        settled=tuple(_after(given, SETTLED)),
    )


def typed_of(found: Filing) -> Typed:
    """The form as it stands in the draft."""
    return Typed(
        figures={address: figure or "" for address, figure in found.cells.items()},
        words=dict(found.sections),
        why=dict(found.explanations),
        settled=(),
    )


def _keep(found: Filing, viewer: Viewer, typed: Typed, revision: int) -> None:
    """Keep only what differs, so that cells nobody touched stay as they are: not entered is not blank."""
    before = typed_of(found)
    figures = {
        address: text
        for address, text in typed.figures.items()
        if (text.strip() or address in found.cells or address in typed.settled)
        and text != before.figures.get(address)
    }
    save_draft(
        found,
        viewer=viewer,
        revision=revision,
        figures=figures,
        words=typed.words,
        explanations=typed.why,
        confirmed=typed.settled,
    )


def _page(
    request: HttpRequest, viewer: Viewer, found: Filing, typed: Typed, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    form = edition(found.edition)
    facts: dict[str, Any] = {
        "filing": found,
        "form": form,
        "entering": found.kind != ReportKind.AGGREGATE,
        "tables": _tables(found, form, typed),
        "sections": [(one, typed.words.get(one.number, "")) for one in form.sections],
        "uncertain": _uncertain(found, form),
        "revision": revision_in(request) if refusal else found.revision,
        "refusal": refusal,
        **_findings(found, typed),
    }
    return show(
        request, viewer, "desk/entry.html", at="reports", title=f"填写{found}", status=status, **facts
    )


def _tables(found: Filing, form: Edition, typed: Typed) -> tuple[TableView, ...]:
    """The tables of the form with what is typed in each cell, as it was typed."""
    findings = [one.finding for one in examined(found) if len(one.finding.places) <= MOST_MARKED]
    views = tables_of(reading_of_filing(found), form, Marks.of(findings))
    return tuple(replace(view, groups=tuple(_group(group, typed) for group in view.groups)) for view in views)


def _group(group: Group, typed: Typed) -> Group:
    return replace(group, lines=tuple(_line(line, typed) for line in group.lines))


def _line(line: Line, typed: Typed) -> Line:
    return replace(line, figures=tuple(_cell(figure, typed) for figure in line.figures))


def _cell(figure: Figure, typed: Typed) -> Figure:
    return replace(figure, text=typed.figures.get(figure.address, ""))


def _findings(found: Filing, typed: Typed) -> dict[str, Any]:
    """What the checks say of the draft with what is typed; cells that are no figures are named first."""
    form = edition(found.edition)
    entered = read_entries(form, typed.figures if found.kind != ReportKind.AGGREGATE else {})
    with_typed = found_with(found, typed, entered.cells)
    reading = reading_of_filing(with_typed)
    checked = examined(with_typed)
    findings = [one.finding for one in checked]
    faults = [(address, sentence) for address, sentence in entered.faults.items()]
    return {
        "found": list(zip(tell(findings, reading, form), checked, strict=True)),
        "tally": tally(findings),
        "faults": faults,
    }


def found_with(found: Filing, typed: Typed, cells: dict[Address, Any]) -> Filing:
    """A copy of the draft, never saved, that says what is typed."""
    copy = Filing(
        body=found.body,
        organ=found.organ,
        government_id=found.government_id,
        year=found.year,
        kind=found.kind,
        edition=found.edition,
    )
    filled = {
        address: None if figure is None else format(figure, "f")
        for address, figure in cells.items()
        if figure is not None or address in found.cells
    }
    copy.cells = {**found.cells, **filled}
    copy.uncertain = {key: value for key, value in found.uncertain.items() if key not in filled}
    copy.sections = {**found.sections, **typed.words}
    copy.explanations = {**found.explanations, **typed.why}
    return copy


def _uncertain(found: Filing, form: Edition) -> list[tuple[Address, str, list[str]]]:
    """The cells read for uncertain, in the order of the form, with what may stand there."""
    return [
        (
            address,
            f"{form.places[address][1].label} · {form.places[address][2].label}",
            found.uncertain[address],
        )
        for address in form.addresses
        if address in found.uncertain
    ]


def _why_not(found: Filing, viewer: Viewer) -> str | None:
    return FILING.refusal(found, "save", actor=drafter(found, viewer))


def _after(given: dict[str, str], start: str) -> dict[str, str]:
    return {name.removeprefix(start): value for name, value in given.items() if name.startswith(start)}
