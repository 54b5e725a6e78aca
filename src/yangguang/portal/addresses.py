"""At which whole addresses do the pages of this site stand, for those who read them elsewhere?"""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from yangguang.portal.site import site


def whole(path: str) -> str:
    """A path of this site as an address that holds everywhere; empty for no path."""
    return f"https://{site().domain}{path}" if path else ""


def path_of(name: str, *args: object) -> str:
    """The path of the page called `name`; empty where this site has no such page."""
    try:
        return reverse(f"portal:{name}", args=args)
    except NoReverseMatch:
        return ""


def address_of(name: str, *args: object) -> str:
    """The whole address of the page called `name`; empty where this site has no such page."""
    return whole(path_of(name, *args))
