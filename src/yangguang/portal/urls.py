"""The addresses of the portal."""

from __future__ import annotations

from django.urls import path

from yangguang.portal import inspection, reports, shell

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
    path("theme.css", shell.theme, name="theme"),
    path("reports/check/", inspection.check, name="check"),
    path("reports/compare/", shell.soon, name="compare"),
    path("data/", shell.soon, name="open_data"),
]
