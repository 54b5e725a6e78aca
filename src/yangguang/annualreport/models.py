"""Which published reports does this installation hold?"""

from __future__ import annotations

from django.db import models


class ReportKind(models.TextChoices):
    """Whose report it is; the words are those of `Reading.kind`."""

    AGENCY = "agency", "部门、乡镇（街道）"
    GOVERNMENT_ORGAN = "government_organ", "政府办公室（本机关）"
    AGGREGATE = "aggregate", "本行政区域汇总"


class TextHeld(models.TextChoices):
    """How much of a report's narrative is held: all of it, or only sentences of figures."""

    WHOLE = "whole", "全文"
    FIGURES = "figures", "仅收录数字"


class PublishedReport(models.Model):
    """A report as its body published it: figures by address, nothing computed.

    `cells` maps an address of the edition to a decimal string, or to null where the report printed
    a blank; an address that the report does not have is absent. Blank is not zero.
    """

    body = models.CharField("机关名称", max_length=120)
    kind = models.CharField("机关类别", max_length=20, choices=ReportKind)
    year = models.PositiveSmallIntegerField("年度")
    edition = models.CharField("格式版本", max_length=20)
    period_first = models.DateField("统计期限起", null=True, blank=True)
    period_last = models.DateField("统计期限止", null=True, blank=True)
    filed_on = models.DateField("报告落款日期", null=True, blank=True)
    cells = models.JSONField("数据")
    sections = models.JSONField("文字部分", default=list)
    text_held = models.CharField("文字收录范围", max_length=10, choices=TextHeld)
    source_note = models.CharField("来源说明", max_length=400, blank=True)
    corrections = models.JSONField("更正公布", default=list)
    errors = models.PositiveSmallIntegerField("检查发现的错误数", default=0)
    warnings = models.PositiveSmallIntegerField("检查发现的疑点数", default=0)
    stored_at = models.DateTimeField("入库时间", auto_now=True)

    class Meta:
        """One report a body and year."""

        verbose_name = "政府信息公开工作年度报告"
        ordering = ("body", "year")
        constraints = (models.UniqueConstraint(fields=("body", "year"), name="report_body_year"),)
        indexes = (models.Index(fields=("year",), name="report_year"),)

    def __str__(self) -> str:
        return f"{self.body}{self.year}年政府信息公开工作年度报告"
