"""Which documents stand in the register, how may each be open, what is late, what is to be assessed?"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.selectors import term_names
from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.listing import Column, Filter, Held, Listing, Stored
from yangguang.desk.lists import show_list
from yangguang.desk.shell import show
from yangguang.desk.tasks import left_until
from yangguang.disclosure.register.choices import channels, reasons
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.selectors import (
    documents_visible_to,
    due_of,
    in_progress,
    progress,
    publication_of,
    released_on,
    shares_visible_to,
    to_assess,
)
from yangguang.disclosure.register.services import KEEPERS
from yangguang.disclosure.register.shares import Share
from yangguang.disclosure.register.states import Attribute, Progress, Source
from yangguang.organisations.kinds import Role
from yangguang.organisations.selectors import organs_visible_to, scope_of
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.selectors import history

YEARS = 12
"""So many years back the choice of years goes."""
LATEST = 50
TONES = {Progress.LATE: "bad", Progress.PUBLIC_LATE: "sun", Progress.PUBLIC: "ok", Progress.WAITING: ""}
DUE = "due"
Tab = tuple[str, str, bool]


def tabs(viewer: Viewer, at: str) -> list[Tab]:
    """The pages of the register and the log."""
    pages = (
        ("register", "公文登记簿"),
        ("assessments", "未公开评估"),
        ("closed_shares", "不予公开占比"),
        ("release_log", "发布日志"),
    )
    return [(label, reverse(f"desk:{name}"), name == at) for name, label in pages]


def years_of(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """The years to choose from, this one first."""
    return tuple((str(year), f"{year}年") for year in range(viewer.today.year, viewer.today.year - YEARS, -1))


def organs_of(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """The organs whose documents the viewer sees, to choose from."""
    scope = scope_of(viewer)
    organs = organs_visible_to(viewer).order_by("order", "pk")
    organs = organs if scope.every_organ else organs.filter(pk__in=scope.organs)
    return tuple((str(pk), name) for pk, name in organs.values_list("pk", "name"))


def listing_for(viewer: Viewer) -> Listing:
    """The register as a list; its heads are those that an import understands."""
    kinds = term_names(viewer.government, Vocabulary.DOCUMENT_KIND).get(Vocabulary.DOCUMENT_KIND, {})
    places, grounds, today = channels(), reasons(), viewer.today
    return Listing(
        key="register",
        title="公文登记簿",
        columns=(
            Column("number", "文号", lambda row: row.document_no, "document_no", link=_link),
            Column("title", "标题", lambda row: row.shown_title, "title"),
            Column("organ", "制作机关", lambda row: row.organ.name, "organ__order"),
            Column("made", "成文日期", lambda row: row.made_on, "made_on"),
            Column("kind", "公文种类", lambda row: kinds.get(row.document_kind, ""), hidden=True),
            Column("attribute", "公开属性", lambda row: row.get_attribute_display(), "attribute"),
            Column("ground", "不予公开理由", lambda row: _label(grounds, row.reason_code), "reason_code"),
            Column("reason", "理由说明", lambda row: row.reason, hidden=True),
            Column("due", "公开期限", lambda row: row.due_on, "due_on"),
            Column(
                "progress",
                "公开进度",
                lambda row: _progress_label(row, viewer),
                tone=lambda row: TONES.get(progress(row, today), ""),  # type: ignore[arg-type]
            ),
            Column("released", "公开日期", released_on),
            Column("open_by", "公开时间", lambda row: row.open_by, "open_by", hidden=True),
            Column(
                "channels",
                "公开渠道",
                lambda row: "、".join(_label(places, code) for code in row.channels),
                hidden=True,
            ),
            Column("reassess", "下次评估日期", lambda row: row.reassess_on, "reassess_on", hidden=True),
            Column("source", "来源", lambda row: Source(row.source).label, "source", hidden=True),
        ),
        filters=_filters(viewer),
        search=("document_no", "title"),
        row_class=lambda row: "late" if progress(row, today) is Progress.LATE else "",
    )


def assessments_for(viewer: Viewer) -> Listing:
    """The closed documents, the next assessment first."""
    grounds, today = reasons(), viewer.today
    return Listing(
        key="assessments",
        title="未公开评估",
        columns=(
            Column("number", "文号", lambda row: row.document_no, "document_no", link=_link),
            Column("title", "标题", lambda row: row.shown_title, "title"),
            Column("organ", "制作机关", lambda row: row.organ.name, "organ__order"),
            Column("made", "成文日期", lambda row: row.made_on, "made_on"),
            Column("ground", "不予公开理由", lambda row: _label(grounds, row.reason_code), "reason_code"),
            Column("assessed", "最近评估日期", lambda row: row.assessed_on, "assessed_on"),
            Column("reassess", "下次评估日期", lambda row: row.reassess_on, "reassess_on"),
            Column(
                "due", "评估", lambda row: "到期" if row.reassess_on <= today else "", tone=lambda _: "bad"
            ),
        ),
        filters=(
            Filter("due", "评估", ((DUE, "到期"),), lambda _: to_assess(today)),
            Filter("organ", "机关", organs_of(viewer), lambda value: Q(organ=int(value))),
            Filter(
                "ground",
                "不予公开理由",
                tuple((code, one.label) for code, one in grounds.items()),
                lambda value: Q(reason_code=value),
            ),
        ),
        search=("document_no", "title"),
        row_class=lambda row: "late" if row.reassess_on <= today else "",
    )


SHARES = Listing(
    key="closed_shares",
    title="不予公开占比",
    columns=(
        Column("organ", "机关", lambda row: row.name),
        Column("registered", "登记公文", lambda row: row.registered, link=lambda row: _rows_of(row, "")),
        Column("decided", "已认定", lambda row: row.decided),
        Column(
            "closed", "不予公开", lambda row: row.closed, link=lambda row: _rows_of(row, Attribute.CLOSED)
        ),
        Column("percent", "占比（%）", lambda row: row.percent, tone=lambda row: "bad" if row.alerts else ""),
        Column("alerts", "提醒", lambda row: f"高于{row.alert_above}%" if row.alerts else ""),
    ),
    row_class=lambda row: "late" if row.alerts else "",
)


@require_safe
@at_desk(no_administrator)
def register(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The register of the organs one sees, newest first."""
    rows = documents_visible_to(viewer).select_related("organ").order_by("-made_on", "-pk")
    keeps = keeps_register(viewer)
    return show_list(
        request,
        viewer,
        listing_for(viewer),
        Stored(rows),
        at="register",
        template="desk/register.html",
        tabs=tabs(viewer, "register"),
        keeps=keeps,
    )


