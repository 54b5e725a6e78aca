"""Which normative documents are there, how do they stand, what is missing? The list and the library."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.forms import day_field
from yangguang.desk.listing import Column, Filter, Listing, Stored
from yangguang.desk.lists import show_list
from yangguang.disclosure.models import Publication
from yangguang.disclosure.normative.library import (
    behind,
    counts,
    counts_by_organ,
    documents_of,
    in_force_on,
)
from yangguang.disclosure.normative.models import FilingRecord
from yangguang.disclosure.normative.people import keeper
from yangguang.disclosure.normative.selectors import (
    expiring,
    lack_of,
    unfiled,
    unfiled_late,
    unregistered,
    waiting_documents,
)
from yangguang.disclosure.normative.states import Count
from yangguang.disclosure.standing import validity_kept, with_amended
from yangguang.disclosure.validity import Status
from yangguang.organisations.selectors import organs_visible_to
from yangguang.organisations.viewers import Viewer

AT = "items"
SHOWN, YEARS = 20, 15
TONES = {
    Status.NOT_YET: "flat",
    Status.IN_FORCE: "ok",
    Status.AMENDED: "sun",
    Status.EXPIRED: "bad",
    Status.REPEALED: "bad",
}
IN_FORCE, NOT_YET, ENDED, ENDING = "in_force", "not_yet", "ended", "ending"
UNFILED, LATE, UNNUMBERED = "unfiled", "late", "none"
COUNTS = tuple((one.value, str(one.label)) for one in Count)
Tab = tuple[str, str, bool]


class DayForm(forms.Form):
    """On which day, or about which year and count."""

    on = day_field("哪一天", required=False)
    year = forms.IntegerField(label="年度", min_value=1950, max_value=2200, required=False)
    count = forms.ChoiceField(choices=COUNTS, required=False)


def tabs(at: str) -> list[Tab]:
    """The pages about normative documents."""
    pages = (
        ("normative", "规范性文件"),
        ("library", "有效文件库"),
        ("clean_ups", "清理"),
        ("makers", "制定主体和规定"),
    )
    return [(label, reverse(f"desk:{name}"), name == at) for name, label in pages]


@require_safe
@at_desk(no_administrator)
def documents(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every public document with what is missing of it; above it the figures, and those on their way."""
    filed = FilingRecord.objects.filter(publication=OuterRef("pk"))
    rows = with_amended(documents_of(viewer.government), viewer.today).annotate(is_filed=Exists(filed))
    rows = rows.select_related("publisher", "item__registration").order_by("-made_on", "-pk")
    return show_list(
        request,
        viewer,
        listing_for(viewer),
        Stored(rows),
        at=AT,
        template="desk/normative.html",
        tabs=tabs("normative"),
        tiles=_tiles(viewer),
        waiting=[(row, lack_of(row)) for row in waiting_documents(viewer).select_related("organ")[:SHOWN]],
        keeps=keeper(viewer) is not None,
    )


