"""How is a list answered? As a page with its saved views, or as a spreadsheet whose export is recorded."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import unquote_plus

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from yangguang.annualreport.writing.data_files import as_xlsx
from yangguang.desk.access import at_desk
from yangguang.desk.listing import Listing, Rows, Value, sheet_of, shown, table_of
from yangguang.desk.models import SavedView
from yangguang.desk.shell import show
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.wording.secrecy_marks import refusal_of_text
from yangguang.workflow.acts import acts, note

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_VIEWS = 20
LONGEST_QUERY = 1000


def show_list(
    request: HttpRequest,
    viewer: Viewer,
    listing: Listing,
    rows: Rows,
    *,
    at: str,
    template: str = "desk/list.html",
    **facts: Any,
) -> HttpResponse:
    """Answer with a page of the list, or with its spreadsheet when the address asks for one."""
    if request.GET.get("export") == "xlsx":
        return _exported(viewer, listing, rows, request.GET)
    views = SavedView.objects.filter(user=viewer.user, government=viewer.government, listing=listing.key)
    around: dict[str, Any] = {"sheet": sheet_of(listing, rows, request.GET), "views": views.order_by("name")}
    return show(request, viewer, template, at=at, title=listing.title, **around, **facts)


@require_POST
@at_desk()
def save_view(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Keep a list as it is filtered now under a name; a name used before is given the new conditions."""
    back = _back(request)
    name = " ".join(request.POST.get("name", "").replace("\0", "").split())
    listing = request.POST.get("listing", "")[:30].replace("\0", "")
    query = request.POST.get("query", "").removeprefix("?").replace("\0", "")
    mine = SavedView.objects.filter(user=viewer.user, government=viewer.government, listing=listing)
    if not name or len(name) > 30:
        messages.error(request, "请给视图起一个30字以内的名称")
    elif len(query) > LONGEST_QUERY:
        messages.error(request, "条件太长，不能保存")
    elif sentence := refusal_of_text(f"{name}\n{unquote_plus(query)}", head=()):
        messages.error(request, sentence)
    elif mine.count() >= MOST_VIEWS and not mine.filter(name=name).exists():
        messages.error(request, f"一个列表最多保存{MOST_VIEWS}个视图，请先删去不用的")
    else:
        _keep(viewer, listing, name, query)
        messages.success(request, f"已保存视图“{name}”")
    return back


@require_POST
@at_desk()
def drop_view(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Forget one of one's own views."""
    view = get_object_or_404(SavedView, pk=number, user=viewer.user, government=viewer.government)
    view.delete()
    messages.success(request, f"已删去视图“{view.name}”")
    return _back(request)


def _keep(viewer: Viewer, listing: str, name: str, query: str) -> None:
    where: dict[str, Any] = {
        "user_id": viewer.user,
        "government_id": viewer.government,
        "listing": listing,
        "name": name,
    }
    try:
        with transaction.atomic():
            SavedView.objects.update_or_create(**where, defaults={"query": query})
    except IntegrityError:  # the same name at the same moment from another tab
        SavedView.objects.filter(**where).update(query=query)


def _exported(viewer: Viewer, listing: Listing, rows: Rows, query: QueryDict) -> HttpResponse:
    headings, values = table_of(listing, rows, query)
    with acts():
        facts = {"list": listing.key, "rows": len(values)}
        note("list", "exported", None, actor_of(viewer, next(iter(viewer.standings), None)), facts=facts)
    content = as_xlsx(listing.title, headings, [[_plain(value) for value in row] for row in values])
    answer = HttpResponse(content, content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, f"{listing.title}.xlsx") or "attachment"
    return answer


def _plain(value: Value) -> str | Decimal | int | None:
    return shown(value) if isinstance(value, date | datetime) else value


def _back(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("back", "")
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return HttpResponseRedirect(wanted) if own else redirect("desk:home")
