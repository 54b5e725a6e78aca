"""What is kept of columns, of official and local words, and of the rule and the counters of index numbers?"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from yangguang.catalogue.kinds import PageLevel, Part, Vocabulary
from yangguang.organisations.models import Government, days_in_order


class Column(models.Model):
    """A column of a government's dated tree; never removed, ended with its last day, perhaps succeeded."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="columns")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")
    code = models.CharField("栏目编码", max_length=40)
    name = models.CharField("栏目名称", max_length=60)
    article = models.CharField("条例条款", max_length=10, blank=True)
    level = models.CharField("所在页面", max_length=20, choices=PageLevel.choices, default=PageLevel.ANY)
    part = models.CharField("所属部分", max_length=20, choices=Part.choices)
    order = models.PositiveIntegerField("排序", default=0)
    from_on = models.DateField("启用日期")
    to_on = models.DateField("停用日期", null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="succeeds"
    )

    class Meta:
        verbose_name = "栏目"
        ordering = ["order", "pk"]
        constraints = [
            days_in_order("column_days_in_order"),
            models.UniqueConstraint(fields=["government", "code"], name="column_code_once"),
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(to_on__isnull=True, parent__isnull=False),
                name="column_name_once_below_another",
            ),
            models.UniqueConstraint(
                fields=["government", "name"],
                condition=Q(to_on__isnull=True, parent__isnull=True),
                name="column_name_once_at_the_top",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="column_below_another"
            ),
        ]
        indexes = [models.Index(fields=["government", "order", "id"], name="column_in_order")]

    def __str__(self) -> str:
        return self.name

    def lives_on(self, day: date) -> bool:
        """Whether the column is in use on `day`."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


class Term(models.Model):
    """A word of a vocabulary from a day to a last day; official when it belongs to no government."""

    government = models.ForeignKey(
        Government, on_delete=models.PROTECT, null=True, blank=True, related_name="terms"
    )
    vocabulary = models.CharField("词表", max_length=20, choices=Vocabulary.choices)
    code = models.CharField("词条编码", max_length=40)
    name = models.CharField("词条名称", max_length=60)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")
    order = models.PositiveIntegerField("排序", default=0)
    from_on = models.DateField("启用日期")
    to_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "词条"
        ordering = ["order", "pk"]
        constraints = [
            days_in_order("term_days_in_order"),
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                condition=Q(government__isnull=True),
                name="official_term_code_once",
            ),
            models.UniqueConstraint(
                fields=["government", "vocabulary", "code"],
                condition=Q(government__isnull=False),
                name="local_term_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def lives_on(self, day: date) -> bool:
        """Whether the word is in use on `day`."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


class IndexPattern(models.Model):
    """How a government makes its index numbers from a day on; a newer rule holds from its own day."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="index_patterns")
    pattern = models.CharField("索引号规则", max_length=120)
    from_on = models.DateField("施行日期")

    class Meta:
        verbose_name = "索引号规则"
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["government", "from_on"], name="index_pattern_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.pattern


class IndexCounter(models.Model):
    """The last number given under one beginning; `key` is the government and that beginning."""

    key = models.CharField("起头", max_length=120, unique=True)
    last = models.PositiveBigIntegerField("最后一号")

    class Meta:
        verbose_name = "索引号流水"
