"""Is what gets installed what pyproject.toml asks for, by hash, and from nowhere in particular?"""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import ROOT, files

LOCKS = {"requirements.txt": False, "requirements-dev.txt": True}
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)(?: ;[^\\]*)? \\$")
HASH = re.compile(r"^ {4}--hash=sha256:[0-9a-f]{64}(?: \\)?$")

# Written in two halves, so that this file does not hold what it looks for.
STRANGERS = [
    "/" + "work/",
    "/opt" + "/",
    "/root" + "/",
    "/home" + "/",
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js.",
    "deb." + "debian",
]


def pins(name: str) -> dict[str, str]:
    """Version of each package in a lock, by canonical name."""
    found = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if match := PIN.match(line):
            found[canonicalize_name(match[1])] = match[2]
    return found


def asked(dev: bool) -> list[Requirement]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = project["dependencies"] + (project["optional-dependencies"]["dev"] if dev else [])
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_names_versions_and_hashes_only(name: str) -> None:
    strange = [
        line
        for line in (ROOT / name).read_text("utf-8").splitlines()
        if not PIN.match(line) and not HASH.match(line)
    ]
    assert strange == []


@pytest.mark.parametrize(("name", "dev"), LOCKS.items())
def test_lock_answers_what_pyproject_asks_for(name: str, dev: bool) -> None:
    locked = pins(name)
    unmet = [
        str(wanted)
        for wanted in asked(dev)
        if not wanted.specifier.contains(locked.get(canonicalize_name(wanted.name), "0"))
    ]
    assert unmet == []


def test_lock_for_development_holds_the_other_one() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_file_names_a_machine_or_a_registry(stranger: str) -> None:
    holding = [str(path.relative_to(ROOT)) for path in files() if stranger.encode() in path.read_bytes()]
    assert holding == []
