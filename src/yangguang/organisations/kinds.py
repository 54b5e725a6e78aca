"""Which kinds of organ, of role, of succession does the law of this office know?"""

from __future__ import annotations

from django.db import models


class Level(models.TextChoices):
    """How high a government stands."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"


class Kind(models.TextChoices):
    """What an organ is. The government and its office are two bodies (30号 二（二）)."""

    GOVERNMENT = "government", "县人民政府"
    OFFICE = "office", "县政府办公室"
    DEPARTMENT = "department", "部门"
    TOWNSHIP = "township", "乡镇"
    SUBDISTRICT = "subdistrict", "街道"
    ZONE = "zone", "开发区"
    DISPATCHED = "dispatched", "派出机构"
    ENTERPRISE = "enterprise", "公共企事业单位"
    PARTY_ORGAN = "party_organ", "党的工作机关加挂牌子"


class Role(models.TextChoices):
    """What a person does for an organ."""

    LIAISON = "liaison", "信息公开联络员"
    HANDLER = "handler", "承办人"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查员"
    ORGAN_LEADER = "organ_leader", "分管领导"
    FOI_HEAD = "foi_head", "政府信息公开工作机构负责人"
    LEGAL_REVIEWER = "legal_reviewer", "法制审核员"
    COUNTY_OFFICE = "county_office", "县政务公开科"
    COUNTY_LEADER = "county_leader", "县政府分管领导"
    SUPERVISOR = "supervisor", "政务公开监督员"
    LEGAL_ADVISER = "legal_adviser", "法律顾问"
    RECEPTION = "reception", "受理点工作人员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


class SuccessionKind(models.TextChoices):
    """How the work of one organ came to another."""

    MERGED = "merged", "合并"
    RENAMED = "renamed", "更名"
    SPLIT = "split", "拆分"
    POWERS_MOVED = "powers_moved", "职权划转"


SINGLE_KINDS = frozenset({Kind.GOVERNMENT, Kind.OFFICE})
"""Of these a government has one at a time."""

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""Three roles kept apart: nobody holds two of them (三员分立, GB/T 22239)."""

COUNTY_ROLES = frozenset({Role.COUNTY_OFFICE, Role.COUNTY_LEADER, Role.SUPERVISOR, *ADMINISTRATORS})
"""Roles that are held only for the government or its office."""

ENDING = frozenset({SuccessionKind.MERGED, SuccessionKind.RENAMED, SuccessionKind.SPLIT})
"""Successions with which the predecessor ends; powers may move between organs that both live on."""
