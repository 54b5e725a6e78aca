"""Where may a thing on its route stand, and who may be asked at a step?"""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """How far a course is."""

    RUNNING = "running", "审批中"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "已通过"
    WITHDRAWN = "withdrawn", "已撤回"


class Scope(models.TextChoices):
    """Whose holder of the role decides at a step."""

    OWN = "own", "本机关"
    COUNTY = "county", "县级"
    SUPERIOR = "superior", "上级机构"
    NAMED = "named", "指定机关"


class Verdict(models.TextChoices):
    """What was decided at a step."""

    AGREED = "agreed", "同意"
    RETURNED = "returned", "退回"
    SKIPPED = "skipped", "跳过"


OPEN = (State.RUNNING, State.RETURNED)
"""States in which a course is unfinished work."""
