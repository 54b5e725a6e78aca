"""The application as a worker process of `yangguang serve` loads it: it ends when its server does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

from yangguang.web.wsgi import application

__all__ = ["application"]


def _end_with_server() -> None:
    """A server killed outright cannot stop its workers, and they would keep its port."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(1)


if multiprocessing.parent_process() is not None:
    # A terminal's Ctrl-C reaches the workers too: told by it and by their server, they would never end.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
threading.Thread(target=_end_with_server, name="end-with-server", daemon=True).start()
