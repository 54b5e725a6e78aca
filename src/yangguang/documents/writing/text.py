"""Which characters can a file hold? Those of XML 1.0; controls and lone surrogates print nothing."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """`text` without the characters that no file can hold."""
    return _UNPRINTABLE.sub("", text)
