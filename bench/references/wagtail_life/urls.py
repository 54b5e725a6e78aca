"""No pages are asked for; only the life of one is measured."""

urlpatterns: list[object] = []
