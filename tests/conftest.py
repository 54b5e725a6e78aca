"""What every test may ask for: each database engine in turn, scratch databases, and no silent skips in CI."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TypeVar

import pytest
from pytest_django import DjangoDbBlocker

from tests.engines import Engine, Postgres, Settings, Sqlite, default_is, running_server, server_programs

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "scratch_database"}
ABSENT_BY_RIGHT = "../shared"
"""The one thing that a test may miss in CI: the folder of real reports is no part of the project."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that touches the database once on each engine; on PostgreSQL among the long ones."""
    marked = metafunc.definition.get_closest_marker("django_db") is not None
    if marked or DATABASE_FIXTURES & set(metafunc.fixturenames):
        engines = ["sqlite", pytest.param("postgresql", marks=(pytest.mark.postgres, pytest.mark.long))]
        metafunc.parametrize("engine", engines, indirect=True, scope="session")


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Engine:
    """SQLite with a migrated template."""
    with django_db_blocker.unblock():
        return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql(django_db_blocker: DjangoDbBlocker) -> Iterator[Engine]:
    """A PostgreSQL server of our own with a migrated template; skips by name where none is installed."""
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL server programs (initdb, pg_ctl) are not on this machine")
    with running_server(programs) as socket:
        with django_db_blocker.unblock():
            server = Postgres(socket)
        yield server


@pytest.fixture(scope="session", autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine | None]:
    """The engine this test runs on, its suite database standing as `default`; None for tests without one."""
    name = getattr(request, "param", None)
    if name is None:
        yield None
        return
    chosen: Engine = request.getfixturevalue(name)
    with default_is(chosen.copy("suite")):
        yield chosen
    chosen.drop("suite")


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Nothing: `engine` has made the databases already, so pytest-django need not."""


@pytest.fixture
def scratch_database(engine: Engine, django_db_blocker: DjangoDbBlocker) -> Iterator[Settings]:
    """A fresh database for one test that races, kills or breaks; every thread finds it as `default`."""
    settings = engine.copy("scratch")
    with default_is(settings), django_db_blocker.unblock():
        yield settings
    engine.drop("scratch")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, where every program is installed, turn a skipped test into a failed one."""
    report = yield
    return _unskipped(report) if not hasattr(report, "wasxfail") else report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that skips itself."""
    return _unskipped((yield))


def _unskipped(report: Report) -> Report:
    if (
        os.environ.get("YANGGUANG_CI") == "1"
        and report.skipped
        and ABSENT_BY_RIGHT not in str(report.longrepr)
    ):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be missing: {report.longrepr}"
    return report
