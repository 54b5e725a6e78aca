"""How far is an item, what does the public see of it, and how are two items related?"""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Where an item stands (条例第十七条：先审查、后公开)."""

    DRAFT = "draft", "起草中"
    REVIEW = "review", "审核中"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "待发布"
    RELEASED = "released", "已发布"
    URGENT = "urgent", "紧急发布待补审批"
    CORRECTING = "correcting", "更正中"
    TAKEN_DOWN = "taken_down", "已撤下"
    DROPPED = "dropped", "已作废"


EDITABLE = (State.DRAFT.value, State.RETURNED.value, State.CORRECTING.value)
"""States in which content may be changed."""

UNFINISHED = tuple(
    state.value for state in State if state not in {State.RELEASED, State.TAKEN_DOWN, State.DROPPED}
)
"""States in which an item is somebody's open work."""


class Standing(models.TextChoices):
    """What stands at an item's public address."""

    PUBLIC = "public", "公开"
    TOMBSTONE = "tombstone", "已撤下"
    BLANK_TOMBSTONE = "blank_tombstone", "已撤下（不显示标题）"


class Ground(models.TextChoices):
    """Why an item was taken down."""

    SECRECY = "secrecy", "涉及国家秘密"
    PRIVACY = "privacy", "涉及个人隐私或者商业秘密"
    WRONG = "wrong", "内容有误"
    ORDER = "order", "法院或者复议机关决定"
    WITHDRAWN_ACT = "withdrawn_act", "所公开的决定被变更、撤销、确认违法或者无效"
    OTHER = "other", "其他"


SENSITIVE_GROUNDS = (Ground.SECRECY.value, Ground.PRIVACY.value)
"""Grounds for which not even the title stays; what was taken down for them comes back only through review."""


class Openness(models.TextChoices):
    """In which way information is open (公开方式)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"


class Kind(models.TextChoices):
    """How one item bears on another."""

    AMENDS = "amends", "修改"
    REPLACES = "replaces", "替代"
    REPEALS = "repeals", "废止"
    INTERPRETS = "interprets", "解读"
    BASED_ON = "based_on", "依据"


ENDING_KINDS = (Kind.REPLACES.value, Kind.REPEALS.value)
"""Relations that end the validity of what they point at."""


class Ending(models.TextChoices):
    """How the validity of a document ended."""

    EXPIRED = "expired", "有效期届满"
    REPEALED = "repealed", "被废止"
    REPLACED = "replaced", "被替代"
    DECLARED = "declared", "清理后宣布失效"


class Legality(models.TextChoices):
    """What the legal reviewers found (合法性审核)."""

    LEGAL = "legal", "合法"
    AFTER_CHANGES = "after_changes", "修改后合法"
    ILLEGAL = "illegal", "不合法"


class LegalityNeed(models.TextChoices):
    """By when a government wants the legality of a normative document reviewed."""

    SUBMIT = "submit", "提交审核以前"
    RELEASE = "release", "发布以前"
    NOTED = "noted", "不作为发布条件，缺少的列出"


class HoldKind(models.TextChoices):
    """Who ordered that something is not to be published for now."""

    COURT = "court", "人民法院"
    RECONSIDERATION = "reconsideration", "行政复议机关"
    THIRD_PARTY = "third_party", "第三方异议期"


class Opinion(models.TextChoices):
    """What was answered to a question for consent."""

    AGREED = "agreed", "同意公开"
    REFUSED = "refused", "不同意公开"


class Referred(models.TextChoices):
    """To whom a doubt about secrecy is put (条例第十七条第三款)."""

    COUNTY_OFFICE = "county_office", "主管部门"
    SECRECY_OFFICE = "secrecy_office", "保密行政管理部门"


class Determination(models.TextChoices):
    """What was determined about a doubt."""

    OPEN = "open", "可以公开"
    CLOSED = "closed", "不予公开"
