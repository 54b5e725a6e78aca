"""A site whose pages all fail, to see what a visitor or a program is shown then."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [path("", fail), path("api/items", fail)]
