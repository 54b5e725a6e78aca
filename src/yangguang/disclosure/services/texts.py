"""May these words be kept? Said at all, short enough, printable, and without a mark of classification."""

from __future__ import annotations

import unicodedata

from yangguang.wording.secrecy_marks import refusal_of_text
from yangguang.workflow.machine import Refused

LONGEST = 500
CONTROL = "Cc"


def said(words: str, name: str, needed: str) -> str:
    """The words of a reason tidied; `Refused` with the sentence `needed` when nothing was said."""
    if not words.strip():
        raise Refused(needed)
    return unclassified(words, name)


def unclassified(words: str, name: str, *, longest: int = LONGEST, may_be_empty: bool = False) -> str:
    """The words tidied, or `Refused` with what is wrong with the field `name`."""
    tidy = " ".join(words.split())
    if not tidy and not may_be_empty:
        raise Refused(f"“{name}”不能为空")
    if len(tidy) > longest:
        raise Refused(f"“{name}”不能超过{longest}个字符")
    if any(unicodedata.category(character) == CONTROL for character in tidy):
        raise Refused(f"“{name}”含有不能保存的控制字符")
    if sentence := refusal_of_text(tidy):
        raise Refused(sentence)
    return tidy
