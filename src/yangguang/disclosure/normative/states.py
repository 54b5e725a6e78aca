"""How far is a clean-up, what does it say of a document, and which counts of a year are there?"""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Where a clean-up stands."""

    OPEN = "open", "清理中"
    DECIDING = "deciding", "审定中"
    PUBLISHED = "published", "结果已公布"
    DROPPED = "dropped", "已取消"


class Verdict(models.TextChoices):
    """What becomes of a document in a clean-up."""

    CONTINUE = "continue", "继续有效"
    AMEND = "amend", "修改"
    REPEAL = "repeal", "废止"
    DECLARE = "declare", "宣布失效"


class Count(models.TextChoices):
    """The three counts of the annual report (30号 一，表二第二十条第（一）项)."""

    MADE = "made", "本年制发"
    REPEALED = "repealed", "本年废止"
    IN_FORCE = "in_force", "现行有效"


ENDING = (Verdict.REPEAL.value, Verdict.DECLARE.value)
"""Verdicts that end the validity of a document."""
UNFINISHED = (State.OPEN.value, State.DECIDING.value)
