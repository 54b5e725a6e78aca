"""A web server asks from several threads at once, also for the very first time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from yangguang.annualreport.demo.loading import demo_readings
from yangguang.annualreport.writing.facts import facts_of
from yangguang.annualreport.writing.report import written_report
from yangguang.documents.writing.files import FORMATS

ROOT = Path(__file__).resolve().parents[2]

FIRST_QUESTIONS = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.inspecting import SentFile, inspect

begin = threading.Barrier(6)
data = sys.stdin.buffer.read()

def ask():
    begin.wait()
    form = edition("2019")
    (file,) = inspect([SentFile("沂水县.docx", data)], seconds=60).files
    return id(form), file.refusal or len(file.reading.cells)

with ThreadPoolExecutor(6) as threads:
    answers = [done.result() for done in [threads.submit(ask) for _ in range(6)]]
print(len({form for form, _ in answers}), sorted({said for _, said in answers}))
"""
"""A process that has loaded nothing yet, and six threads that all want the same file read."""


def test_the_first_six_questions_may_come_at_once(tmp_path: Path) -> None:
    environment = {**os.environ, "YANGGUANG_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    environment |= {"DJANGO_SETTINGS_MODULE": "yangguang.settings"}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_QUESTIONS],
        input=_yishui(),
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (done.stdout.decode(), done.stderr.decode()) == ("1 [198]\n", "")


def _yishui() -> bytes:
    reading = next(reading for reading in demo_readings() if reading.body == "沂水县")
    return FORMATS["docx"](written_report(facts_of(reading)))
