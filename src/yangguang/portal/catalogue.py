"""The pages of the catalogue: the national layout, one column, one organ, an organ's column, all organs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from yangguang.annualreport.models import PublishedReport
from yangguang.annualreport.selectors import report_lines
from yangguang.catalogue.kinds import page_level
from yangguang.catalogue.layout import LaidOut, laid_out
from yangguang.catalogue.nodes import ColumnNode
from yangguang.catalogue.selectors import columns_of
from yangguang.disclosure.definitions import Show
from yangguang.disclosure.showing.blocks import BlockFacts
from yangguang.disclosure.showing.columns import news_of_columns
from yangguang.disclosure.showing.facts import ItemFacts, Party, Place
from yangguang.disclosure.showing.gathering import item_at
from yangguang.disclosure.showing.library import Holdings, holdings
from yangguang.disclosure.showing.lines import (
    Wanted,
    kinds,
    lines_in_column,
    lines_of_government,
    newest_lines,
    normative_types,
)
from yangguang.disclosure.showing.paging import Cursor, cursor_of
from yangguang.disclosure.showing.whose import government_shown, public_day
from yangguang.organisations.models import Government, Organ, in_force
from yangguang.portal.answering import frame_of, sent
from yangguang.portal.rendering.column import ColumnPage, LayoutPage, render_column, render_layout
from yangguang.portal.rendering.organ import OrganFacts, OrganPage, OrgansPage, render_organ, render_organs
from yangguang.portal.rendering.tree import tree_of
from yangguang.portal.rendering.words import column_address, organ_address

NEWEST = 10
PROFILE = "organ_profile"
Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class _Tree:
    """The columns of a page of a government on its day."""

    government: int
    day: date
    nodes: tuple[ColumnNode, ...]

    def node(self, code: str) -> ColumnNode:
        """The column called so; not found where there is none on these pages."""
        found = next((one for one in self.nodes if one.code == code), None)
        if found is None:
            raise Http404("没有这个栏目")
        return found


@require_safe
def layout_page(request: HttpRequest) -> HttpResponseBase:
    """政府信息公开: the four parts, the newest, every organ, and how to apply for what is not there."""
    government, day = government_shown(), public_day()
    nodes = columns_of(government.pk, day) if government else ()
    newest = newest_lines(government.pk, day, most=NEWEST) if government else ()
    organs = list(Organ.objects.filter(in_force(day), government=government)) if government else []
    facts = LayoutPage(
        frame=frame_of(request),
        tree=tree_of(nodes, "", column_address),
        newest=newest,
        organs=_by_kind(organs, lambda organ: Party(organ.pk, organ.name)),
    )
    return sent(request, render_layout(facts))


@require_safe
def column(request: HttpRequest, code: str) -> HttpResponseBase:
    """A column with its rows, newest first."""
    government, day = _government(), public_day()
    return _column(request, _Tree(government.pk, day, columns_of(government.pk, day)), code, None)


@require_safe
def organ_column(request: HttpRequest, number: int, code: str) -> HttpResponseBase:
    """The rows of a column that one organ made public."""
    government, day = _government(), public_day()
    organ = _organ(government, number)
    nodes = columns_of(government.pk, day, page_level(organ.kind))
    return _column(request, _Tree(government.pk, day, nodes), code, organ)


@require_safe
def organ(request: HttpRequest, number: int) -> HttpResponseBase:
    """An organ: how to reach it, what it does, what is newest in each of its columns, its reports."""
    government, day = _government(), public_day()
    held = _organ(government, number)
    profile = _profile(government, held, day)
    numbers = [node.pk for node in columns_of(government.pk, day, page_level(held.kind))]
    facts = OrganPage(
        frame=frame_of(request),
        organ=_facts(held),
        profile=profile.line if profile else None,
        duties=_duties(profile),
        news=news_of_columns(day, numbers, organ=held.pk),
        reports=tuple(report_lines(PublishedReport.objects.filter(body=held.name).order_by("-year"))),
    )
    return sent(request, render_organ(facts))


@require_safe
def organs(request: HttpRequest) -> HttpResponseBase:
    """Every organ that lives today, by its kind."""
    government, day = government_shown(), public_day()
    rows = list(Organ.objects.filter(in_force(day), government=government)) if government else []
    return sent(request, render_organs(OrgansPage(frame_of(request), _by_kind(rows, _facts))))


def _column(request: HttpRequest, tree: _Tree, code: str, organ: Organ | None) -> HttpResponseBase:
    node, day = tree.node(code), tree.day
    before, after = cursors(request)
    mine = organ.pk if organ else None
    below = [one.pk for one in tree.nodes if one.parent == node.pk]
    official = laid_out(node.code)
    own = f"{organ_address(organ.pk)}columns/" if organ else ""
    facts = ColumnPage(
        frame=frame_of(request),
        tree=tree_of(tree.nodes, code, lambda one: f"{own}{one}/" if own else column_address(one)),
        column=Place(node.pk, node.code, node.path),
        says=official.says if official else "",
        rows=lines_in_column(node.pk, day, organ=mine, before=before, after=after),
        news=news_of_columns(day, below, organ=mine) if below else (),
        at_head=before is None and after is None,
        organ=Party(organ.pk, organ.name) if organ else None,
        holdings=_holdings(official, tree) if organ is None else None,
    )
    return sent(request, render_column(facts))


def _holdings(official: LaidOut | None, tree: _Tree) -> Holdings | None:
    """How many normative documents there are, where the column is the one in which they stand."""
    normative = normative_types()
    stand_in = {article for key in normative for article in kinds()[key].columns}
    if official is None or official.article not in stand_in:
        return None
    return holdings(tree.government, tree.day, normative)


def cursors(request: HttpRequest) -> tuple[Cursor | None, Cursor | None]:
    """The place in a list before which, or after which, rows are asked for; what is none is not found."""
    words = request.GET.get("before", ""), request.GET.get("after", "")
    found = cursor_of(words[0]), cursor_of(words[1])
    if any(word and place is None for word, place in zip(words, found, strict=True)):
        raise Http404("没有这一页")
    return found


def _government() -> Government:
    government = government_shown()
    if government is None:
        raise Http404("没有这个页面")
    return government


def _organ(government: Government, number: int) -> Organ:
    held = Organ.objects.filter(pk=number, government=government).first() if number < 2**63 else None
    if held is None:
        raise Http404("没有这个机构")
    return held


def _profile(government: Government, organ: Organ, day: date) -> ItemFacts | None:
    """Its newest released 机关职能."""
    wanted = Wanted(types=(PROFILE,), organ=organ.pk)
    newest = lines_of_government(government.pk, day, wanted, size=1).rows
    found = item_at(government.pk, day, number=newest[0].number) if newest else None
    return found if isinstance(found, ItemFacts) else None


def _duties(profile: ItemFacts | None) -> tuple[BlockFacts, ...]:
    """What the profile says of duties and divisions; how to reach the organ stands beside it."""
    wanted = (Show.PROSE, Show.PEOPLE, Show.LINKS)
    return tuple(block for block in profile.blocks if block.shows in wanted) if profile else ()


def _by_kind(rows: list[Organ], fact: Callable[[Organ], Fact]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Each kind of organ by its name, with what is told of the organs of it."""
    kinds = {row.kind: row.get_kind_display() for row in rows}
    return tuple((name, tuple(fact(row) for row in rows if row.kind == kind)) for kind, name in kinds.items())


def _facts(organ: Organ) -> OrganFacts:
    return OrganFacts(
        number=organ.pk,
        name=organ.name,
        kind=organ.get_kind_display(),
        credit_code=organ.uscc,
        address=organ.office_address,
        hours=organ.office_hours,
        phone=organ.phone,
        fax=organ.fax,
        postcode=organ.postcode,
        email=organ.email,
        ended_on=organ.to_on.isoformat() if organ.to_on else "",
    )
