"""What is kept of routes, of things on their way along one, of their versions and the decisions on them?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, Value

from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.states import OPEN, Scope, State, Verdict
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.lineage import Edge
from yangguang.organisations.models import Appointment, Government, Organ
from yangguang.organisations.open_work import Holds, Stays
from yangguang.organisations.selectors import edges_of

WROTE, DECIDED = "wrote", "decided"
"""Which hand somebody had in a version."""


class Route(models.Model):
    """One version of the way a kind of thing takes; never edited, a newer version retires it."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="routes")
    thing = models.CharField("事项", max_length=60)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="routes")
    kind = models.CharField("机构类别", max_length=20, choices=Kind.choices, blank=True)
    bound_to = models.CharField("适用范围", max_length=40, blank=True)
    name = models.CharField("名称", max_length=60)
    version = models.PositiveIntegerField("版本")
    retired_on = models.DateField("停用日期", null=True, blank=True)

    open_work: ClassVar = (Stays("organ", "停用机构的路线不再开始新的审批"),)

    class Meta:
        verbose_name = "审批路线"
        constraints = [
            models.UniqueConstraint(
                fields=["government", "thing", "bound_to", "version"], name="route_version_once"
            ),
            models.UniqueConstraint(
                fields=["government", "thing", "bound_to"],
                condition=Q(retired_on__isnull=True),
                name="route_in_use_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def way(self) -> list[RouteStep]:
        """Its steps in order."""
        return list(self.steps.order_by("position"))


class RouteStep(models.Model):
    """One step of a route. Triggers in the database refuse any change."""

    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveIntegerField("次序")
    name = models.CharField("名称", max_length=60)
    role = models.CharField("身份", max_length=20, choices=Role.choices)
    scope = models.CharField("机关范围", max_length=20, choices=Scope.choices)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    may_be_skipped = models.BooleanField("可以跳过", default=False)

    open_work: ClassVar = (Stays("organ", "指定机关终止后由其后继机关办理"),)

    class Meta:
        verbose_name = "审批步骤"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["route", "position"], name="step_once_a_route")]

    def step(self) -> Step:
        """The step as the rules see it."""
        return Step(self.name, Role(self.role), Scope(self.scope), self.organ_id, self.may_be_skipped)

    def written(self) -> dict[str, Any]:
        """The step as a course takes it along; `RouteStep(**written)` is the row again."""
        return {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}


@dataclass(frozen=True, slots=True)
class Hands:
    """Through whose hands a course has gone: the version decided on now, who wrote any of its versions,
    and who has agreed to the current one (skipping a step is no decision on content).
    """

    current: Version
    authors: frozenset[int]
    deciders: frozenset[int]


class Course(models.Model):
    """A thing on its way along the version of the route with which it began.

    `plan` holds the steps of that route as they were, so that they are read together with the lock; triggers
    in the database let neither be exchanged. `hash` is that of the current version.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField("对象类别", max_length=60)
    subject_id = models.CharField("对象", max_length=60)
    title = models.CharField("标题", max_length=200)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="courses")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="courses"
    )
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="courses")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RUNNING)
    position = models.PositiveIntegerField("当前步骤", default=0)
    version = models.PositiveIntegerField("当前版本", default=1)
    hash = models.CharField("当前版本校验值", max_length=64)
    plan = models.JSONField("路线步骤", default=list)

    open_work: ClassVar = (
        Holds("审批", organ="organ", holder="handler", open=Q(state__in=[state.value for state in OPEN])),
    )

    class Meta:
        verbose_name = "审批"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id"],
                condition=~Q(state=State.WITHDRAWN),
                name="course_once_a_thing",
            ),
        ]
        indexes = [models.Index(fields=["government", "state", "organ"], name="course_by_state")]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def steps(self) -> list[RouteStep]:
        """The steps of the route it began with, in order."""
        return [RouteStep(**written) for written in self.plan]

    @cached_property
    def hands(self) -> Hands:
        """Everybody who had a hand in it, and the current version; one statement."""
        written = Version.objects.filter(course=self).annotate(hand=Value(WROTE))
        decided = Decision.objects.filter(version__course=self, version__number=self.version)
        agreed = decided.exclude(verdict=Verdict.SKIPPED).annotate(hand=Value(DECIDED))
        named = ("version__pk", "version__number", "version__hash", "version__at", "by", "hand")
        rows = list(
            written.values_list("pk", "number", "hash", "at", "authors", "hand").union(
                agreed.values_list(*named), all=True
            )
        )
        pk, number, digest, at = next(row[:4] for row in rows if row[1] == self.version)
        current = Version(pk=pk, course=self, number=number, hash=digest, at=at)
        current._state.adding, current._state.db = False, self._state.db
        return Hands(
            current,
            authors=frozenset(row[4] for row in rows if row[5] == WROTE),
            deciders=frozenset(row[4] for row in rows if row[5] == DECIDED),
        )

    @cached_property
    def current(self) -> Version:
        """The version that is decided on now."""
        return self.hands.current

    @cached_property
    def lineage(self) -> list[Edge]:
        """Every succession in its government: who answers for an organ that a step names."""
        return edges_of(self.government_id)

    @property
    def step_now(self) -> RouteStep | None:
        """The step at which it waits; None when all are done."""
        return self.steps[self.position] if self.position < len(self.steps) else None


class Version(models.Model):
    """What was put forward, frozen by its hash, with the people who wrote it."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    hash = models.CharField("校验值", max_length=64)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    at = models.DateTimeField("提交时间")

    class Meta:
        verbose_name = "审批版本"
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="version_once_a_course")]


class Decision(models.Model):
    """What one person decided at one step on one version. Triggers in the database refuse any change."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="decisions")
    step = models.ForeignKey(RouteStep, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField("决定", max_length=20, choices=Verdict.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("身份", max_length=120)
    reason = models.CharField("理由", max_length=500, blank=True)
    on_paper = models.BooleanField("纸质签批", default=False)
    at = models.DateTimeField("时间")

    open_work: ClassVar = (Stays("by", "决定属于作出决定的人"),)

    class Meta:
        verbose_name = "审批决定"
        constraints = [
            models.UniqueConstraint(fields=["version", "step"], name="decided_once_a_step"),
        ]


class Slip(models.Model):
    """A 呈批单 printed for one step of one version, and the signed scan of it once that is recorded."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="slips")
    step = models.ForeignKey(RouteStep, on_delete=models.PROTECT, related_name="+")
    number = models.CharField("编号", max_length=40, unique=True)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField("打印时间")
    scan_hash = models.CharField("扫描件校验值", max_length=64, blank=True)
    signed_on = models.DateField("签批日期", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="slip"
    )

    open_work: ClassVar = (
        Stays("printed_by", "谁打印的不改"),
        Stays("recorded_by", "谁录入的不改"),
    )

    class Meta:
        verbose_name = "呈批单"
