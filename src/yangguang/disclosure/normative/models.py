"""What is kept of makers, registrations, filing records, ends that were recorded, and clean-ups?"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.normative.states import State, Verdict
from yangguang.disclosure.states import Ending
from yangguang.organisations.models import Government, Organ, days_in_order
from yangguang.organisations.open_work import Stays


class Maker(models.Model):
    """An organ may make normative documents from a day to a last day (制定主体清单, publicly listed)."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="maker_rows")
    from_on = models.DateField("自何日起")
    to_on = models.DateField("至何日止", null=True, blank=True)
    basis = models.CharField("依据", max_length=200)

    open_work: ClassVar = (Stays("organ", "制定主体按机关逐个认定，后继机关另行列入"),)

    class Meta:
        """Days of one organ do not overlap: the service sees to it under the government's lock."""

        verbose_name = "规范性文件制定主体"
        constraints = [days_in_order("maker_days_in_order")]
        indexes = [models.Index(fields=["organ", "from_on"], name="maker_of_an_organ")]

    def __str__(self) -> str:
        return self.organ.name


class Registration(models.Model):
    """The unified number of a document (统一登记编号); given once, never changed, never used again."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, primary_key=True, related_name="registration")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    beginning = models.CharField("编号起头", max_length=60)
    running = models.PositiveIntegerField("流水号")
    number = models.CharField("统一登记编号", max_length=70)
    registered_on = models.DateField("登记日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("身份", max_length=120)

    open_work: ClassVar = (Stays("by", "登记属于办理登记的人"),)

    class Meta:
        """One number a document, one document a number."""

        verbose_name = "统一登记"
        constraints = [
            models.UniqueConstraint(fields=["government", "number"], name="registration_number_once"),
            models.UniqueConstraint(
                fields=["government", "beginning", "running"], name="registration_running_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class FilingRecord(models.Model):
    """A document was sent to be put on record (备案): to whom, when, under which number it was taken."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="filing_records")
    authority = models.CharField("备案机关", max_length=120)
    sent_on = models.DateField("报送日期")
    number = models.CharField("备案号", max_length=80, blank=True)
    accepted_on = models.DateField("准予备案日期", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    open_work: ClassVar = (Stays("by", "备案记录属于录入的人"),)

    class Meta:
        """Once an authority."""

        verbose_name = "备案记录"
        constraints = [
            models.UniqueConstraint(fields=["publication", "authority"], name="filed_once_an_authority"),
        ]

    def __str__(self) -> str:
        return f"{self.authority}（{self.sent_on}）"


class RecordedEnd(models.Model):
    """The end of a document's validity stands in the record of events, with its last day."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, primary_key=True, related_name="recorded_end"
    )
    last_on = models.DateField("有效的最后一天")
    how = models.CharField("失效方式", max_length=20, choices=Ending.choices)

    class Meta:
        verbose_name = "已记录的失效"
        indexes = [models.Index(fields=["last_on"], name="recorded_end_by_day")]


class CleanUp(models.Model):
    """One round of looking through the documents in force (清理); `organs` none: those of every organ."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="clean_ups")
    title = models.CharField("名称", max_length=120)
    basis = models.CharField("依据", max_length=200)
    from_on = models.DateField("开始日期")
    to_on = models.DateField("完成日期")
    effective_on = models.DateField("结果施行日期")
    organs = models.JSONField("清理范围", default=list)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.OPEN)
    revision = models.PositiveIntegerField("修订号", default=1)
    result = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta:
        verbose_name = "规范性文件清理"
        constraints = [days_in_order("clean_up_days_in_order")]
        indexes = [models.Index(fields=["government", "-from_on"], name="clean_up_newest")]

    def __str__(self) -> str:
        return self.title


class CleanUpEntry(models.Model):
    """One document in a clean-up and what becomes of it; blank while nobody has said."""

    clean_up = models.ForeignKey(CleanUp, on_delete=models.PROTECT, related_name="entries")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="clean_ups")
    verdict = models.CharField("清理意见", max_length=20, choices=Verdict.choices, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField("提出时间", null=True, blank=True)

    open_work: ClassVar = (Stays("said_by", "清理意见属于提出的人"),)

    class Meta:
        """A document once a round."""

        verbose_name = "清理文件"
        constraints = [
            models.UniqueConstraint(fields=["clean_up", "publication"], name="cleaned_up_once_a_round"),
        ]
        indexes = [models.Index(fields=["clean_up", "verdict"], name="clean_up_by_verdict")]
