"""Is what falls due done without a website, and does the worker stop when told to?"""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.disclosure.making import (
    decide,
    make_item,
    make_publishing_county,
    put_forward,
    review_secrecy,
    seen,
)
from tests.house.test_serve import surroundings
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.releasing import schedule
from yangguang.disclosure.states import State
from yangguang.web.working import work_off
from yangguang.workflow.models import Event

WORK = [sys.executable, "-m", "yangguang.cli.main", "work"]


@pytest.mark.django_db
def test_an_approved_item_goes_out_at_its_minute_and_not_before() -> None:
    county = make_publishing_county()
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=1)
    item = make_item(county)
    item = schedule(item, viewer=seen(county, "联络员"), revision=item.revision, at=at)
    item = decide(county, review_secrecy(county, put_forward(county, item)))
    assert item.state == State.APPROVED
    assert work_off(at - timedelta(minutes=1)) == 0
    assert Item.objects.get(pk=item.pk).state == State.APPROVED
    assert work_off(at) == 1
    assert Item.objects.get(pk=item.pk).state == State.RELEASED
    assert work_off(at) == 0
    released = Event.objects.get(machine="item", verb="release")
    assert (released.actor_id, released.actor_name) == ("", "系统")


def test_one_round_says_how_much_it_did(tmp_path: Path) -> None:
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=surroundings(tmp_path), check=True, timeout=120)
    done = subprocess.run(
        [*WORK, "--once"],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "办理了0件\n", "")


def test_a_folder_without_a_database_is_named_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [*WORK, "--once"],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("数据库无法使用：")
    assert done.stderr.count("\n") == 1


@pytest.mark.long
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_asked_to_stop_stops(asked: signal.Signals, tmp_path: Path) -> None:
    worker = subprocess.Popen(WORK, env=surroundings(tmp_path), stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "正在等候到时的事项，按 Ctrl-C 停止\n"
    worker.send_signal(asked)
    assert worker.wait(timeout=30) == 0
    assert worker.stdout.read() == "已停止\n"
