"""What does the page of a report cost against an empty view of the same server?"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

ROOT = Path(__file__).resolve().parents[1]
REPORT = quote("/reports/沂水县/2020/")
EMPTY = "/empty/"
ROUNDS = 150
WARM = 20
TRIES = 300


def empty(request: HttpRequest) -> HttpResponse:
    """Answer nothing: what a request costs before any page is made."""
    return HttpResponse()


def served() -> Callable[..., object]:
    """The product's application with the empty view beside its own pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangguang.settings")
    application = get_wsgi_application()
    settings.ROOT_URLCONF = (path("empty/", empty), path("", include("yangguang.web.urls")))
    return application


def measure() -> Iterator[tuple[str, float, str]]:
    """Median times of the two addresses, asked in turn over one connection."""
    took: dict[str, list[float]] = {REPORT: [], EMPTY: []}
    with _site() as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(WARM + ROUNDS):
            for address, times in took.items():
                times.append(_asked(connection, address))
        connection.close()
    page, nothing = (statistics.median(took[address][WARM:]) for address in (REPORT, EMPTY))
    yield f"report page ({page * 1000:.1f} ms)", page / nothing, "an empty view of the same server"


def _asked(connection: http.client.HTTPConnection, address: str) -> float:
    """Seconds from the question to the last byte of the answer."""
    begun = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, address
    return time.perf_counter() - begun


@contextmanager
def _site() -> Iterator[int]:
    with tempfile.TemporaryDirectory() as data:
        environment = {
            **os.environ,
            "YANGGUANG_DATA": data,
            "DJANGO_SETTINGS_MODULE": "yangguang.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        environment.pop("DATABASE_URL", None)
        load = [sys.executable, "-m", "yangguang.cli.main", "demo", "load"]
        subprocess.run(load, env=environment, check=True, capture_output=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"]
        command += ["--host", "127.0.0.1", "--port", str(port), "bench.portal:served"]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()
            server.wait()


def _wait(port: int) -> None:
    for _ in range(TRIES):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the site did not answer")
