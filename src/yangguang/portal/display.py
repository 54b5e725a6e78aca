"""How does this visitor want pages shown? Remembered in one cookie that holds a few known words."""

from __future__ import annotations

from dataclasses import dataclass, replace

COOKIE = "yg_display"
SIZES = ("", "size-1", "size-2", "size-3")
SWITCHES = ("elder", "contrast", "tools", "ruler")
RESET = "reset"
LARGER, SMALLER = "larger", "smaller"


@dataclass(frozen=True, slots=True)
class Display:
    """What is switched on: 长者模式, 高对比度, the bar of aids, the reading ruler; `size` counts steps up."""

    elder: bool = False
    contrast: bool = False
    tools: bool = False
    ruler: bool = False
    size: int = 0

    @property
    def words(self) -> str:
        """The classes that the style sheet knows: `elder size-2`."""
        on = [name for name in SWITCHES if getattr(self, name)]
        return " ".join([*on, *([SIZES[self.size]] if self.size else [])])

    @property
    def cookie(self) -> str:
        """The same words as the cookie keeps them: `elder.size-2`."""
        return self.words.replace(" ", ".")

    def after(self, action: str) -> Display:
        """The display once a button was pressed; a word that is no button changes nothing."""
        if action == RESET:
            return Display(tools=self.tools)
        if action in {LARGER, SMALLER}:
            step = 1 if action == LARGER else -1
            return replace(self, size=min(max(self.size + step, 0), len(SIZES) - 1))
        if action in SWITCHES:
            return replace(self, **{action: not getattr(self, action)})
        return self


def display_from(text: str) -> Display:
    """What a cookie says; anything unknown in it is ignored."""
    words = set(text.split("."))
    switched = {name: name in words for name in SWITCHES}
    size = max((SIZES.index(word) for word in words if word in SIZES[1:]), default=0)
    return Display(**switched, size=size)
