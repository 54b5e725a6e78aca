"""How does a pattern become words and a body? Braces are filled in, blocks become html; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from random import Random
from typing import Any

BRACES = re.compile(r"\{([^{}]+)\}")
RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)(?:,(\d))?")
DAY = re.compile(r"(day|date|month|year)([+-]\d+)?")
HEADING = "# "


@dataclass(frozen=True, slots=True)
class Words:
    """What a pattern may name: `known` by name, sentences by pool, days from `day` on, chance from `rng`."""

    known: Mapping[str, str]
    pools: Mapping[str, list[str]]
    day: date
    rng: Random

    def filled(self, value: Any) -> Any:
        """`value` with every brace filled: texts, lists, mappings.

        `any` picks one, `times` repeats `of`, `sample` takes so many different sentences of a pool.
        """
        if isinstance(value, str):
            return BRACES.sub(lambda found: self._word(found[1]), value)
        if isinstance(value, list):
            return [self.filled(one) for one in value]
        return self._of_mapping(value) if isinstance(value, dict) else value

    def _of_mapping(self, value: dict[str, Any]) -> Any:
        if "any" in value:
            return self.filled(self.rng.choice(value["any"]))
        if "sample" in value or "paragraphs" in value:
            pool = self.pools[value.get("sample") or value["paragraphs"]]
            return self.filled(self.rng.sample(pool, int(self.filled(value["times"]))))
        if "times" in value:
            return self._repeated(value["times"], value["of"])
        return {name: self.filled(one) for name, one in value.items()}

    def _repeated(self, times: str, of: Any) -> list[Any]:
        count = int(self.filled(times))
        return [self._with("i", str(number)).filled(of) for number in range(1, count + 1)]

    def _with(self, name: str, word: str) -> Words:
        return Words({**self.known, name: word}, self.pools, self.day, self.rng)

    def _word(self, name: str) -> str:
        if name in self.known:
            return self.known[name]
        if name.startswith("@"):
            return str(self.filled(self.rng.choice(self.pools[name[1:]])))
        if found := RANGE.fullmatch(name):
            return self._figure(int(found[1]), int(found[2]), int(found[3] or "0"))
        if found := DAY.fullmatch(name):
            return _of_day(found[1], self.day, int(found[2] or "0"))
        if "|" in name:
            return self.rng.choice(name.split("|"))
        raise KeyError(f"no pattern knows the word {name}")

    def _figure(self, least: int, most: int, places: int) -> str:
        figure = self.rng.randint(least * 10**places, most * 10**places)
        return f"{figure / 10**places:.{places}f}" if places else str(figure)


def _of_day(unit: str, day: date, step: int) -> str:
    if unit == "year":
        return str(day.year + step)
    if unit == "month":
        return str(day.month)
    on = day + timedelta(days=step)
    return on.isoformat() if unit == "day" else f"{on.year}年{on.month}月{on.day}日"


def body_of(blocks: list[Any], words: Words) -> str:
    """The html of blocks: paragraphs, `# ` headings, lists, tables (`head`, `rows`), sentences of a pool."""
    return "".join(_parts(block, words) for block in blocks)


def _parts(block: Any, words: Words) -> str:
    filled = words.filled(block)
    if isinstance(block, dict) and "paragraphs" in block:
        return "".join(_block(one) for one in filled)
    return _block(filled)


def _block(block: Any) -> str:
    if isinstance(block, list):
        return f"<ol>{''.join(f'<li>{escape(one)}</li>' for one in dict.fromkeys(block))}</ol>"
    if isinstance(block, dict):
        return _table(block["head"], block["rows"])
    if block.startswith(HEADING):
        return f"<h2>{escape(block.removeprefix(HEADING))}</h2>"
    return f"<p>{escape(block)}</p>"


def _table(head: list[str], rows: list[list[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(str(one))}</td>' for one in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"
