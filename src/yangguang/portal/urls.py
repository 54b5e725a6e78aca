"""The addresses of the portal."""

from __future__ import annotations

from django.urls import path, register_converter

from yangguang.portal import (
    catalogue,
    comparing,
    downloads,
    findings_sheet,
    inspection,
    items,
    library,
    reports,
    shell,
)


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
    path("items/<int:number>/files/<digest:digest>/<str:name>", items.file, name="item_file"),
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
]
