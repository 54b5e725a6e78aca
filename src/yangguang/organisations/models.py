"""What is kept of governments, their organs, and who acts for them from when to when?"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yangguang.organisations.kinds import SINGLE_KINDS, Kind, Level, Role, SuccessionKind
from yangguang.organisations.open_work import Stays


def in_force(day: date, *, prefix: str = "") -> Q:
    """Rows whose days from `from_on` to `to_on` (the last day, or open) hold `day`."""
    begun = Q(**{f"{prefix}from_on__lte": day})
    return begun & (Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": day}))


def days_in_order(name: str) -> models.CheckConstraint:
    """The rule that a last day does not come before the first."""
    return models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name=name)


class Government(models.Model):
    """A county (or the city or province above it) on this installation."""

    name = models.CharField("名称", max_length=60, unique=True)
    level = models.CharField("层级", max_length=20, choices=Level.choices, default=Level.COUNTY)
    region_code = models.CharField("行政区划代码", max_length=12)
    site_code = models.CharField("网站标识码", max_length=12, blank=True)

    class Meta:
        verbose_name = "政府"

    def __str__(self) -> str:
        return self.name


class LocalRule(models.Model):
    """A period that a government has made tighter than the national one, from a day on."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="local_rules")
    name = models.CharField("法定数值", max_length=80)
    value = models.CharField("本地数值", max_length=10)
    from_on = models.DateField("施行日期")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "本地期限"
        constraints = [
            models.UniqueConstraint(fields=["government", "name", "from_on"], name="local_rule_once_a_day"),
        ]


class Organ(models.Model):
    """A body that acts in its own name; a renamed or reorganised one is a new row that succeeds the old."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="organs")
    code = models.CharField("机构编码", max_length=20)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    vertical = models.BooleanField("垂直管理", default=False)
    superior = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="below"
    )
    order = models.PositiveIntegerField("排序", default=0)
    from_on = models.DateField("成立日期")
    to_on = models.DateField("终止日期", null=True, blank=True)
    office_address = models.CharField("办公地址", max_length=200, blank=True)
    office_hours = models.CharField("办公时间", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真", max_length=60, blank=True)
    postcode = models.CharField("邮编", max_length=10, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    request_url = models.URLField("互联网申请地址", blank=True)
    contact_checked_on = models.DateField("联系方式核对日期", null=True, blank=True)

    open_work: ClassVar = (Stays("superior", "下级机构随机构改革一并归到后继机构"),)

    class Meta:
        verbose_name = "机构"
        ordering = ["order", "pk"]
        constraints = [
            days_in_order("organ_days_in_order"),
            models.UniqueConstraint(
                fields=["government", "code"], condition=Q(to_on__isnull=True), name="organ_code_once"
            ),
            models.UniqueConstraint(
                fields=["government", "name"], condition=Q(to_on__isnull=True), name="organ_name_once"
            ),
            models.UniqueConstraint(
                fields=["government", "uscc"],
                condition=Q(to_on__isnull=True) & ~Q(uscc=""),
                name="organ_credit_code_once",
            ),
            models.UniqueConstraint(
                fields=["government", "kind"],
                condition=Q(to_on__isnull=True, kind__in=sorted(SINGLE_KINDS)),
                name="organ_one_government_one_office",
            ),
        ]
        indexes = [models.Index(fields=["government", "order", "id"], name="organ_in_order")]

    def __str__(self) -> str:
        return self.name

    def lives_on(self, day: date) -> bool:
        """Whether the organ exists on `day`."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


class OrganAlias(models.Model):
    """Another name by which an organ is written or searched."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField("别名", max_length=120)

    open_work: ClassVar = (Stays("organ", "别名属于当时的机构"),)

    class Meta:
        verbose_name = "机构别名"
        constraints = [models.UniqueConstraint(fields=["organ", "name"], name="alias_once_an_organ")]


class SubjectDecision(models.Model):
    """Whether an organ is one to which the ordinance applies, decided by the county office on a day.

    行政性、外部性、独立性 are the three tests (30号 二（一）); a subject passes all of them.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="subject_decisions")
    is_subject = models.BooleanField("适用条例")
    administrative = models.BooleanField("行政性")
    external = models.BooleanField("外部性")
    independent = models.BooleanField("独立性")
    from_on = models.DateField("自何日起")
    basis = models.CharField("依据", max_length=200)

    open_work: ClassVar = (Stays("organ", "认定属于当时的机构"),)

    class Meta:
        verbose_name = "公开主体认定"
        constraints = [
            models.UniqueConstraint(fields=["organ", "from_on"], name="subject_decided_once_a_day"),
            models.CheckConstraint(
                condition=Q(is_subject=False) | Q(administrative=True, external=True, independent=True),
                name="subject_passes_all_tests",
            ),
        ]


class Succession(models.Model):
    """One organ's work came to another on a day; what is older stays with the organ of its day."""

    predecessor = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="succeeds")
    kind = models.CharField("方式", max_length=20, choices=SuccessionKind.choices)
    on = models.DateField("生效日期")
    matter = models.CharField("划转事项", max_length=200, blank=True)
    basis = models.CharField("依据", max_length=200)

    open_work: ClassVar = (
        Stays("predecessor", "沿革本身"),
        Stays("successor", "沿革本身"),
    )

    class Meta:
        verbose_name = "机构沿革"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "kind", "on"], name="succession_once"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
        ]


class Appointment(models.Model):
    """A person acts for an organ in one role, from a day to a last day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField("身份", max_length=20, choices=Role.choices)
    full_time = models.BooleanField("专职", default=False)
    from_on = models.DateField("起始日期")
    to_on = models.DateField("终止日期", null=True, blank=True)

    open_work: ClassVar = (
        Stays("organ", "机构终止时由机构改革一并转任"),
        Stays("user", "任职就是本人的任职"),
    )

    class Meta:
        verbose_name = "任职"
        constraints = [
            days_in_order("appointment_days_in_order"),
            models.UniqueConstraint(
                fields=["user", "organ", "role"],
                condition=Q(to_on__isnull=True),
                name="appointment_open_once",
            ),
        ]
        indexes = [models.Index(fields=["organ", "role"], name="appointment_of_an_organ")]

    def __str__(self) -> str:
        return f"{self.organ.name}{self.get_role_display()}"


class Deputyship(models.Model):
    """Somebody acts in another's appointment while that one is away."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="deputyships")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deputyships")
    from_on = models.DateField("起始日期")
    to_on = models.DateField("终止日期")
    reason = models.CharField("原因", max_length=100)

    open_work: ClassVar = (Stays("deputy", "代理到期自行终止"),)

    class Meta:
        verbose_name = "代理"
        constraints = [days_in_order("deputyship_days_in_order")]


class CaseOpening(models.Model):
    """A single case opened to a legal adviser, who sees no other."""

    adviser = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="openings")
    subject = models.CharField("对象类别", max_length=60)
    subject_id = models.CharField("对象", max_length=60)
    from_on = models.DateField("开放日期")
    to_on = models.DateField("截止日期", null=True, blank=True)
    reason = models.CharField("原因", max_length=200)

    class Meta:
        verbose_name = "案件开放"
        constraints = [
            days_in_order("opening_days_in_order"),
            models.UniqueConstraint(
                fields=["adviser", "subject", "subject_id"],
                condition=Q(to_on__isnull=True),
                name="opening_once",
            ),
        ]
