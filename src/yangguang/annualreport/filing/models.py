"""What is kept of a filing and of its frozen versions?"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yangguang.annualreport.filing.states import UNFINISHED, Sender, State
from yangguang.annualreport.models import PublishedReport, ReportKind
from yangguang.organisations.approval.models import Version as ApprovalVersion
from yangguang.organisations.models import Government, Organ
from yangguang.organisations.open_work import Holds, Stays


class Filing(models.Model):
    """The report of `body` on `year`, under work at `organ` (the body itself, or who succeeded it).

    `cells` maps addresses of the edition to decimal strings, null for a blank; what nobody entered yet is
    absent. `revision` grows with every move: a form that shows an older one is stale.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="filings")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    kind = models.CharField("报告类别", max_length=20, choices=ReportKind.choices)
    year = models.PositiveSmallIntegerField("年度")
    edition = models.CharField("格式版本", max_length=20)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField("修订号", default=1)
    cells = models.JSONField("数据", default=dict)
    sections = models.JSONField("文字部分", default=dict)
    uncertain = models.JSONField("读得不能确定的格", default=dict)
    explanations = models.JSONField("疑点说明", default=dict)
    parts = models.JSONField("汇总所用的版本", default=list)
    lacking = models.JSONField("暂缺的机关", default=list)
    returned_by = models.CharField("退回方", max_length=10, choices=Sender.choices, blank=True)
    return_reason = models.CharField("退回理由", max_length=500, blank=True)
    correction_note = models.CharField("更正说明", max_length=500, blank=True)
    submitted_on = models.DateField("首次报送日期", null=True, blank=True)
    published_on = models.DateField("首次公布日期", null=True, blank=True)
    published = models.ForeignKey(
        "FilingVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    report = models.OneToOneField(
        PublishedReport, on_delete=models.PROTECT, null=True, blank=True, related_name="filing"
    )

    open_work: ClassVar = (
        Stays("body", "报告属于当年的机关"),
        Holds("年度报告", organ="organ", holder="handler", open=Q(state__in=UNFINISHED)),
    )

    class Meta:
        """One filing a body, year and kind."""

        verbose_name = "年度报告报送"
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "kind"], name="filing_once_a_body_and_year"),
        ]
        indexes = [
            models.Index(fields=["government", "-year", "id"], name="filing_by_year"),
            models.Index(fields=["organ", "-year", "id"], name="filing_by_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.body.name}{self.year}年度报告"


class FilingVersion(models.Model):
    """A filing as it was put forward, frozen: `content` is canonical text, `hash` its SM3.

    Triggers in the database refuse any change.
    """

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    content = models.TextField("内容")
    hash = models.CharField("校验值", max_length=64)
    at = models.DateTimeField("冻结时间")
    approval = models.OneToOneField(ApprovalVersion, on_delete=models.PROTECT, related_name="filing_version")

    class Meta:
        """One number a filing."""

        verbose_name = "年度报告版本"
        constraints = [
            models.UniqueConstraint(fields=["filing", "number"], name="filing_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.filing} 第{self.number}版"

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The content as it was put together."""
        facts: dict[str, Any] = json.loads(self.content)
        return facts
