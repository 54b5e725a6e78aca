"""Does a database test really run on the engine it names, alone, and visibly to every thread?"""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections

from tests.engines import Engine, Settings


def _tables() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _insert() -> None:
    _execute("INSERT INTO house (name) VALUES ('row')")


@pytest.mark.django_db
def test_the_default_database_is_the_engine_named(engine: Engine) -> None:
    assert connection.vendor == engine.vendor


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_leaves_no_row_to_the_next(turn: int) -> None:
    assert "house" not in _tables()
    _execute("CREATE TABLE house (name text)")
    assert "house" in _tables()


@pytest.mark.parametrize("turn", [1, 2])
def test_a_scratch_database_is_fresh_and_seen_by_every_thread(scratch_database: Settings, turn: int) -> None:
    assert "house" not in _tables()
    _execute("CREATE TABLE house (name text)")

    def add() -> None:
        _insert()
        connections.close_all()

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM house")
        assert cursor.fetchone() == (3,)


@pytest.mark.django_db
def test_the_suite_database_never_sees_what_a_scratch_database_held() -> None:
    assert "house" not in _tables()
