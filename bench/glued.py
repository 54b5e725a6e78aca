"""How fast are reports read whose figures are all glued together, against the same reports printed apart?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from random import Random

from tests.annualreport.reading.makers import as_text, document, form_of, lawful_cells
from yangguang.annualreport.reading.reader import read_report
from yangguang.documents.model import Document

REPORTS = 150
YEAR = 2024


def _reports(join: Callable[[list[str]], str]) -> list[Document]:
    """Reports of a county, none like another."""
    form = form_of(YEAR)
    cells = [lawful_cells(Random(seed), form, 150) for seed in range(REPORTS)]
    return [document(as_text(form, YEAR, one, join)) for one in cells]


def _a_second(reports: list[Document]) -> float:
    started = time.process_time()
    for report in reports:
        read_report(report)
    return len(reports) / (time.process_time() - started)


def measure() -> Iterator[tuple[str, float, str]]:
    """Glued reports a second on one core, as a number and as a share of those printed apart."""
    apart = _a_second(_reports(" ".join))
    glued = _a_second(_reports("".join))
    yield "glued reports per second on one core", glued, f"{apart:.0f} per second printed apart"
    yield "time of a glued report", apart / glued, "the same report with its figures apart"


if __name__ == "__main__":
    for what, ratio, reference in measure():
        print(f"{what}: {ratio:.2f} ({reference})")
