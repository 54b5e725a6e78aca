"""Which door answers an address?"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from yangguang.api.routes import api, unknown
from yangguang.web.archiving import item_archive
from yangguang.web.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("api/", api.urls),
    path("api/<path:rest>", unknown, name="unknown_api"),
    path("desk/items/<int:number>/archive/", item_archive, name="item_archive"),
    path("desk/", include("yangguang.desk.urls")),
    path("", include("yangguang.portal.urls")),
]
