"""Which database does a test run on? SQLite and a real PostgreSQL, each as `default` in its turn."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

TEMPLATE = "template_yangguang"
OWNER = "yangguang"
GUARD = """
trap "" PIPE
set -e
"$1/initdb" -D "$2/data" -U "$3" -A trust -E UTF8 --no-locale --no-sync >"$2/log" 2>&1
"$1/pg_ctl" -D "$2/data" -l "$2/log" -s -w start -o "-k $2 -c listen_addresses= -c max_connections=60 $4"
echo ready || true
read -r _ || true
"$1/pg_ctl" -D "$2/data" -s -m immediate stop
rm -rf "$2"
"""
"""Stops the server when its standard input closes: at the end of the suite, or when the suite is killed."""

FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"""A suite's server need not survive a power cut."""

Settings = dict[str, Any]


class Engine(Protocol):
    """A database engine with a migrated template from which fresh databases are copied."""

    vendor: str

    def copy(self, name: str) -> Settings:
        """A fresh database called `name`; returns the Django settings that open it."""

    def drop(self, name: str) -> None:
        """Remove the copy called `name`."""


@contextlib.contextmanager
def default_is(chosen: Settings) -> Iterator[None]:
    """Point the alias `default` at another database, for every thread, until the block ends."""
    before = connections.settings["default"]
    _swap(chosen)
    try:
        yield
    finally:
        _swap(before)


def _swap(chosen: Settings) -> None:
    connections["default"].close()
    connections.settings["default"] = chosen
    del connections["default"]  # the next use opens a connection from the new settings


def configured(**chosen: Any) -> Settings:
    """Settings of one database with Django's own defaults filled in."""
    whole: Settings = connections.configure_settings({"default": chosen})["default"]
    return whole


@dataclass
class Sqlite:
    """SQLite files in a folder; a copy of the template is a copy of its file."""

    folder: Path
    vendor: str = "sqlite"

    def __post_init__(self) -> None:
        with default_is(self._settings("template")):
            call_command("migrate", interactive=False, verbosity=0)

    def copy(self, name: str) -> Settings:
        """Copy the template's file."""
        shutil.copyfile(self.folder / "template.sqlite3", self.folder / f"{name}.sqlite3")
        return self._settings(name)

    def drop(self, name: str) -> None:
        """Remove the file and what SQLite keeps beside it."""
        for path in self.folder.glob(f"{name}.sqlite3*"):
            path.unlink()

    def _settings(self, name: str) -> Settings:
        product = settings.DATABASES["default"]
        return configured(**{**product, "NAME": str(self.folder / f"{name}.sqlite3")})


@dataclass
class Postgres:
    """A running server's databases; a copy of the template is made by the server."""

    socket: Path
    vendor: str = "postgresql"

    def __post_init__(self) -> None:
        self._command("CREATE DATABASE {}", TEMPLATE)
        with default_is(self._settings(TEMPLATE)):
            call_command("migrate", interactive=False, verbosity=0)

    def copy(self, name: str) -> Settings:
        """Have the server copy the template."""
        self._command("CREATE DATABASE {} TEMPLATE {}", name, TEMPLATE)
        return self._settings(name)

    def drop(self, name: str) -> None:
        """Drop the database, ending the connections that threads of a test left open."""
        self._command("DROP DATABASE {} WITH (FORCE)", name)

    def _settings(self, name: str) -> Settings:
        return configured(
            ENGINE="django.db.backends.postgresql", NAME=name, USER=OWNER, HOST=str(self.socket)
        )

    def _command(self, text: str, *names: str) -> None:
        whole = sql.SQL(text).format(*map(sql.Identifier, names))  # type: ignore[arg-type]
        with psycopg.connect(host=str(self.socket), user=OWNER, dbname="postgres", autocommit=True) as server:
            server.execute(whole)


def server_programs() -> Path | None:
    """The folder of the newest PostgreSQL server programs on this machine, if any."""
    found = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda folder: int(folder.parent.name),
    )
    if found:
        return found[-1]
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


@contextlib.contextmanager
def running_server(programs: Path, options: str = FORGETFUL) -> Iterator[Path]:
    """Run a throw-away server on a socket in a temporary folder, which is yielded; never as root."""
    folder = Path(tempfile.mkdtemp(prefix="yangguang-pg-"))
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        owner = _unprivileged()
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        account = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    guard = subprocess.Popen(
        ["sh", "-c", GUARD, "guard", str(programs), str(folder), OWNER, options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=folder,
        start_new_session=True,
        text=True,
        **account,
    )
    assert guard.stdin is not None
    assert guard.stdout is not None
    try:
        if guard.stdout.readline() != "ready\n":
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text('utf-8')[-2000:]}")
        yield folder
    finally:
        guard.stdin.close()
        guard.wait()
        guard.stdout.close()
        shutil.rmtree(folder, ignore_errors=True)  # only left when the guard failed


@contextlib.contextmanager
def engines(*, lasting: bool) -> Iterator[list[Engine]]:
    """Every engine that is installed; `lasting`: each commit goes to the disk, as in a county's office."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="yangguang-")))
        found: list[Engine] = [Sqlite(folder)]
        if programs := server_programs():
            options = "" if lasting else FORGETFUL
            found.append(Postgres(stack.enter_context(running_server(programs, options))))
        yield found


def _unprivileged() -> pwd.struct_passwd:
    """An account that may run a server: the package's own, else the one that owns nothing."""
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]
