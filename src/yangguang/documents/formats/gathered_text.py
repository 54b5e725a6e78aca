"""What is there to search in plain text? Its lines, and those of Markdown once more without emphasis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from yangguang.documents.model import AllText

HEAD_LINES = 12
"""Lines with text at the beginning of a document or page where a mark may stand alone."""
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
EMPHASIS = re.compile(r"\*\*|__|[`~]+")


def of_text(text: str) -> AllText:
    """All lines; a line changed by taking its emphasis away is searched in both shapes."""
    plain = [bare for line in text.split("\n") if (bare := EMPHASIS.sub("", line)) != line]
    lines = text.split("\n")
    return AllText((*first(lines), *first(plain)), "\n".join([*lines, *plain]))


def first(lines: Sequence[str], many: int = HEAD_LINES) -> tuple[str, ...]:
    """The lines with text that stand first."""
    return tuple(islice((line for line in lines if line.strip()), many))
