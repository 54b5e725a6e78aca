"""The addresses of the portal."""

from __future__ import annotations

from django.urls import path

from yangguang.portal import comparing, downloads, findings_sheet, inspection, reports, shell

app_name = "portal"
urlpatterns = [
    path("", shell.home, name="home"),
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
