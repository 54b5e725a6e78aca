"""How does a page come onto a phone? As a QR code drawn in SVG, without style or script."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_picture(address: str) -> SafeString:
    """The code of an address; the drawing holds no text, so nothing of the address can be markup."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(scale=3, border=2, svgclass="qr", lineclass=None, omitsize=False)
    return mark_safe(svg)
