"""What is kept of a move? An event nobody can edit, the head of its chain, each follower's place."""

from __future__ import annotations

from django.db import models

from yangguang.workflow.chain import GENESIS


class ChainHead(models.Model):
    """The newest link of one government's chain; every act locks it last."""

    government = models.BigIntegerField("政府", primary_key=True)
    sequence = models.BigIntegerField("序号", default=0)
    hash = models.CharField("校验值", max_length=64, default=GENESIS)

    class Meta:
        verbose_name = "记录链头"


class Event(models.Model):
    """One move, sign-in, export or reading of personal data. Triggers in the database refuse any change."""

    government = models.BigIntegerField("政府")
    sequence = models.BigIntegerField("序号")
    at = models.DateTimeField("时间")
    machine = models.CharField("流程", max_length=60)
    verb = models.CharField("动作", max_length=60)
    subject = models.CharField("对象类别", max_length=60)
    subject_id = models.CharField("对象", max_length=60)
    from_state = models.CharField("原状态", max_length=60, blank=True)
    to_state = models.CharField("新状态", max_length=60, blank=True)
    actor_id = models.CharField("经办人", max_length=60, blank=True)
    actor_name = models.CharField("经办人姓名", max_length=60, blank=True)
    actor_role = models.CharField("身份", max_length=60, blank=True)
    actor_organ = models.CharField("机关", max_length=120, blank=True)
    facts = models.TextField("事实", default="{}")
    previous_hash = models.CharField("前一条校验值", max_length=64)
    hash = models.CharField("校验值", max_length=64)

    class Meta:
        verbose_name = "记录"
        constraints = [
            models.UniqueConstraint(fields=["government", "sequence"], name="event_once_in_its_chain"),
        ]
        indexes = [
            models.Index(fields=["subject", "subject_id", "sequence"], name="event_of_a_thing"),
            models.Index(fields=["government", "machine", "sequence"], name="event_of_a_machine"),
        ]


class Cursor(models.Model):
    """How far a follower (search, pages, notices) has read one government's events."""

    follower = models.CharField("跟随者", max_length=60)
    government = models.BigIntegerField("政府")
    sequence = models.BigIntegerField("已读到", default=0)

    class Meta:
        verbose_name = "跟随进度"
        constraints = [
            models.UniqueConstraint(fields=["follower", "government"], name="cursor_once_a_follower"),
        ]
