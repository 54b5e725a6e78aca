"""What does a chart look like? SVG with title and description, by presentation attributes alone.

The same picture stands in a page (no inline style is needed), in a docx and in a pdf. Every colour has a
class beside it, so that a page may set its own; dashes and shapes say the same as colours do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise
from math import ceil

from yangguang.annualreport.chart_facts import Bar, BarChart, Line, LineChart, Tone, shown
from yangguang.documents.writing.model import Picture

COLOURS = {Tone.MAIN: "#1d5aa6", Tone.ACCENT: "#a86f0d", Tone.QUIET: "#66727f"}
INK, SOFT, RULE = "#1b2733", "#4a5868", "#dde3ea"
FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
DASHES = {Tone.MAIN: "", Tone.ACCENT: "7 4", Tone.QUIET: "2 3"}

BAR_WIDTH, BAR_LABEL, BAR_FIGURE, BAR_STEP = 360, 96, 60, 30
LINE_WIDTH, LINE_HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 20, 44, 36
STEPS = 4
MOST_WORDS = 12


def render(chart: BarChart | LineChart) -> str:
    """The chart as one `<svg>` element; its data table is `chart.table()`."""
    if isinstance(chart, BarChart):
        height = BAR_STEP * max(len(chart.bars), 1) + 8
        return _svg(chart, BAR_WIDTH, height, "；".join(map(_said, chart.bars)), _bars(chart))
    said = "；".join(f"{line.label} {_over(chart.points, line)}" for line in chart.lines)
    return _svg(chart, LINE_WIDTH, LINE_HEIGHT, said, _lines(chart))


def picture(chart: BarChart | LineChart) -> Picture:
    """The chart for a written document, as wide as its text allows."""
    if isinstance(chart, LineChart):
        width, height = LINE_WIDTH, LINE_HEIGHT
    else:
        width, height = BAR_WIDTH, BAR_STEP * max(len(chart.bars), 1) + 8
    wide = 150 if isinstance(chart, LineChart) else 110
    return Picture(render(chart), chart.title, wide, round(wide * height / width))


def _svg(chart: BarChart | LineChart, width: int, height: int, said: str, marks: Iterator[str]) -> str:
    title, described = f"{chart.id}-title", f"{chart.id}-desc"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="{title} {described}" '
        f'font-family="{FONT}" font-size="13">'
        f'<title id="{title}">{escape(chart.title)}（{escape(chart.unit)}）</title>'
        f'<desc id="{described}">{escape(said)}</desc>{"".join(marks)}</svg>'
    )


def _bars(chart: BarChart) -> Iterator[str]:
    longest = max((bar.value for bar in chart.bars if bar.value is not None), default=Decimal(0))
    room = BAR_WIDTH - BAR_LABEL - BAR_FIGURE
    for number, bar in enumerate(chart.bars):
        middle = number * BAR_STEP + 4 + BAR_STEP // 2
        length = float(room * max(bar.value, Decimal(0)) / longest) if bar.value and longest > 0 else 0.0
        yield _text(BAR_LABEL - 8, middle + 5, bar.label, SOFT, "end")
        if length:
            yield (
                f'<rect class="{bar.tone}" x="{BAR_LABEL}" y="{middle - 8}" width="{length:.1f}" height="16" '
                f'rx="2" fill="{COLOURS[bar.tone]}"/>'
            )
        yield _text(BAR_LABEL + length + 6, middle + 5, shown(bar.value), INK, "start", bold=True)


def _lines(chart: LineChart) -> Iterator[str]:
    top = _ceiling([value for line in chart.lines for value in line.values if value is not None])
    across = [_across(number, len(chart.points)) for number in range(len(chart.points))]
    for step in range(STEPS + 1):
        value = top * step / STEPS
        level = _level(value, top)
        yield (
            f'<line class="grid" x1="{LEFT}" y1="{level:.1f}" x2="{LINE_WIDTH - RIGHT}" y2="{level:.1f}" '
            f'stroke="{RULE}"/>'
        )
        yield _text(LEFT - 8, level + 4, shown(value.normalize()), SOFT, "end")
    every = _every(len(across))
    for place, point in zip(across[::every], chart.points[::every], strict=True):
        yield _text(place, LINE_HEIGHT - BOTTOM + 22, point, SOFT, "middle")
    for number, line in enumerate(chart.lines):
        yield from _legend(number, line)
        yield from _line(line, across, top)


def _line(line: Line, across: Sequence[float], top: Decimal) -> Iterator[str]:
    """Strokes between neighbours that are both known, and a dot at every known value."""
    known = [
        (place, _level(value, top), value) if value is not None else None
        for place, value in zip(across, line.values, strict=True)
    ]
    look = f'class="{line.tone}" stroke="{COLOURS[line.tone]}" stroke-width="2"'
    dash = f' stroke-dasharray="{DASHES[line.tone]}"' if DASHES[line.tone] else ""
    for before, after in pairwise(known):
        if before and after:
            yield (
                f'<line {look}{dash} x1="{before[0]:.1f}" y1="{before[1]:.1f}" x2="{after[0]:.1f}" '
                f'y2="{after[1]:.1f}"/>'
            )
    for mark in filter(None, known):
        yield _mark(line.tone, mark[0], mark[1])
    if line.tone is Tone.MAIN:
        for mark in filter(None, known[:: _every(len(known))]):
            yield _text(mark[0], mark[1] - 9, shown(mark[2]), INK, "middle", bold=True)


def _mark(tone: Tone, x: float, y: float) -> str:
    """A dot, a square or a diamond around a point."""
    look = f'class="{tone}" fill="{COLOURS[tone]}"'
    if tone is Tone.MAIN:
        return f'<circle {look} cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    if tone is Tone.ACCENT:
        return f'<rect {look} x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7"/>'
    return f'<path {look} d="M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z"/>'


def _every(points: int) -> int:
    """Every how many points words stand, so that they do not touch."""
    return max(1, ceil(points / MOST_WORDS))


def _legend(number: int, line: Line) -> Iterator[str]:
    left = LEFT + number * 120
    dash = f' stroke-dasharray="{DASHES[line.tone]}"' if DASHES[line.tone] else ""
    yield (
        f'<line class="{line.tone}" x1="{left}" y1="16" x2="{left + 28}" y2="16" '
        f'stroke="{COLOURS[line.tone]}" stroke-width="2"{dash}/>'
    )
    yield _mark(line.tone, left + 14, 16)
    yield _text(left + 34, 21, line.label, INK, "start")


def _text(x: float, y: float, words: str, colour: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>{escape(words)}</text>'
    )


def _across(number: int, points: int) -> float:
    room = LINE_WIDTH - LEFT - RIGHT
    return LEFT + room * (number + 0.5) / points


def _level(value: Decimal, top: Decimal) -> float:
    room = LINE_HEIGHT - TOP - BOTTOM
    return LINE_HEIGHT - BOTTOM - float(room * max(value, Decimal(0)) / top)


def _ceiling(values: Sequence[Decimal]) -> Decimal:
    """The round number at the top of the scale: the least of 4, 8, 20, 40, 80, 200 … above every value."""
    greatest = max(values, default=Decimal(0))
    top = Decimal(STEPS)
    factors = (Decimal(2), Decimal("2.5"), Decimal(2))
    turn = 0
    while top < greatest:
        top *= factors[turn % len(factors)]
        turn += 1
    return top


def _said(bar: Bar) -> str:
    return f"{bar.label}{shown(bar.value)}"


def _over(points: Sequence[str], line: Line) -> str:
    return "，".join(f"{point}年{shown(value)}" for point, value in zip(points, line.values, strict=True))
