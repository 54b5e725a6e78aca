"""What do robots and browsers ask every site for? Its map in parts, what to leave alone, how to search it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from yangguang.annualreport.selectors import published
from yangguang.catalogue.selectors import columns_of
from yangguang.disclosure.showing.listing import A_BLOCK, blocks, in_block
from yangguang.disclosure.showing.whose import government_shown, public_day
from yangguang.organisations.models import Organ, in_force
from yangguang.portal.addresses import address_of, whole
from yangguang.portal.fresh import fresh
from yangguang.portal.page import COLUMNS
from yangguang.portal.site import site
from yangguang.portal.sitemap import Address, index_of, map_of, robots, search_description

XML = "application/xml; charset=utf-8"
PAGES = (
    ("home",),
    *(("column", name) for name, _ in COLUMNS),
    ("layout",),
    ("organs",),
    ("policies",),
    ("normative",),
    ("interpretations",),
    ("reports",),
    ("about",),
    ("site_map",),
    ("open_data",),
)
"""Pages that stand alone, by the names of their addresses; a site without one of them leaves it out."""
A_DAY = "public, max-age=86400"


@require_safe
def map_index(request: HttpRequest) -> HttpResponseBase:
    """The parts: pages, the items in blocks, the reports by year. Three queries."""
    government = government_shown()
    parts = [Address(address_of("map_of_pages"))]
    for block in blocks(government.pk) if government else ():
        parts.append(Address(address_of("map_of_items", block.number), block.changed_at))
    years = published().order_by("year").values_list("year", flat=True).distinct()
    parts += [Address(address_of("map_of_reports", year)) for year in years]
    return fresh(request, index_of(parts), media=XML)


@require_safe
def map_of_pages(request: HttpRequest) -> HttpResponseBase:
    """Pages that stand alone, columns in use, organs. Three queries."""
    addresses = [one for one in dict.fromkeys(_pages()) if one]
    return fresh(request, map_of(Address(one) for one in addresses[:A_BLOCK]), media=XML)


@require_safe
def map_of_items(request: HttpRequest, block: str) -> HttpResponseBase:
    """The pages of the items of a block. Two queries."""
    government = government_shown()
    found = in_block(government.pk, int(block)) if government else ()
    addresses = [Address(address_of("item", number), at) for number, at in found]
    if not addresses:
        raise Http404("网站地图没有这一部分")
    return fresh(request, map_of(one for one in addresses if one.whole), media=XML)


@require_safe
def map_of_reports(request: HttpRequest, year: str) -> HttpResponseBase:
    """The annual reports on a year. One query."""
    bodies = published().filter(year=int(year)).order_by("body").values_list("body", flat=True)[:A_BLOCK]
    addresses = [Address(address_of("report", body, year)) for body in bodies]
    if not addresses:
        raise Http404("网站地图没有这一部分")
    return fresh(request, map_of(addresses), media=XML)


@require_safe
def robots_file(request: HttpRequest) -> HttpResponse:
    """What robots are asked to leave alone."""
    content = robots(address_of("map_index"))
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers={"Cache-Control": A_DAY})


@require_safe
def search_file(request: HttpRequest) -> HttpResponse:
    """How a browser searches this site from its own box."""
    template = f"{address_of('search')}?q={{searchTerms}}"
    content = search_description(site().name, template=template, icon=whole(static("portal/sun.svg")))
    media = "application/opensearchdescription+xml"
    return HttpResponse(content, content_type=media, headers={"Cache-Control": A_DAY})


def _pages() -> Iterator[str]:
    for name, *args in PAGES:
        yield address_of(name, *args)
    government = government_shown()
    if government is None:
        return
    for node in columns_of(government.pk, public_day()):
        yield address_of("catalogue_column", node.code)
    organs = Organ.objects.filter(in_force(public_day()), government=government).order_by("pk")
    for number in organs.values_list("pk", flat=True):
        yield address_of("organ", number)
