"""What falls due without anybody pressing a button? Once a minute everything that is due is done.

The truth is in the rows: a round that was missed or broken off is made good by the next, and two workers at
once do nothing twice, because every step locks its row and asks its guards again.
"""

from __future__ import annotations

import threading
from datetime import datetime

import structlog
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from yangguang.disclosure.normative.tasks import end_what_expired, name_results
from yangguang.disclosure.services.releasing import release_due

MINUTE = 60
log = structlog.get_logger()


def work_off(now: datetime) -> int:
    """Do everything that is due at `now`; returns how many things were done."""
    return release_due(now) + end_what_expired(timezone.localdate(now)) + name_results()


def work_until(stopped: threading.Event) -> None:
    """Work off what is due at every full minute until told to stop."""
    while not stopped.wait(MINUTE - timezone.now().timestamp() % MINUTE):
        close_old_connections()
        try:
            work_off(timezone.now())
        except DatabaseError as error:
            log.warning("a round of work was broken off", reason=str(error))
    close_old_connections()
