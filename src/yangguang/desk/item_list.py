"""Which items are there? Filtered by organ, type, state, year and whose turn it is, newest first."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_new import organs_written_for
from yangguang.desk.listing import Column, Filter, Listing, Stored
from yangguang.desk.lists import show_list
from yangguang.disclosure.models import Item
from yangguang.disclosure.selectors import awaiting_consent, awaiting_decision, items_visible_to
from yangguang.disclosure.states import UNFINISHED, State
from yangguang.disclosure.types_in_use import types_in_use
from yangguang.organisations.selectors import organs_visible_to
from yangguang.organisations.viewers import Viewer

TONES = {
    State.DRAFT.value: "flat",
    State.REVIEW.value: "main",
    State.RETURNED.value: "bad",
    State.APPROVED.value: "sun",
    State.RELEASED.value: "ok",
    State.URGENT.value: "bad",
    State.CORRECTING.value: "sun",
    State.TAKEN_DOWN.value: "bad",
    State.DROPPED.value: "flat",
}
LATE, DECIDE, WRITE, SIGN = "late", "decide", "write", "sign"
FIRST_YEAR = 2008
"""The year in which the 条例 first came into force."""


@require_safe
@at_desk(no_administrator)
def items(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The items this viewer may see, newest first."""
    rows = items_visible_to(viewer).select_related("organ", "handler", "publication")
    return show_list(
        request,
        viewer,
        listing_for(viewer),
        Stored(rows.order_by("-pk")),
        at="items",
        template="desk/items.html",
        drafts=bool(organs_written_for(viewer)),
        waiting=awaiting_decision(viewer).count(),
    )


def listing_for(viewer: Viewer) -> Listing:
    """The list of items; its filters name the organs and types that this viewer may meet."""
    labels = {one.key: one.label for one in types_in_use()}
    organs = organs_visible_to(viewer).order_by("order", "pk").values_list("pk", "name")
    years = range(viewer.today.year, FIRST_YEAR - 1, -1)
    return Listing(
        key="items",
        title="信息发布",
        columns=(
            Column("title", "标题", lambda row: row.title, "title", link=_link),
            Column("type", "类型", lambda row: labels.get(row.type, row.type), "type"),
            Column("document_no", "文号", lambda row: row.document_no, "document_no"),
            Column("organ", "机关", lambda row: row.organ.name, "organ__order"),
            Column("state", "状态", lambda row: row.get_state_display(), "state", tone=_tone),
            Column("made_on", "成文日期", lambda row: row.made_on, "made_on"),
            Column("due", "公开期限", lambda row: row.due_on, "due_on"),
            Column("released", "发布时间", lambda row: row.released_at, "released_at"),
            Column("index_no", "索引号", lambda row: row.index_no, "index_no", hidden=True),
            Column("handler", "承办人", _handler, hidden=True),
            Column("reason", "退回理由", lambda row: row.return_reason, hidden=True),
        ),
        filters=(
            Filter("organ", "机关", tuple((str(pk), name) for pk, name in organs), _of_organ),
            Filter("type", "类型", tuple(labels.items()), lambda value: Q(type=value)),
            Filter("state", "状态", tuple(State.choices), lambda value: Q(state=value)),
            Filter("made", "成文年份", tuple((str(year), str(year)) for year in years), _of_year),
            Filter("late", "期限", ((LATE, "逾期"),), lambda value: late_on(viewer.today)),
            Filter("turn", "轮到我", TURNS, lambda value: _turn(value, viewer)),
        ),
        search=("title", "document_no", "index_no"),
        row_class=lambda row: "late" if _is_late(row, viewer.today) else "",
    )


TURNS = ((DECIDE, "等我审核"), (WRITE, "我起草的"), (SIGN, "等我会签"))


def late_on(day: date) -> Q:
    """What is past its day and not public: the overdue, whoever has it now."""
    return Q(released_at__isnull=True, due_on__lt=day, state__in=UNFINISHED)


def _of_organ(value: str) -> Q:
    return Q(organ=int(value))


def _of_year(value: str) -> Q:
    year = int(value)
    return Q(made_on__gte=date(year, 1, 1), made_on__lte=date(year, 12, 31))


def _turn(value: str, viewer: Viewer) -> Q:
    if value == DECIDE:
        return Q(pk__in=awaiting_decision(viewer).order_by().values("pk"))
    if value == SIGN:
        return Q(pk__in=awaiting_consent(viewer).order_by().values("pk"))
    return Q(handler=viewer.user, state__in=UNFINISHED)


def _link(row: Item) -> str:
    return reverse("desk:item", args=[row.pk])


def _tone(row: Item) -> str:
    return TONES[row.state]


def _handler(row: Item) -> str:
    return row.handler.display_name if row.handler else ""


def _is_late(row: Item, today: date) -> bool:
    open_ = row.released_at is None and row.state in UNFINISHED
    return open_ and row.due_on is not None and row.due_on < today
