"""How does a drawing become a bitmap, for programs that show no SVG?"""

from __future__ import annotations

from yangguang.documents.writing.model import Picture
from yangguang.documents.writing.pdf import typeset

PIXELS_PER_INCH = 200


def as_png(picture: Picture) -> bytes:
    """The picture as PNG in its own size; equal pictures give equal bytes."""
    facts = {"svg": picture.svg, "width": picture.width_mm, "height": picture.height_mm}
    return typeset("picture.typ", facts, "png", pixels_per_inch=PIXELS_PER_INCH)
