"""What is kept of an official document: how it is numbered, how it may be open and why, never its content?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yangguang.disclosure.register.choices import reasons
from yangguang.disclosure.register.states import Attribute, Source
from yangguang.organisations.models import Government, Organ
from yangguang.organisations.open_work import Stays


class OfficialDocument(models.Model):
    """One document that an organ made or keeps, with its 公开属性; `revision` grows with every change.

    Whether it is public is not stored: a publication with the same number is looked for. `due_on` is a
    projection written by `set_days`. `assessed_on` is the day from which the next assessment of a closed
    document counts, `opened_on` that on which an assessment opened it. `channels` holds codes in their order.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="official_documents")
    document_no = models.CharField("文号", max_length=80)
    title = models.CharField("标题", max_length=200, blank=True)
    made_on = models.DateField("成文日期")
    document_kind = models.CharField("公文种类", max_length=40, blank=True)
    attribute = models.CharField(
        "公开属性", max_length=20, choices=Attribute.choices, default=Attribute.UNDECIDED
    )
    reason_code = models.CharField("不予公开理由", max_length=10, blank=True)
    reason = models.CharField("理由说明", max_length=500, blank=True)
    open_by = models.DateField("公开时间", null=True, blank=True)
    channels = models.JSONField("公开渠道", default=list)
    opened_on = models.DateField("评估后认定公开日期", null=True, blank=True)
    due_on = models.DateField("公开期限", null=True, blank=True)
    assessed_on = models.DateField("最近评估日期", null=True, blank=True)
    reassess_on = models.DateField("下次评估日期", null=True, blank=True)
    source = models.CharField("来源", max_length=20, choices=Source.choices, default=Source.ENTERED)
    revision = models.PositiveIntegerField("修订号", default=1)

    open_work: ClassVar = (Stays("organ", "公文属于制作它的机关，机关终止后由后继机关的人员按机构沿革接办"),)

    class Meta:
        """A number names one document of a government; what is closed says why."""

        verbose_name = "公文登记"
        constraints = [
            models.UniqueConstraint(fields=["government", "document_no"], name="registered_number_once"),
            models.CheckConstraint(
                condition=Q(attribute=Attribute.CLOSED) ^ Q(reason_code=""), name="registered_closed_why"
            ),
            models.CheckConstraint(
                condition=~Q(title="") | Q(attribute=Attribute.CLOSED), name="registered_title_or_closed"
            ),
        ]
        indexes = [
            models.Index(fields=["government", "-made_on", "-id"], name="registered_newest"),
            models.Index(fields=["organ", "-made_on", "-id"], name="registered_of_an_organ"),
            models.Index(fields=["government", "attribute", "due_on"], name="registered_due"),
            models.Index(fields=["government", "attribute", "reassess_on"], name="registered_to_assess"),
        ]

    def __str__(self) -> str:
        return f"{self.document_no} {self.shown_title}"

    @property
    def shown_title(self) -> str:
        """The title, or that it is withheld and for which ground."""
        if self.title:
            return self.title
        ground = reasons().get(self.reason_code)
        return f"（不登记标题：{ground.label if ground else '不予公开'}）"

    @property
    def ground(self) -> str:
        """The ground for not opening, with its article; empty when there is none."""
        found = reasons().get(self.reason_code)
        return f"{found.label}（{found.article}）" if found else ""


class ClosedShareAlert(models.Model):
    """Above how many per cent of 不予公开 a government is alerted, from a day on; null: not at all."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="closed_share_alerts")
    percent = models.PositiveSmallIntegerField("提醒比例", null=True, blank=True)
    from_on = models.DateField("施行日期")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "不予公开比例提醒"
        constraints = [
            models.UniqueConstraint(fields=["government", "from_on"], name="closed_share_alert_once_a_day"),
        ]
