"""How does an organ look? Who it is and how to reach it, what it made public in each column, its reports."""

from __future__ import annotations

from dataclasses import dataclass

from yangguang.annualreport.selectors import ReportLine
from yangguang.disclosure.showing.blocks import BlockFacts
from yangguang.disclosure.showing.columns import ColumnNews
from yangguang.disclosure.showing.facts import Line
from yangguang.portal.page import DISCLOSURE, Page
from yangguang.portal.rendering.frame import Frame, rendered
from yangguang.portal.rendering.words import organ_address


@dataclass(frozen=True, slots=True)
class OrganFacts:
    """How an organ is called and reached; what nobody entered is empty."""

    number: int
    name: str
    kind: str
    credit_code: str
    address: str
    hours: str
    phone: str
    fax: str
    postcode: str
    email: str
    ended_on: str
    """The last day of an organ that is no more, as it is shown."""

    @property
    def contacts(self) -> tuple[tuple[str, str], ...]:
        """What is known of it, each with its name."""
        every = (
            ("办公地址", self.address),
            ("办公时间", self.hours),
            ("联系电话", self.phone),
            ("传真", self.fax),
            ("邮编", self.postcode),
            ("电子邮箱", self.email),
            ("统一社会信用代码", self.credit_code),
        )
        return tuple((name, words) for name, words in every if words)


@dataclass(frozen=True, slots=True)
class OrganPage:
    """What the page of an organ is made from; `profile` is its released 机关职能, if there is one."""

    frame: Frame
    organ: OrganFacts
    profile: Line | None
    duties: tuple[BlockFacts, ...]
    news: tuple[ColumnNews, ...]
    reports: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class OrgansPage:
    """What the list of organs is made from: organs under the name of their kind."""

    frame: Frame
    kinds: tuple[tuple[str, tuple[OrganFacts, ...]], ...]


def render_organ(facts: OrganPage) -> bytes:
    """The page of an organ."""
    organ = facts.organ
    page = Page(
        organ.name,
        f"{organ.name}的机构职能、联系方式和主动公开的政府信息",
        column="disclosure",
        crumbs=(DISCLOSURE, ("机构", "/organs/"), (organ.name, "")),
        keywords=f"{organ.name},机构职能,政府信息公开",
        own_column=organ.name,
        own_column_type="政府信息公开",
        feed=organ_address(organ.number),
    )
    return rendered("portal/organ.html", facts.frame, page, facts=facts, organ=organ)


def render_organs(facts: OrgansPage) -> bytes:
    """Every organ, with how to reach it."""
    page = Page(
        "机构",
        f"{facts.frame.site.name}各公开机构的联系方式和主动公开的政府信息",
        column="disclosure",
        crumbs=(DISCLOSURE, ("机构", "")),
        keywords="政府信息公开,机构职能,联系方式",
    )
    return rendered("portal/organs.html", facts.frame, page, kinds=facts.kinds)
