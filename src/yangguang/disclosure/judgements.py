"""What is kept of what others found of an item: may it be open, is it legal, what did a clean-up say?"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from yangguang.disclosure.states import Determination, Ending, Legality, LegalityNeed, Opinion, Referred
from yangguang.organisations.models import Government, Organ
from yangguang.organisations.open_work import Stays


class NormativeRule(models.Model):
    """How a government keeps its normative documents, from a day on; a newer row holds from its own day."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="normative_rules")
    from_on = models.DateField("施行日期")
    legality = models.CharField("合法性审核", max_length=20, choices=LegalityNeed.choices)
    pattern = models.CharField("统一登记编号规则", max_length=60)
    remind_days = models.PositiveIntegerField("有效期届满提醒天数")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        """One a day."""

        verbose_name = "规范性文件管理规定"
        constraints = [
            models.UniqueConstraint(fields=["government", "from_on"], name="normative_rule_once_a_day"),
        ]


class LegalityReview(models.Model):
    """What the legal reviewers said of one text of a normative document. Triggers refuse any change.

    `hash` is that of the text (`legal_text_of`): when the text changes, the review is one of another text.
    """

    item = models.ForeignKey("disclosure.Item", on_delete=models.PROTECT, related_name="legality_reviews")
    hash = models.CharField("所审文本", max_length=64)
    opinion = models.CharField("审核意见", max_length=20, choices=Legality.choices)
    document_no = models.CharField("审核文号", max_length=80)
    note = models.CharField("意见说明", max_length=500, blank=True)
    reviewed_on = models.DateField("审核日期")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("身份", max_length=120)
    at = models.DateTimeField("录入时间")

    open_work: ClassVar = (
        Stays("organ", "审核意见属于当时的审核机关"),
        Stays("by", "审核意见属于录入的人"),
    )

    class Meta:
        verbose_name = "合法性审核"

    def __str__(self) -> str:
        return f"{self.get_opinion_display()}（{self.document_no}）"


class Declaration(models.Model):
    """What a clean-up ends, from a day on; `result` is the item that publishes its results, if any."""

    publication = models.ForeignKey(
        "disclosure.Publication", on_delete=models.PROTECT, related_name="declarations"
    )
    from_on = models.DateField("自何日起")
    how = models.CharField("清理结论", max_length=20, choices=Ending.choices)
    reason = models.CharField("理由", max_length=500)
    result = models.ForeignKey(
        "disclosure.Item", on_delete=models.PROTECT, null=True, blank=True, related_name="declares"
    )

    class Meta:
        verbose_name = "清理结论"


class Referral(models.Model):
    """A doubt that the organ could not settle was put to those who determine (条例第十七条第三款)."""

    item = models.ForeignKey("disclosure.Item", on_delete=models.PROTECT, related_name="referrals")
    hash = models.CharField("所报版本", max_length=64)
    referred_to = models.CharField("报请机关", max_length=20, choices=Referred.choices)
    question = models.CharField("报请事项", max_length=500)
    asked_on = models.DateField("报请日期")
    determination = models.CharField("确定结果", max_length=20, choices=Determination.choices, blank=True)
    determined_on = models.DateField("确定日期", null=True, blank=True)
    document_no = models.CharField("确定文书文号", max_length=80, blank=True)
    basis = models.CharField("确定依据", max_length=500, blank=True)

    class Meta:
        verbose_name = "报请确定"


class Consultation(models.Model):
    """Another agency was asked about information that concerns it (协商、确认, 条例第十一条)."""

    item = models.ForeignKey("disclosure.Item", on_delete=models.PROTECT, related_name="consultations")
    agency = models.CharField("协商机关", max_length=120)
    question = models.CharField("协商事项", max_length=500)
    asked_on = models.DateField("去函日期")
    opinion = models.CharField("意见", max_length=20, choices=Opinion.choices, blank=True)
    answer = models.CharField("答复内容", max_length=500, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.CharField("答复人", max_length=60, blank=True)
    settlement = models.CharField("不同意时的处理", max_length=500, blank=True)

    class Meta:
        verbose_name = "协商记录"
