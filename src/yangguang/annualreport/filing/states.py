"""How far is a filing, and how does an organ stand on the board of its year?"""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Where a filing stands (30号 二（三）：起草、本机关审核、报送、主管部门审核、公布)."""

    DRAFT = "draft", "起草"
    REVIEW = "review", "本机关分管领导审核"
    SUBMITTED = "submitted", "已报送（主管部门审核）"
    RETURNED = "returned", "已退回"
    PUBLISHED = "published", "已公布"
    CORRECTING = "correcting", "更正"


class Sender(models.TextChoices):
    """Who sent a filing back."""

    ORGAN = "organ", "本机关"
    COUNTY = "county", "主管部门"


class Standing(models.TextChoices):
    """How an organ's duty of one year stands on the board."""

    MISSING = "missing", "未开始"
    DRAFTING = "drafting", "起草中"
    IN_REVIEW = "in_review", "本机关审核中"
    RETURNED = "returned", "已退回"
    SUBMITTED = "submitted", "已报送"
    PUBLISHED = "published", "已公布"
    CORRECTING = "correcting", "更正中"
    OUTSIDE = "outside", "在本系统内报送"


EDITABLE = (State.DRAFT.value, State.RETURNED.value, State.CORRECTING.value)
"""States in which figures and words may be changed."""

ON_THE_WAY = (State.REVIEW.value, State.SUBMITTED.value)
"""States in which others decide."""

UNFINISHED = tuple(state.value for state in State if state is not State.PUBLISHED)
"""States in which a filing is somebody's open work."""
