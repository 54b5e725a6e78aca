"""What does the desk itself remember? Only how people like their lists."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from yangguang.organisations.open_work import Stays


class SavedView(models.Model):
    """A list as one person filtered, sorted and cut it, under a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    government = models.ForeignKey("organisations.Government", on_delete=models.PROTECT, related_name="+")
    listing = models.CharField("列表", max_length=30)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("条件", max_length=1000)

    open_work: ClassVar = (Stays("user", "各人的列表视图归本人"),)

    class Meta:
        verbose_name = "列表视图"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "government", "listing", "name"], name="saved_view_once_a_name"
            ),
        ]
