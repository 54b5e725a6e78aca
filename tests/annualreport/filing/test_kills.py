"""A process is killed inside a step two hundred times: the step was made whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import pytest
from django.db import connection, transaction

from tests.annualreport.filing.contenders import FORK, PATIENCE, begun
from tests.annualreport.filing.making import (
    EDUCATION,
    fill,
    leader_of,
    liaison_of,
    make_filing_county,
    open_all,
    put_forward,
)
from tests.engines import Settings
from tests.organisations.making import County
from yangguang.annualreport.filing.models import Filing, FilingVersion
from yangguang.annualreport.filing.services.deciding import send_back
from yangguang.annualreport.filing.services.drafting import save_draft
from yangguang.annualreport.filing.services.putting_forward import submit
from yangguang.annualreport.filing.states import State
from yangguang.organisations.approval.models import Course, Decision, Version
from yangguang.workflow.models import ChainHead, Event
from yangguang.workflow.selectors import verify_chain

KILLS = 200
ATTENTIVE = KILLS // 2
"""So many times the process stops before a statement and is killed there; the other times it runs freely."""


def turn_round(county: County, number: int) -> None:
    """One move of a report that goes to its leader and back for ever: written, put forward, sent back."""
    filing = Filing.objects.select_related("organ", "body").get(pk=number)
    viewer = liaison_of(county, filing)
    if filing.state == State.REVIEW:
        send_back(filing, viewer=leader_of(county, filing), revision=filing.revision, reason="再核对一次")
        return
    if filing.sections["一"] == f"第{filing.revision}次写成。":
        submit(filing, viewer=viewer, revision=filing.revision)
        return
    save_draft(
        filing, viewer=viewer, revision=filing.revision, words={"一": f"第{filing.revision + 1}次写成。"}
    )


def work(county: County, number: int, before: Connection, go_on: Connection | None) -> None:
    """Turn round for ever, saying before each statement that it comes; with `go_on`, wait to be let on."""

    def announced(execute: Callable[..., Any], *arguments: Any) -> Any:
        before.send_bytes(b".")
        if go_on is not None:
            go_on.recv_bytes()
        return execute(*arguments)

    with connection.execute_wrapper(announced):
        while True:
            turn_round(county, number)


def kill_before(county: County, number: int, statement: int, *, attentive: bool) -> None:
    """Let a process work until its `statement`-th statement, and kill it there."""
    heard, before = FORK.Pipe(duplex=False)
    go_on, let_on = FORK.Pipe(duplex=False)
    process = begun(work, county, number, before, go_on if attentive else None)
    for _ in range(statement - 1):
        assert heard.poll(PATIENCE)
        heard.recv_bytes()
        let_on.send_bytes(b".")
    assert heard.poll(PATIENCE)
    os.kill(process.pid or 0, 9)
    process.join()
    for end in (heard, before, go_on, let_on):
        end.close()


def check_whole(number: int, government: int) -> None:
    """What the report says of itself, what is frozen and what the record says are the same story."""
    with transaction.atomic():
        filing = Filing.objects.select_for_update().get(pk=number)  # waits for what the dead one left
        events = Event.objects.filter(subject="filing.filing", subject_id=str(number))
        course = Course.objects.get(subject_id=str(number))
        assert events.count() == filing.revision
        assert events.order_by("-sequence")[0].to_state == filing.state
        submitted = events.filter(verb="submit").count()
        assert FilingVersion.objects.filter(filing=filing).count() == submitted
        assert Version.objects.filter(course=course).count() == course.version == submitted
        assert Decision.objects.count() == events.filter(verb="return_to_author").count()
        head = ChainHead.objects.get(government=government)
        assert Event.objects.filter(government=government).count() == head.sequence


def statements_of_a_turn(county: County, number: int) -> int:
    """How many statements three moves make together: written, put forward, sent back."""
    count = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        for _ in range(3):
            turn_round(county, number)
    return count


@pytest.mark.long
def test_a_step_that_is_killed_was_made_whole_or_not_at_all(scratch_database: Settings) -> None:
    county = make_filing_county()
    number = put_forward(county, fill(county, open_all(county)[EDUCATION])).pk
    length = statements_of_a_turn(county, number)
    seen = set()
    for kill in range(KILLS):
        kill_before(county, number, 1 + kill * length // ATTENTIVE % length, attentive=kill < ATTENTIVE)
        check_whole(number, county.government.pk)
        seen.add(Filing.objects.get(pk=number).state)
    assert seen == {State.REVIEW, State.RETURNED}
    assert verify_chain(county.government.pk).whole
