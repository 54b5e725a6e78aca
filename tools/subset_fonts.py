"""Which characters do the vendored fonts keep? Makes them again from the Noto CJK collections.

Run `python tools/subset_fonts.py FOLDER` with fonttools, where FOLDER holds NotoSerifCJK-Regular.ttc
(2.001) and NotoSansCJK-Regular.ttc (2.004). The faces keep their names: the licence reserves only “Source”.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FONTS = Path(__file__).resolve().parents[1] / "src/yangguang/documents/writing/fonts"
SIGNS = (
    (0x20, 0x7F), (0xA0, 0x180), (0x370, 0x400), (0x2000, 0x2070), (0x2100, 0x2600),
    (0x3000, 0x3100), (0x3200, 0x3400), (0xFF00, 0xFFF0),
)  # fmt: skip
HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x32000))


def _gb2312() -> Iterator[int]:
    for first in range(0xA1, 0xFF):
        for second in range(0xA1, 0xFF):
            try:
                yield ord(bytes([first, second]).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def _spread(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    return {point for first, end in ranges for point in range(first, end)}


def _face(path: Path) -> TTFont:
    """The face for simplified Chinese out of a collection."""
    faces = TTCollection(path).fonts
    return next(face for face in faces if face["name"].getDebugName(1).endswith("SC"))


def make(source: Path, target: Path, points: set[int]) -> None:
    """Write the face with only `points`; the same source gives the same bytes."""
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    face = _face(source)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(face)
    face.save(target)
    print(target.name, len(face.getGlyphOrder()), hashlib.sha256(target.read_bytes()).hexdigest())


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    common = _spread(SIGNS) | set(_gb2312())
    make(folder / "NotoSerifCJK-Regular.ttc", FONTS / "NotoSerifCJKsc-Regular.otf", common | _spread(HAN))
    make(folder / "NotoSansCJK-Regular.ttc", FONTS / "NotoSansCJKsc-Regular.otf", common)
