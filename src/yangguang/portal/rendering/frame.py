"""What stands around a page that is made from facts alone? The same shell, asked of nobody."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string

from yangguang.portal.display import Display
from yangguang.portal.page import COLUMNS, Page
from yangguang.portal.site import Site

PLAIN = Display()
"""How a page looks to somebody who chose nothing."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose site it is, at which address the page stands, and how it is to be shown."""

    site: Site
    path: str
    here: str = ""
    """The address to come back to when the display is changed; the path where nothing is said."""
    display: Display = PLAIN

    @property
    def address(self) -> str:
        """The page's address with the site's name, as it is written on paper."""
        return f"https://{self.site.domain}{self.path}"


def rendered(template: str, frame: Frame, page: Page, **facts: object) -> bytes:
    """A whole page; equal facts give equal bytes."""
    shell = {
        "site": frame.site,
        "display": frame.display,
        "path": frame.path,
        "here": frame.here or frame.path,
        "shell_columns": COLUMNS,
    }
    return render_to_string(template, {**shell, "page": page, **facts}).encode()
