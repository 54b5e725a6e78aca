"""The pages around the reports: home, the five columns, search, about, site map, and how pages are shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from yangguang.annualreport.selectors import published, report_lines, reports_by_body_and_year
from yangguang.disclosure.showing.facts import Line
from yangguang.disclosure.showing.finding import lines_bearing
from yangguang.disclosure.showing.lines import kinds, newest_lines
from yangguang.disclosure.showing.whose import government_shown, public_day
from yangguang.portal.addresses import path_of
from yangguang.portal.display import COOKIE, display_from
from yangguang.portal.page import COLUMNS, Page
from yangguang.portal.site import site

LONGEST_SEARCH = 100
A_YEAR = 365 * 24 * 3600
A_FEW, SOME = 6, 20
GROUPS = (
    ("政策文件", "/policies/"),
    ("解读回应", "/columns/interpretation/"),
    ("公告动态", "/columns/affairs/"),
)
"""Groups of item types whose newest stand on the home page, and where there are more."""


ENTRIES = {"affairs": "", "interpretation": "解读回应"}
"""Of the five entries those that show items, and of which group; empty for all of them."""


@dataclass(frozen=True, slots=True)
class GroupNews:
    """The newest items of a group of types."""

    name: str
    address: str
    lines: tuple[Line, ...]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is new, what can be looked up, what can be done."""
    lines = report_lines(published())
    matrix = reports_by_body_and_year(lines)
    newest = sorted(lines, key=lambda line: (-line.year, line.body))[:6]
    page = Page("首页", f"{site().name}：政府信息公开、政策文件和解读、年度报告")
    facts = {"page": page, "matrix": matrix, "newest": newest, "groups": _news_by_group()}
    return render(request, "portal/home.html", facts)


@require_safe
def column(request: HttpRequest, name: str) -> HttpResponse:
    """One of the five entries: what stands there today."""
    titles = dict(COLUMNS)
    if name not in titles:
        raise Http404(f"没有“{name}”这个栏目")
    title = titles[name]
    page = Page(title, f"{site().name}{title}栏目", column=name, crumbs=((title, ""),))
    facts = {"page": page, "name": name, "lines": _newest(ENTRIES.get(name))}
    return render(request, "portal/column.html", facts)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Public items whose title or number has every word asked for; bodies so named, with their reports."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    matrix = reports_by_body_and_year(report_lines(published(words=words)) if words else ())
    government = government_shown() if words else None
    found = lines_bearing(government.pk, words, public_day(), most=SOME + 1) if government else ()
    page = Page("搜索", "在本站搜索", crumbs=(("搜索", ""),))
    facts = {"lines": found[:SOME], "more": len(found) > SOME, "matrix": matrix, "words": words, "page": page}
    return render(request, "portal/search.html", facts)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who runs this site, how to reach them, what is kept of visitors, how to use the site."""
    page = Page("关于本站", "主办单位、联系方式、隐私保护和使用帮助", crumbs=(("关于本站", ""),))
    return render(request, "portal/about.html", {"page": page})


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every page of the site on one page."""
    matrix = reports_by_body_and_year(report_lines(published()))
    page = Page("网站地图", "本站全部栏目和页面", crumbs=(("网站地图", ""),))
    return render(request, "portal/site_map.html", {"page": page, "matrix": matrix})


@require_safe
def display(request: HttpRequest) -> HttpResponse:
    """Press one button of the accessibility bar without a script, and come back."""
    shown = display_from(request.COOKIES.get(COOKIE, "")).after(request.GET.get("set", ""))
    back = request.GET.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    answer = HttpResponseRedirect(back)
    answer.set_cookie(COOKIE, shown.cookie, max_age=A_YEAR, samesite="Lax")
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """The one colour a county may set, as a style sheet; empty when it set none."""
    colour = site().main_colour
    rule = f":root{{--main:{colour};--main-deep:color-mix(in srgb,{colour} 70%,#000)}}" if colour else ""
    return HttpResponse(rule, content_type="text/css")


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What programs may read, and where the description of it lies; no feed where nothing can be in one."""
    feed = path_of("home") if government_shown() else ""
    page = Page("数据接口", "公开信息和年度报告数据的下载和程序接口", crumbs=(("数据接口", ""),), feed=feed)
    matrix = reports_by_body_and_year(report_lines(published()))
    return render(request, "portal/open_data.html", {"page": page, "matrix": matrix})


def _newest(group: str | None) -> tuple[Line, ...]:
    """The newest items of a group of types, of all where it is empty; nothing for None."""
    government = government_shown() if group is not None else None
    if government is None:
        return ()
    return newest_lines(government.pk, public_day(), types=_types(group), most=SOME)


def _news_by_group() -> tuple[GroupNews, ...]:
    """The newest of all, then of each group; one query each, and groups without items are left out."""
    government, day = government_shown(), public_day()
    if government is None:
        return ()
    newest = newest_lines(government.pk, day, most=A_FEW)
    every = [GroupNews("最新公开", "/columns/disclosure/", newest)]
    for name, address in GROUPS if newest else ():
        lines = newest_lines(government.pk, day, types=_types(name), most=A_FEW)
        every.append(GroupNews(name, address, lines))
    return tuple(one for one in every if one.lines)


def _types(group: str | None) -> tuple[str, ...]:
    return tuple(key for key, one in kinds().items() if one.group == group)
