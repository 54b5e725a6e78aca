"""What does a report cost in a batch of ten, a hundred, a thousand, and what does the second core bring?

Reports are made here: docx and html of lawful tables with a narrative; nothing has to lie beside the project.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from yangguang.annualreport.batch.running import run_batch
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.reading.model import ReportSection
from yangguang.annualreport.writing.facts import ReportFacts
from yangguang.annualreport.writing.report import written_report
from yangguang.documents.writing.docx import docx
from yangguang.documents.writing.html import html

SIZES = (10, 100, 1000)
MANY = 3000
WORDS = (
    "全年共收到政府信息公开申请{received}件，办结{received}件，其中予以公开{received}件。"
    "主动公开政府信息{all}条，其中网站公开{site}条、政务新媒体公开{media}条。"
    "一是健全制度，二是强化培训，三是严格考核，四是改进平台，五是回应关切。"
)


def measure() -> Iterator[tuple[str, float, str]]:
    """Cost a report over growing folders against the smallest; many reports on two workers against one."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        costs = {}
        for size in SIZES:
            costs[size] = _seconds(_folder(folder / str(size), size), folder / "journal", workers=1) / size
        for size in SIZES[1:]:
            yield f"a report among {size}", costs[size] / costs[SIZES[0]], f"a report among {SIZES[0]}"
        yield f"a report among {SIZES[-1]}", costs[SIZES[-1]] / costs[SIZES[1]], f"a report among {SIZES[1]}"
        many = _folder(folder / "many", MANY)
        one = _seconds(many, folder / "journal", workers=1)
        two = _seconds(many, folder / "journal", workers=2)
        yield f"{MANY} reports, speed of 2 workers", one / two, f"1 worker ({os.cpu_count()} cores here)"


def _seconds(folder: Path, journal: Path, *, workers: int) -> float:
    began = time.perf_counter()
    run_batch(folder, journal, workers=workers, progress=lambda *_: None, leave_out=frozenset())
    journal.unlink()
    return time.perf_counter() - began


def _folder(folder: Path, size: int) -> Path:
    folder.mkdir()
    for number in range(size):
        written = written_report(_facts(number))
        path = folder / f"{number:05}{'.docx' if number % 2 else '.html'}"
        path.write_bytes(docx(written) if number % 2 else html(written))
    return folder


def _facts(number: int) -> ReportFacts:
    """A lawful report of a body of its own; every figure follows from `number`."""
    received = 3 + number % 97
    cells: dict[str, Decimal | None] = dict.fromkeys(edition("2021").addresses, Decimal(0))
    for row in ("received", "results.granted", "results.total"):
        cells[f"requests/{row}@natural_person"] = cells[f"requests/{row}@total"] = Decimal(received)
    site, media = 1000 + number, 2000 + 3 * number
    words = WORDS.format(received=received, all=site + media, site=site, media=media)
    sections = (
        ReportSection("一", "总体情况", words * 6),
        ReportSection(
            "五", "存在的主要问题及改进情况", f"第{number}号单位的解读形式还不够多样，将逐项改进。"
        ),
        ReportSection("六", "其他需要报告的事项", "本年度未收取信息处理费。"),
    )
    return ReportFacts(f"阳光县第{number}局", 2023, "2021", cells, sections=sections)
