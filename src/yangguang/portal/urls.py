"""The addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path, register_converter

from yangguang.portal import (
    catalogue,
    comparing,
    downloads,
    feed_pages,
    file_door,
    findings_sheet,
    inspection,
    items,
    library,
    reports,
    shell,
    site_files,
)
from yangguang.portal.feeds import FORMS


class Digest:
    """The SM3 of a file in an address: 64 hexadecimal digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(Digest, "digest")
app_name = "portal"
FEEDS = (
    ("", feed_pages.county, "feed"),
    ("columns/disclosure/<str:code>/", feed_pages.column, "column_feed"),
    ("organs/<int:number>/", feed_pages.organ, "organ_feed"),
    ("types/<slug:key>/", feed_pages.kind, "type_feed"),
)
"""Where feeds stand: beside the page of what they tell of."""
FOR_PROGRAMS: list[URLPattern] = [
    *(
        path(f"{beside}{form}.xml", view, {"form": form}, name=name)
        for beside, view, name in FEEDS
        for form in FORMS
    ),
    path("files/<digest:digest>", file_door.file, name="bare_file"),
    path("files/<digest:digest>/<str:name>", file_door.file, name="file"),
    path("sitemap.xml", site_files.map_index, name="map_index"),
    path("sitemap-pages.xml", site_files.map_of_pages, name="map_of_pages"),
    re_path(r"^sitemap-items-([0-9]{1,14})\.xml$", site_files.map_of_items, name="map_of_items"),
    re_path(r"^sitemap-reports-([0-9]{4})\.xml$", site_files.map_of_reports, name="map_of_reports"),
    path("robots.txt", site_files.robots_file, name="robots"),
    path("opensearch.xml", site_files.search_file, name="opensearch"),
]
urlpatterns = [
    path("", shell.home, name="home"),
    path("columns/disclosure/", catalogue.layout_page, name="layout"),
    path("columns/disclosure/<str:code>/", catalogue.column, name="catalogue_column"),
    path("organs/", catalogue.organs, name="organs"),
    path("organs/<int:number>/", catalogue.organ, name="organ"),
    path("organs/<int:number>/columns/<str:code>/", catalogue.organ_column, name="organ_column"),
    path("policies/", library.policies, name="policies"),
    path("policies/normative/", library.normative, name="normative"),
    path("policies/interpretations/", library.interpretations, name="interpretations"),
    path("items/<int:number>/", items.item, name="item"),
    path("items/<int:number>/item.<slug:ending>", items.download, name="item_download"),
    path("columns/<slug:name>/", shell.column, name="column"),
    path("search/", shell.search, name="search"),
    path("about/", shell.about, name="about"),
    path("sitemap/", shell.site_map, name="site_map"),
    path("display/", shell.display, name="display"),
    path("reports/", reports.report_list, name="reports"),
    path("reports/<str:body>/<int:year>/", reports.report, name="report"),
    path("reports/<str:body>/<int:year>/report.<slug:ending>", downloads.download, name="download"),
    path("theme.css", shell.theme, name="theme"),
    path("reports/check/", inspection.check, name="check"),
    path("reports/check/findings.xlsx", findings_sheet.sheet, name="findings_sheet"),
    path("reports/compare/", comparing.comparison, name="compare"),
    path("data/", shell.open_data, name="open_data"),
    *FOR_PROGRAMS,
]