@require_safe
@at_desk(no_administrator)
def library(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What is in force on a day, or what stands behind a count of a year; organ by organ below."""
    form = DayForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    year: int | None = given.get("year")
    chosen = Count(given.get("count") or Count.IN_FORCE)
    day = given.get("on") or viewer.today
    rows = in_force_on(viewer.government, day)
    title = f"{day}有效的规范性文件"
    if year is not None:
        rows = behind(chosen, viewer.government, year, until=viewer.today)
        title = f"{year}年{chosen.label}的规范性文件"
        day = min(viewer.today, date(year, 12, 31))
    about = year or day.year
    return show_list(
        request,
        viewer,
        library_listing(viewer, title, day),
        Stored(with_amended(rows, day).select_related("publisher", "item__registration")),
        at=AT,
        template="desk/library.html",
        tabs=tabs("library"),
        day=day,
        about=about,
        years=range(viewer.today.year, viewer.today.year - YEARS, -1),
        counted=_counted(viewer, about),
        organs=_by_organ(viewer, about),
    )


def listing_for(viewer: Viewer) -> Listing:
    """The list of public documents."""
    return Listing(
        key="normative",
        title="规范性文件",
        columns=(
            *_columns(viewer.today),
            Column(
                "filed",
                "备案",
                lambda row: "已报送" if row.is_filed else "未报送",
                tone=lambda row: "ok" if row.is_filed else "flat",
            ),
            Column("released", "公布时间", lambda row: row.released_at, "released_at", hidden=True),
        ),
        filters=_filters(viewer),
        search=("title", "document_no", "item__registration__number"),
    )


def _filters(viewer: Viewer) -> tuple[Filter, ...]:
    years = range(viewer.today.year, viewer.today.year - YEARS, -1)
    return (
        Filter("stands", "有效性", _stands(), lambda value: _standing(value, viewer)),
        Filter(
            "filing",
            "备案",
            ((UNFILED, "未报送"), (LATE, "逾期未报送")),
            lambda value: _filing(value, viewer),
        ),
        Filter(
            "number",
            "统一登记",
            ((UNNUMBERED, "没有登记"),),
            lambda _: Q(pk__in=unregistered(viewer.government).values("pk")),
        ),
        Filter("organ", "机关", publishers_of(viewer), lambda value: Q(publisher=int(value))),
        Filter(
            "year",
            "成文年份",
            tuple((str(year), f"{year}年") for year in years),
            lambda value: Q(made_on__year=int(value)),
        ),
    )


def library_listing(viewer: Viewer, title: str, day: date) -> Listing:
    """The list of the library, as things stand on `day`."""
    return Listing(
        key="library",
        title=title,
        columns=_columns(day),
        filters=(Filter("organ", "机关", publishers_of(viewer), lambda value: Q(publisher=int(value))),),
        search=("title", "document_no"),
    )


def organs_of(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Every organ of the county, to choose from."""
    rows = organs_visible_to(viewer).order_by("order", "pk")
    return tuple((str(pk), name) for pk, name in rows.values_list("pk", "name"))


def publishers_of(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """The organs of which normative documents are public, to choose from."""
    publishers = documents_of(viewer.government).order_by().values("publisher")
    rows = organs_visible_to(viewer).filter(pk__in=publishers).order_by("order", "pk")
    return tuple((str(pk), name) for pk, name in rows.values_list("pk", "name"))


def status_of(row: Publication, day: date) -> Status:
    """How a row of a list stands on a day; it says itself whether it is amended."""
    return validity_kept(row).status(day, amended=bool(getattr(row, "is_amended", False)))


def _columns(day: date) -> tuple[Column, ...]:
    return (
        Column("title", "标题", lambda row: row.title, "title", link=_link),
        Column("document_no", "文号", lambda row: row.document_no, "document_no"),
        Column("number", "统一登记编号", _number),
        Column("organ", "制定机关", lambda row: row.publisher.name, "publisher__order"),
        Column("made", "成文日期", lambda row: row.made_on, "made_on"),
        Column("from", "施行日期", lambda row: row.in_force_from, "in_force_from"),
        Column("to", "有效至", lambda row: row.in_force_to, "in_force_to"),
        Column(
            "status",
            "有效性",
            lambda row: status_of(row, day).value,
            tone=lambda row: TONES[status_of(row, day)],
        ),
    )


def _stands() -> tuple[tuple[str, str], ...]:
    return ((IN_FORCE, "有效"), (NOT_YET, "尚未施行"), (ENDING, "即将届满"), (ENDED, "已失效、废止"))


def _standing(value: str, viewer: Viewer) -> Q:
    today = viewer.today
    begun = Q(in_force_from__isnull=True) | Q(in_force_from__lte=today)
    lasting = Q(in_force_to__isnull=True) | Q(in_force_to__gte=today)
    if value == ENDING:
        return Q(pk__in=expiring(viewer.government, today).values("pk"))
    if value == ENDED:
        return Q(in_force_to__lt=today)
    return lasting & begun if value == IN_FORCE else lasting & Q(in_force_from__gt=today)


def _filing(value: str, viewer: Viewer) -> Q:
    late = unfiled_late(viewer.government, viewer.today)
    rows = late if value == LATE else unfiled(viewer.government)
    return Q(pk__in=rows.values("pk"))


def _tiles(viewer: Viewer) -> list[tuple[str, int, str, str]]:
    """(label, figure, tone, address) of each figure above the list; each opens what it counts."""
    number, today = viewer.government, viewer.today
    page, shelf = reverse("desk:normative"), reverse("desk:library")
    late = unfiled_late(number, today).count()
    ending = expiring(number, today).count()
    nameless = unregistered(number).count()
    year = counts(number, today.year, until=today)
    return [
        ("现行有效", in_force_on(number, today).order_by().count(), "ok", f"{shelf}?on={today}"),
        ("本年制发", year.made, "main", f"{shelf}?year={today.year}&count={Count.MADE.value}"),
        ("本年废止", year.repealed, "", f"{shelf}?year={today.year}&count={Count.REPEALED.value}"),
        ("即将届满", ending, "sun" if ending else "", f"{page}?stands={ENDING}"),
        ("备案逾期", late, "bad" if late else "", f"{page}?filing={LATE}"),
        ("没有登记编号", nameless, "sun" if nameless else "", f"{page}?number={UNNUMBERED}"),
    ]


def _counted(viewer: Viewer, year: int) -> list[tuple[str, int, str]]:
    """(label, figure, query) of the year's three counts."""
    found = counts(viewer.government, year, until=viewer.today)
    return [(one.label, getattr(found, one.value), _query(year, one)) for one in Count]


def _by_organ(viewer: Viewer, year: int) -> list[tuple[str, list[tuple[int, str]]]]:
    """Each organ's name with its three counts and what opens them."""
    names = dict(publishers_of(viewer))
    found = counts_by_organ(viewer.government, year, until=viewer.today)
    return [
        (
            names[str(organ)],
            [(getattr(row, one.value), f"{_query(year, one)}&organ={organ}") for one in Count],
        )
        for organ, row in sorted(found.items(), key=lambda pair: list(names).index(str(pair[0])))
    ]


def _query(year: int, count: Count) -> str:
    return f"?year={year}&count={count.value}"


def _link(row: Publication) -> str:
    return reverse("desk:normative_document", args=[row.pk])


def _number(row: Publication) -> Any:
    registration = getattr(row.item, "registration", None)
    return registration.number if registration else ""
