"""Which parts, page levels and vocabularies does a catalogue of government information know?"""

from __future__ import annotations

from django.db import models

from yangguang.organisations.kinds import Kind


class Part(models.TextChoices):
    """The parts of the national layout (国办公开办函〔2019〕61号), and what a county adds beside them."""

    GUIDE = "guide", "政府信息公开指南"
    SYSTEM = "system", "政府信息公开制度"
    CONTENT = "content", "法定主动公开内容"
    REPORT = "report", "政府信息公开年报"
    LOCAL = "local", "本地栏目"


class PageLevel(models.TextChoices):
    """On whose pages a column stands; article 21 speaks of a county and its departments together."""

    ANY = "any", "各级页面"
    COUNTY_AND_DEPARTMENTS = "county_department", "县级政府和部门页面"
    COUNTY = "county", "县级政府页面"
    DEPARTMENT = "department", "部门页面"
    TOWNSHIP = "township", "乡镇、街道页面"


class Vocabulary(models.TextChoices):
    """The lists of words by which information is classified."""

    DOCUMENT_KIND = "document_kind", "公文种类"
    SUBJECT = "subject", "主题分类"
    GENRE = "genre", "体裁"
    CLOSED_REASON = "closed_reason", "不予公开理由"


PAGES: dict[PageLevel, frozenset[PageLevel]] = {
    PageLevel.ANY: frozenset({PageLevel.COUNTY, PageLevel.DEPARTMENT, PageLevel.TOWNSHIP}),
    PageLevel.COUNTY_AND_DEPARTMENTS: frozenset({PageLevel.COUNTY, PageLevel.DEPARTMENT}),
    **{one: frozenset({one}) for one in (PageLevel.COUNTY, PageLevel.DEPARTMENT, PageLevel.TOWNSHIP)},
}
"""The three kinds of page, and on which of them a column of each level stands."""

LEVELS_OF_ORGANS = {
    Kind.GOVERNMENT: PageLevel.COUNTY,
    Kind.TOWNSHIP: PageLevel.TOWNSHIP,
    Kind.SUBDISTRICT: PageLevel.TOWNSHIP,
}


def stands_on(level: str, page: PageLevel) -> bool:
    """Whether a column of `level` stands on the pages of `page`: one of the three, or one that joins some."""
    return bool(PAGES[PageLevel(level)] & PAGES[page])


def page_level(kind: str) -> PageLevel:
    """Whose pages an organ of `kind` has; those of a department unless it is a government or township."""
    return LEVELS_OF_ORGANS.get(Kind(kind), PageLevel.DEPARTMENT)