@require_safe
@at_desk(no_administrator)
def assessments(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What is closed, and when it is assessed again."""
    rows = documents_visible_to(viewer).filter(attribute=Attribute.CLOSED, reassess_on__isnull=False)
    rows = rows.select_related("organ").order_by("reassess_on", "pk")
    listing = assessments_for(viewer)
    pages = tabs(viewer, "assessments")
    return show_list(request, viewer, listing, Stored(rows), at="register", tabs=pages)


@require_safe
@at_desk(no_administrator)
def closed_shares(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """How much each organ keeps closed in a year; every figure opens the rows behind it."""
    choices = years_of(viewer)
    asked = request.GET.get("year", "")
    year = int(asked if asked in dict(choices) else choices[0][0])
    return show_list(
        request,
        viewer,
        SHARES,
        Held(tuple(shares_visible_to(viewer, year))),
        at="register",
        template="desk/register_shares.html",
        tabs=tabs(viewer, "closed_shares"),
        year=year,
        years=[int(value) for value, _ in choices],
        sets_alert=viewer.standing(Role.COUNTY_OFFICE) is not None,
    )


@require_safe
@at_desk(no_administrator)
def document(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """One document with how it may be open, why, by when, and its history."""
    row = found_document(viewer, number)
    due = due_of(row)
    places = channels()
    kinds = term_names(viewer.government, Vocabulary.DOCUMENT_KIND).get(Vocabulary.DOCUMENT_KIND, {})
    stands = progress(row, viewer.today)
    facts: dict[str, Any] = {
        "document": row,
        "kind": kinds.get(row.document_kind, ""),
        "channels": "、".join(_label(places, code) for code in row.channels),
        "progress": stands,
        "tone": TONES[stands] if stands else "",
        "released_on": released_on(row),
        "publication": publication_of(row) if released_on(row) else None,
        "due": due,
        "left": left_until(due.on, viewer.today) if due and released_on(row) is None else None,
        "is_closed": row.attribute == Attribute.CLOSED,
        "keeps": keeps_register(viewer),
        "events": list(history(row).order_by("-sequence")[:LATEST]),
    }
    return show(
        request,
        viewer,
        "desk/register_document.html",
        at="register",
        title=row.document_no,
        tabs=tabs(viewer, "register"),
        **facts,
    )


def found_document(viewer: Viewer, number: int) -> OfficialDocument:
    """A document that the viewer sees, or 404."""
    return get_object_or_404(documents_visible_to(viewer).select_related("organ"), pk=number)


def keeps_register(viewer: Viewer) -> bool:
    """Whether the viewer keeps any register."""
    return viewer.standing(*KEEPERS, Role.COUNTY_OFFICE) is not None


def _filters(viewer: Viewer) -> tuple[Filter, ...]:
    today = viewer.today
    return (
        Filter("year", "成文年份", years_of(viewer), lambda value: Q(made_on__year=int(value))),
        Filter("organ", "机关", organs_of(viewer), lambda value: Q(organ=int(value))),
        Filter("attribute", "公开属性", tuple(Attribute.choices), lambda value: Q(attribute=value)),
        Filter("progress", "公开进度", tuple(Progress.choices), lambda value: in_progress(value, today)),
    )


def _link(row: OfficialDocument) -> str:
    return reverse("desk:document", args=[row.pk])


def _rows_of(share: Share, attribute: str) -> str:
    return f"{reverse('desk:register')}?year={share.year}&organ={share.organ}&attribute={attribute}"


def _bad(row: OfficialDocument) -> str:
    return "bad"


def _label(known: Any, code: str) -> str:
    return known[code].label if code in known else ""


def _progress_label(row: OfficialDocument, viewer: Viewer) -> str:
    stands = progress(row, viewer.today)
    return str(stands.label) if stands else ""
