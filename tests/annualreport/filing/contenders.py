"""Other processes that press the same buttons: forked, each with its own connection to the database."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from django.db import connections

FORK = multiprocessing.get_context("fork")
PATIENCE = 120
"""Seconds after which a contender that hears nothing gives up, so that a broken test ends."""

WHOLE = 600
"""Seconds that all rounds together may take."""


def begun(target: Callable[..., None], *arguments: Any) -> BaseProcess:
    """A running process; no connection is carried over into it."""
    connections.close_all()
    process = FORK.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def told(target: Callable[..., Any], end: Connection, barrier: Any, *arguments: Any) -> None:
    """Run in a process: send what `target` returns, or the story of its failure; never return to pytest."""
    try:
        end.send(("done", target(barrier, *arguments)))
    except BaseException:
        barrier.abort()  # so that the other does not wait for us
        end.send(("failed", traceback.format_exc()))
    finally:
        connections.close_all()
        os._exit(0)


def together(target: Callable[..., Any], *each: tuple[Any, ...]) -> list[Any]:
    """Run `target` once a tuple of arguments, all at the same time, and return what each returned."""
    barrier = FORK.Barrier(len(each))
    ends = [FORK.Pipe(duplex=False) for _ in each]
    processes = [
        begun(told, target, sender, barrier, *arguments)
        for (_, sender), arguments in zip(ends, each, strict=True)
    ]
    answers = [receiver.recv() if receiver.poll(WHOLE) else ("failed", "silent") for receiver, _ in ends]
    for process in processes:
        process.kill()
        process.join()
    assert [word for word, _ in answers] == ["done"] * len(each), [said for _, said in answers]
    return [said for _, said in answers]
