"""Which clean-ups did the county hold? One a year ago, its result announced; one that runs now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from yangguang.disclosure.content import draft_of
from yangguang.disclosure.demo.county import County, pattern_of
from yangguang.disclosure.demo.files import Files
from yangguang.disclosure.demo.lives import Life, reviewed
from yangguang.disclosure.demo.plans import SEED, Place, Plan, working_day
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.normative.models import CleanUp
from yangguang.disclosure.normative.services.cleaning_up import (
    Round,
    begin_clean_up,
    let_the_rest_continue,
    put_forward,
    say,
)
from yangguang.disclosure.normative.services.publishing_results import (
    ANNOUNCEMENT,
    draft_results,
    publish_results,
)
from yangguang.disclosure.normative.states import Verdict
from yangguang.disclosure.normative.tasks import name_results
from yangguang.disclosure.services.drafting import save_draft
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.viewers import Viewer

BEGUN_AGO, BEGINS_AGO = 330, 24
"""So many days before today the finished round and the running one were begun."""
LASTS, HOLDS_AFTER = timedelta(days=60), timedelta(days=75)
SAYING_DAYS = 20
FAR = timedelta(days=400)
"""What ends sooner by itself is left to do so."""
BASIS = "《阳光县行政规范性文件管理办法》"
REASONS = {
    Verdict.CONTINUE: "",
    Verdict.AMEND: "办理时限和材料要求与现行规定不一致，拟修改",
    Verdict.REPEAL: "主要内容已由新的规定调整",
    Verdict.DECLARE: "上级已有新的规定，实际上不再执行",
}


def cleaned_up(county: County, files: Files) -> Iterator[Iterator[datetime]]:
    """The two rounds, each as something that is waited for."""
    yield _finished(county, files)
    yield _running(county)


def _finished(county: County, files: Files) -> Iterator[datetime]:
    """Begun, said, decided and published; the list of results goes the usual way."""
    begun = working_day(county.today - timedelta(days=BEGUN_AGO), county.calendar)
    yield _moment(begun)
    clean_up = _begin(county, begun)
    yield from _said(county, clean_up, begun, left_out=0.1)
    on = county.calendar.nth_working_day_after(begun, SAYING_DAYS + 5)
    yield _moment(on)
    keeper = county.people.of(Role.COUNTY_OFFICE, 0, on)
    if clean_up.entries.filter(verdict="").exists():
        let_the_rest_continue(_fresh(clean_up), viewer=keeper)
    clean_up = put_forward(_fresh(clean_up), viewer=keeper, revision=_fresh(clean_up).revision)
    on = county.calendar.nth_working_day_after(on, 4)
    yield _moment(on)
    keeper = county.people.of(Role.COUNTY_OFFICE, 0, on)
    clean_up = publish_results(_fresh(clean_up), viewer=keeper, revision=clean_up.revision)
    on = county.calendar.nth_working_day_after(on, 1)
    yield _moment(on)
    yield from _announced(county, files, clean_up, on)


def _running(county: County) -> Iterator[datetime]:
    """Begun some weeks ago; not every organ has said its word."""
    begun = working_day(county.today - timedelta(days=BEGINS_AGO), county.calendar)
    yield _moment(begun)
    yield from _said(county, _begin(county, begun), begun, left_out=0.5)


def _begin(county: County, on: date) -> CleanUp:
    title = f"{on.year}年{on.month}月规范性文件清理"
    entered = Round(title, BASIS, from_on=on, to_on=on + LASTS, effective_on=on + HOLDS_AFTER)
    return begin_clean_up(viewer=county.people.of(Role.COUNTY_OFFICE, 0, on), entered=entered)


def _said(county: County, clean_up: CleanUp, begun: date, *, left_out: float) -> Iterator[datetime]:
    """Organ after organ says what becomes of its documents; some are left out."""
    rows = clean_up.entries.select_related("publication__publisher").order_by("publication__made_on", "pk")
    entries = list(rows)
    ending = next((row.pk for row in entries if _may_end(row.publication, begun)), None)
    organs = list(dict.fromkeys(row.publication.publisher_id for row in entries))
    for place, organ in enumerate(organs):
        on = county.calendar.nth_working_day_after(begun, 2 + place * SAYING_DAYS // len(organs))
        yield _moment(on) + timedelta(minutes=place)
        viewer = county.people.of(Role.LIAISON, organ, on)
        for row in entries:
            chance = Random(f"{SEED}:{row.publication.document_no}:{clean_up.title}").random()
            if row.publication.publisher_id != organ or (chance < left_out and row.pk != ending):
                continue
            may_end = _may_end(row.publication, begun)
            verdict = Verdict.DECLARE if row.pk == ending else _verdict(chance, may_end=may_end)
            row.clean_up = clean_up
            say(row, viewer=viewer, seen="", verdict=verdict.value, reason=REASONS[verdict])


def _may_end(publication: Publication, begun: date) -> bool:
    """Whether it is worth a word: it bears on no other document and is not about to end by itself."""
    ends_on = publication.in_force_to
    stands_alone = not any(words in publication.title for words in ("关于修改", "关于废止"))
    return stands_alone and (ends_on is None or ends_on > begun + FAR)


def _verdict(chance: float, *, may_end: bool) -> Verdict:
    if may_end and chance > 0.82:
        return Verdict.REPEAL if chance > 0.93 else Verdict.AMEND
    return Verdict.CONTINUE


def _announced(county: County, files: Files, clean_up: CleanUp, on: date) -> Iterator[datetime]:
    """The office's liaison drafts the list of results, and it becomes public."""
    office = next(one for one in county.places if one.kind == Kind.OFFICE)
    life = Life(county, files, Plan(f"clean-up-{clean_up.from_on}", ANNOUNCEMENT, office, on, "published"))
    life.at = _moment(on)
    life.item = _drafted(county, clean_up, office, life.drafter, life.plan)
    yield from reviewed(life)
    name_results()


def _drafted(county: County, clean_up: CleanUp, office: Place, viewer: Viewer, plan: Plan) -> Item:
    revision = _fresh(clean_up).revision
    item = draft_results(_fresh(clean_up), viewer=viewer, revision=revision, organ=office.pk)
    draft = draft_of(item).changed(
        columns=county.columns_of(plan, pattern_of(plan), ""),
        source=office.name,
        keywords=("规范性文件清理",),
        summary=f"{clean_up.title}的结果。",
    )
    return save_draft(item, viewer=viewer, revision=item.revision, draft=draft)


def _fresh(clean_up: CleanUp) -> CleanUp:
    return CleanUp.objects.get(pk=clean_up.pk)


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(10), timezone.get_default_timezone())
