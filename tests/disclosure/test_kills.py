"""A process is killed in the middle of a release: the item went out whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import pytest
from django.db import connection, transaction

from tests.annualreport.filing.contenders import FORK, PATIENCE, begun
from tests.disclosure.making import OTHER_POLICY, make_publishing_county, make_released
from tests.disclosure.test_races import NOON, waiting, whole
from tests.engines import Settings
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.services.releasing import release_due
from yangguang.disclosure.states import Ending, State

KILLS = 20
AROUND = 2
"""The savepoint of the act and its end; where a worker has its transaction, which is not announced."""
DOCUMENT = {"fields": {}, "genre": "notice"}


def work(before: Connection, go_on: Connection) -> None:
    """Work off what is due, saying before each statement that it comes and waiting to be let on."""

    def announced(execute: Callable[..., Any], *arguments: Any) -> Any:
        before.send_bytes(b".")
        go_on.recv_bytes()
        return execute(*arguments)

    with connection.execute_wrapper(announced):
        release_due(NOON)


def kill_before(statement: int) -> None:
    """Let a process work until its `statement`-th statement, and kill it there."""
    heard, before = FORK.Pipe(duplex=False)
    go_on, let_on = FORK.Pipe(duplex=False)
    process = begun(work, before, go_on)
    for _ in range(statement - 1):
        assert heard.poll(PATIENCE)
        heard.recv_bytes()
        let_on.send_bytes(b".")
    assert heard.poll(PATIENCE)
    os.kill(process.pid or 0, 9)
    process.join()
    for end in (heard, before, go_on, let_on):
        end.close()


def statements_of_a_release() -> int:
    """How many statements one release makes; taken back afterwards."""
    count = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    with transaction.atomic(), connection.execute_wrapper(counted):
        assert release_due(NOON) == 1
        transaction.set_rollback(True)
    return count - AROUND


@pytest.mark.long
def test_a_release_that_is_killed_was_made_whole_or_not_at_all(scratch_database: Settings) -> None:
    county = make_publishing_county()
    old = make_released(county, OTHER_POLICY, **DOCUMENT)
    repeals = {"relations": ({"kind": "repeals", "item": old.pk},)}
    item = waiting(county, OTHER_POLICY, **DOCUMENT, **repeals)
    length = statements_of_a_release()
    for turn in range(KILLS):
        kill_before(1 + turn * length // KILLS)
        with transaction.atomic():
            Item.objects.select_for_update().get(pk=item.pk)  # waits for what the dead one left
        assert Item.objects.get(pk=item.pk).state == State.APPROVED
        assert not Publication.objects.filter(pk=item.pk).exists()
        assert Publication.objects.get(pk=old.pk).ended_by_id is None
        whole(county)
    assert release_due(NOON) == 1
    ended = Publication.objects.get(pk=old.pk)
    assert (ended.ended_by_id, ended.ended_how) == (item.pk, Ending.REPEALED)
    whole(county)
