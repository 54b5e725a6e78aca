"""What is kept of an item, of its frozen versions, and of what the public sees of it?"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yangguang.catalogue.models import Column
from yangguang.disclosure.judgements import (
    Consultation,
    Declaration,
    LegalityReview,
    NormativeRule,
    Referral,
)
from yangguang.disclosure.serving import PublicFile
from yangguang.disclosure.states import (
    UNFINISHED,
    Ending,
    Ground,
    HoldKind,
    Kind,
    Openness,
    Opinion,
    Standing,
    State,
)
from yangguang.organisations.approval.models import Course, Route
from yangguang.organisations.approval.models import Version as ApprovalVersion
from yangguang.organisations.approval.selectors import course_of, route_for
from yangguang.organisations.models import Government, Organ
from yangguang.organisations.open_work import Holds, Stays

OTHER_TABLES = (PublicFile, Referral, Consultation, NormativeRule, LegalityReview, Declaration)
"""Tables of this room that stand in a module of their own."""
FAMILY = "disclosure"
"""The kind of thing for which a county sets the route of all its items."""


class Item(models.Model):
    """The working copy of one piece of information; `revision` grows with every move.

    What the public sees is `Publication`; what was put before others is `ItemVersion`. JSON fields hold lists
    in the order entered: `issuers` of {name, organ}, the lead first; `columns` of numbers; `relations` of
    {kind, item}; `attachments` of {file, name, media, size}; `fields` the values of the type by name;
    `authors` the numbers of everybody who ever wrote any of it. `version` is the number put forward last.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="items")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    authors = models.JSONField("起草人", default=list)
    type = models.CharField("信息类型", max_length=40)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField("修订号", default=1)
    version = models.PositiveIntegerField("版本", default=0)
    index_no = models.CharField("索引号", max_length=80)
    title = models.CharField("标题", max_length=200)
    document_no = models.CharField("文号", max_length=80, blank=True)
    issuers = models.JSONField("发文机关", default=list)
    document_kind = models.CharField("公文种类", max_length=40, blank=True)
    subject = models.CharField("主题分类", max_length=40, blank=True)
    genre = models.CharField("体裁分类", max_length=40, blank=True)
    made_on = models.DateField("成文日期", null=True, blank=True)
    changed_on = models.DateField("变更日期", null=True, blank=True)
    openness = models.CharField(
        "公开方式", max_length=20, choices=Openness.choices, default=Openness.PROACTIVE
    )
    source = models.CharField("来源", max_length=120, blank=True)
    keywords = models.JSONField("关键词", default=list)
    summary = models.CharField("内容概述", max_length=1500, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    columns = models.JSONField("栏目", default=list)
    relations = models.JSONField("相关信息", default=list)
    fields = models.JSONField("类型字段", default=dict)
    body = models.TextField("正文", blank=True)
    attachments = models.JSONField("附件", default=list)
    original = models.JSONField("原件", null=True, blank=True)
    interpretation = models.JSONField("解读安排", null=True, blank=True)
    scheduled_at = models.DateTimeField("定时发布", null=True, blank=True)
    return_reason = models.CharField("退回理由", max_length=500, blank=True)
    correction_note = models.CharField("更正说明", max_length=500, blank=True)
    released_at = models.DateTimeField("首次发布时间", null=True, blank=True)
    due_on = models.DateField("公开期限", null=True, blank=True)

    open_work: ClassVar = (Holds("信息发布", organ="organ", holder="handler", open=Q(state__in=UNFINISHED)),)

    class Meta:
        """An index number is given once and never again."""

        verbose_name = "公开信息"
        constraints = [
            models.UniqueConstraint(fields=["government", "index_no"], name="item_index_no_once"),
        ]
        indexes = [
            models.Index(fields=["government", "-id"], name="item_newest"),
            models.Index(fields=["organ", "-id"], name="item_of_an_organ"),
            models.Index(fields=["government", "state", "-id"], name="item_by_state"),
            models.Index(fields=["state", "scheduled_at"], name="item_scheduled"),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def course(self) -> Course | None:
        """Its way along its route; None before it was put forward and after it was taken back."""
        return course_of(self) if self.version else None

    @cached_property
    def route(self) -> Route | None:
        """The route it takes when it is put forward: the one it began with, else the one in use."""
        return self.course.route if self.course else route_for(self.things, self.organ)

    @property
    def things(self) -> tuple[str, str]:
        """The kinds of thing for which a county sets the route: its type, then all items."""
        return f"{FAMILY}.{self.type}", FAMILY


class ItemVersion(models.Model):
    """An item as it was put forward, frozen: `content` is canonical text, `hash` its SM3.

    Triggers in the database refuse any change.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    content = models.TextField("内容")
    hash = models.CharField("校验值", max_length=64)
    at = models.DateTimeField("冻结时间")
    approval = models.OneToOneField(ApprovalVersion, on_delete=models.PROTECT, related_name="item_version")

    class Meta:
        """One number an item."""

        verbose_name = "信息版本"
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="item_version_once")]

    def __str__(self) -> str:
        return f"{self.item} 第{self.number}版"

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The content as it was put together."""
        facts: dict[str, Any] = json.loads(self.content)
        return facts


class Publication(models.Model):
    """What stands at an item's public address now: a released version, or what is left of one.

    `released_at` is the first release and never changes. `in_force_from` to `in_force_to` (the last day) are
    projections of the validity, written by `validity_of` alone.
    """

    item = models.OneToOneField(Item, on_delete=models.PROTECT, primary_key=True, related_name="publication")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    publisher = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="publications")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    type = models.CharField("信息类型", max_length=40)
    index_no = models.CharField("索引号", max_length=80)
    title = models.CharField("标题", max_length=200)
    document_no = models.CharField("文号", max_length=80, blank=True)
    made_on = models.DateField("成文日期", null=True, blank=True)
    released_at = models.DateTimeField("发布时间")
    updated_at = models.DateTimeField("更新时间")
    corrections = models.JSONField("更正说明", default=list)
    due_on = models.DateField("公开期限", null=True, blank=True)
    standing = models.CharField("公开状态", max_length=20, choices=Standing.choices, default=Standing.PUBLIC)
    taken_down_at = models.DateTimeField("撤下时间", null=True, blank=True)
    ground = models.CharField("撤下原因", max_length=20, choices=Ground.choices, blank=True)
    take_down_reason = models.CharField("撤下说明", max_length=500, blank=True)
    in_force_from = models.DateField("生效日期", null=True, blank=True)
    in_force_to = models.DateField("失效前一日", null=True, blank=True)
    ended_how = models.CharField("失效方式", max_length=20, choices=Ending.choices, blank=True)
    ended_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="ended"
    )

    open_work: ClassVar = (Stays("publisher", "发布机构是发布当时的机关"),)

    class Meta:
        """Lists go by release, newest first."""

        verbose_name = "已公开信息"
        constraints = [
            models.UniqueConstraint(
                fields=["government", "document_no"],
                condition=~Q(document_no="") & Q(standing=Standing.PUBLIC),
                name="publication_document_no_once",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "-released_at", "-item"], name="publication_newest"),
            models.Index(fields=["publisher", "-released_at", "-item"], name="publication_of_an_organ"),
            models.Index(fields=["government", "type", "-released_at", "-item"], name="publication_by_type"),
            models.Index(
                fields=["government", "type", "-in_force_from", "-item", "in_force_to"],
                condition=Q(standing=Standing.PUBLIC),
                name="publication_in_force",
            ),
            models.Index(
                fields=["government", "type", "in_force_to"],
                condition=Q(standing=Standing.PUBLIC),
                name="publication_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Placement(models.Model):
    """A publication stands in a column; `released_at` is copied so that a list pages by one index."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="placements")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="+")
    publisher = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField("发布时间")

    open_work: ClassVar = (Stays("publisher", "发布机构是发布当时的机关"),)

    class Meta:
        """Once a column."""

        verbose_name = "信息所在栏目"
        constraints = [
            models.UniqueConstraint(fields=["publication", "column"], name="placed_once_a_column"),
        ]
        indexes = [
            models.Index(fields=["column", "-released_at", "-publication"], name="placement_in_column"),
            models.Index(
                fields=["publisher", "column", "-released_at", "-publication"], name="placement_of_an_organ"
            ),
        ]


class Relation(models.Model):
    """One publication bears on another; written when the first is released."""

    source = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="relations")
    target = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="related_from")
    kind = models.CharField("关系", max_length=20, choices=Kind.choices)
    effective_on = models.DateField("自何日起", null=True, blank=True)

    class Meta:
        """Once a kind; nothing bears on itself."""

        verbose_name = "信息关系"
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="related_once_a_kind"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="related_to_another"),
        ]
        indexes = [models.Index(fields=["target", "kind"], name="relation_to_a_target")]


class StoredFile(models.Model):
    """A file kept once, under the SM3 of its bytes."""

    digest = models.CharField("校验值", max_length=64, primary_key=True)
    media = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("大小")
    notes = models.JSONField("须人工核对", default=list)
    stored_at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = "文件"


class SecrecyReview(models.Model):
    """The answers to every question of the secrecy review, on one version. Triggers refuse any change."""

    approval = models.ForeignKey(ApprovalVersion, on_delete=models.PROTECT, related_name="secrecy_reviews")
    position = models.PositiveIntegerField("审批步骤")
    answers = models.JSONField("审查意见", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("身份", max_length=120)
    at = models.DateTimeField("时间")

    open_work: ClassVar = (Stays("by", "审查属于作出审查的人"),)

    class Meta:
        """Once a step of the route."""

        verbose_name = "保密审查"
        constraints = [
            models.UniqueConstraint(fields=["approval", "position"], name="secrecy_reviewed_once_a_step"),
        ]


class Consent(models.Model):
    """What another issuing organ of a joint item said of one version. Triggers refuse any change."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="consents")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    opinion = models.CharField("意见", max_length=20, choices=Opinion.choices)
    reason = models.CharField("理由", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("身份", max_length=120)
    at = models.DateTimeField("时间")

    open_work: ClassVar = (
        Stays("organ", "会签意见属于当时的机关"),
        Stays("by", "会签意见属于作出的人"),
    )

    class Meta:
        verbose_name = "联合发文会签"
        constraints = [models.UniqueConstraint(fields=["version", "organ"], name="consent_once_an_organ")]


class ConsentSought(models.Model):
    """Another issuing organ of a joint item is asked for its consent; it sees the item from then on."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="consents_sought")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")

    open_work: ClassVar = (Stays("organ", "会签请求属于发文时的机关"),)

    class Meta:
        verbose_name = "联合发文征求会签"
        constraints = [
            models.UniqueConstraint(fields=["item", "organ"], name="consent_sought_once_an_organ"),
        ]
        indexes = [models.Index(fields=["organ", "item"], name="consent_sought_of_an_organ")]


class Hold(models.Model):
    """An order that an item is not to be published from a day on; the publishing queue obeys."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField("决定机关", max_length=20, choices=HoldKind.choices)
    instrument = models.CharField("决定文书", max_length=200)
    from_on = models.DateField("自何日起")
    to_on = models.DateField("至何日止", null=True, blank=True)
    lifted_on = models.DateField("解除日期", null=True, blank=True)
    lift_reason = models.CharField("解除理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "暂缓公开"
        indexes = [models.Index(fields=["item"], name="hold_of_an_item")]


class InterpretationDuty(models.Model):
    """A released document waits for its interpretation: who owes it, by when, and what fulfilled it."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, primary_key=True, related_name="interpretation_duty"
    )
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("解读期限")
    fulfilled_by = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    open_work: ClassVar = (Holds("政策解读", organ="organ", open=Q(fulfilled_by__isnull=True)),)

    class Meta:
        verbose_name = "解读任务"
        indexes = [models.Index(fields=["organ", "due_on"], name="interpretation_owed")]
