"""How is WordprocessingML named? The one namespace and the two ways to ask for a value."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = frozenset({"0", "false", "off", "none"})


def value(element: Any | None) -> str | None:
    """The w:val of an element, None without one."""
    return None if element is None else element.get(W + "val")


def switched_on(element: Any | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and (element.get(W + "val") or "1") not in OFF
