"""How may an official document be open, where did its row come from, and how far is its publication?"""

from __future__ import annotations

from django.db import models


class Attribute(models.TextChoices):
    """公开属性 (条例第十三条 to 第十六条), decided when the document is made."""

    UNDECIDED = "undecided", "未认定"
    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    CLOSED = "closed", "不予公开"


class Source(models.TextChoices):
    """How a row came into the register."""

    ENTERED = "entered", "录入"
    IMPORTED = "imported", "从办公系统导入"


class Progress(models.TextChoices):
    """How far the publication of a document is that has to be open."""

    PUBLIC = "public", "已公开"
    PUBLIC_LATE = "public_late", "超期公开"
    WAITING = "waiting", "期限内未公开"
    LATE = "late", "超期未公开"
