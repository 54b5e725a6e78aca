"""How does a filing begin? Its organ opens it, or the county office opens the whole year at once."""

from __future__ import annotations

from datetime import date

from yangguang.annualreport.filing.aggregating import PARTS
from yangguang.annualreport.filing.default_routes import DEFAULT_ROUTES
from yangguang.annualreport.filing.due import last_day_covered
from yangguang.annualreport.filing.machine import DRAFTERS, FILING
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.form.editions import Edition, edition_for
from yangguang.annualreport.models import ReportKind
from yangguang.organisations.approval.routing import define_missing_route
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Organ
from yangguang.organisations.selectors import foi_subjects, with_successors
from yangguang.organisations.services.locking import living_organ, locked_government, locked_organ
from yangguang.organisations.viewers import Acting, Viewer, acting_as, actor_of
from yangguang.workflow.acts import acts
from yangguang.workflow.machine import Refused


def open_filing(*, viewer: Viewer, body: Organ, year: int, kind: ReportKind | None = None) -> Filing:
    """Begin the report of `body` on `year` (条例第四十九条); `kind` is settled by the organ when left out.

    An organ that has ended leaves its report to whoever succeeded it. Raises `Refused`.
    """
    kind = kind or kind_of(body)
    with acts():
        held_body = locked_organ(body.pk, viewer.government)
        organ = _organ_for(held_body, viewer, kind)
        actor = _opener(viewer, organ, kind)
        _form_for(year, viewer.today)
        if sentence := refusal_of_duty(held_body, year, kind, viewer.today):
            raise Refused(sentence)
        if Filing.objects.filter(body=held_body, year=year, kind=kind).exists():
            raise Refused(f"“{held_body.name}”{year}年的报告已经开始编制")
        return _begin(Filing(body=held_body, organ=organ, year=year, kind=kind), actor)


def open_year(*, viewer: Viewer, year: int) -> list[Filing]:
    """Begin every report owed on `year` that nobody has begun; sets the default routes that are missing.

    Only the county office. Raises `Refused`.
    """
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "布置年度报告")
    _form_for(year, viewer.today)
    with acts():
        locked_government(viewer.government)  # many organs are held next, in no order of their own
        set_missing_routes(viewer)
        begun = set(
            Filing.objects.filter(government=viewer.government, year=year).values_list("body", "kind")
        )
        opened = []
        for body, kind in duties(viewer.government, year):
            if (body.pk, kind.value) in begun:
                continue
            organ = _organ_for(body, viewer, kind)
            opened.append(_begin(Filing(body=body, organ=organ, year=year, kind=kind), actor))
    return opened


def set_missing_routes(viewer: Viewer) -> None:
    """Set the default route of each kind of report for which the county has set none yet."""
    for default in DEFAULT_ROUTES:
        define_missing_route(viewer=viewer, thing=default.thing, name=default.name, steps=default.steps)


def duties(government: int, year: int) -> list[tuple[Organ, ReportKind]]:
    """Who owes which report on `year`: the subjects on its last day, the office, and the government itself.

    Vertical units report inside their system (30号 二（二）), enterprises by other rules (条例第五十五条).
    """
    last = last_day_covered(year)
    parts = foi_subjects(government, last).filter(kind__in=sorted(PARTS), vertical=False)
    agencies = [(organ, ReportKind.AGENCY) for organ in parts.select_related("government")]
    pillars = {
        organ.kind: organ
        for organ in Organ.objects.filter(government=government, kind__in=[Kind.OFFICE, Kind.GOVERNMENT])
        .order_by("from_on")
        .select_related("government")
        if organ.lives_on(last)
    }
    own = {Kind.OFFICE: ReportKind.GOVERNMENT_ORGAN, Kind.GOVERNMENT: ReportKind.AGGREGATE}
    return [*((pillars[of], kind) for of, kind in own.items() if of in pillars), *agencies]


def kind_of(body: Organ) -> ReportKind:
    """Which of the three reports an organ writes."""
    kinds = {Kind.OFFICE: ReportKind.GOVERNMENT_ORGAN, Kind.GOVERNMENT: ReportKind.AGGREGATE}
    return kinds.get(Kind(body.kind), ReportKind.AGENCY)


def refusal_of_duty(body: Organ, year: int, kind: ReportKind, today: date) -> str | None:
    """Why an organ does not owe this report; while the year runs, today's organs are asked."""
    if kind is not kind_of(body):
        return f"“{body.name}”不编制“{kind.label}”报告"
    if body.vertical:
        return f"“{body.name}”实行垂直管理，在本系统内报送"
    if kind is not ReportKind.AGENCY:
        return None
    day = min(last_day_covered(year), today)
    if body.kind not in {one.value for one in PARTS}:
        return f"“{body.name}”（{body.get_kind_display()}）不编制行政机关的年度报告"
    if not foi_subjects(body.government_id, day).filter(pk=body.pk).exists():
        return f"“{body.name}”在{day}没有认定为公开主体"
    return None


def _form_for(year: int, today: date) -> Edition:
    form = edition_for(year)
    if form is None:
        raise Refused(f"{year}年没有法定的年度报告格式")
    if year > today.year:
        raise Refused(f"{year}年还没有开始")
    return form


def _organ_for(body: Organ, viewer: Viewer, kind: ReportKind) -> Organ:
    """Where the report is worked on: the office for the county's, a successor for an organ that has ended."""
    if kind is ReportKind.AGGREGATE:
        office = Organ.objects.filter(
            government=viewer.government, kind=Kind.OFFICE, to_on__isnull=True
        ).first()
        if office is None:
            raise Refused("没有县政府办公室，不能编制本级政府的报告")
        return living_organ(office.pk, viewer.government, viewer.today)
    if body.lives_on(viewer.today):
        return living_organ(body.pk, viewer.government, viewer.today)
    heirs = Organ.objects.filter(pk__in=with_successors(body)).order_by("pk")
    living = [organ for organ in heirs if organ.lives_on(viewer.today)]
    chosen = next((organ for organ in living if viewer.acts_for(organ.pk)), next(iter(living), None))
    if chosen is None:
        raise Refused(f"“{body.name}”已经终止，也没有后继机关")
    return living_organ(chosen.pk, viewer.government, viewer.today)


def _opener(viewer: Viewer, organ: Organ, kind: ReportKind) -> Acting:
    own = viewer.standing(*DRAFTERS, organ=organ.pk)
    if own is not None and kind is not ReportKind.AGGREGATE:
        return actor_of(viewer, own)
    return acting_as(viewer, (Role.COUNTY_OFFICE,), f"替“{organ.name}”开始编制年度报告")


def _begin(filing: Filing, actor: Acting) -> Filing:
    filing.government_id = filing.body.government_id
    filing.edition = _form_for(filing.year, date.max).id
    facts = {"year": filing.year, "kind": str(filing.kind), "edition": filing.edition}
    with FILING.start(filing, "open", actor=actor, **facts):
        pass
    return filing
