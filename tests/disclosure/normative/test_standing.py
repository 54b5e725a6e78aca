"""What ends or amends a document shows on every page that mentions it: released, corrected, taken down."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.disclosure.making import OTHER_POLICY, make_released
from tests.disclosure.normative.making import (
    correct,
    make_document,
    make_normative_county,
    make_public,
    remove,
    repeals,
    seen,
)
from tests.organisations.making import County
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.services.putting_forward import submit
from yangguang.disclosure.services.rebuilding import rebuild_validity
from yangguang.disclosure.services.taking_down import restore
from yangguang.disclosure.standing import standing_of
from yangguang.workflow.machine import Refused
from yangguang.workflow.models import Event

pytestmark = pytest.mark.django_db
OLD, MIDDLE, NEW = date(2026, 1, 10), date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture
def county(db: None) -> County:
    return make_normative_county()


def told(publication: Publication, day: date) -> tuple[str, date | None, str]:
    found = standing_of([publication.pk], day)[publication.pk]
    return found.status.value, found.since, found.by.title if found.by else ""


def test_a_repeal_shows_from_its_day_and_names_what_repealed(county: County) -> None:
    old = make_public(county, 1, made_on=OLD)
    new = make_public(county, 2, made_on=MIDDLE, effective_on=NEW, relations=repeals(old))
    assert told(old, date(2026, 8, 31)) == ("有效", OLD, "")
    assert told(old, NEW) == ("废止", NEW, "示例办法之2")
    assert told(new, date(2026, 8, 31)) == ("尚未施行", NEW, "")
    old.refresh_from_db()
    assert (old.in_force_to, old.ended_how, old.ended_by_id) == (date(2026, 8, 31), "repealed", new.pk)


def test_an_amendment_shows_while_it_is_in_force_and_ends_nothing(county: County) -> None:
    old = make_public(county, 1, made_on=OLD)
    make_public(
        county,
        2,
        made_on=MIDDLE,
        expires_on=date(2026, 8, 31),
        relations=repeals(old, kind="amends"),
    )
    assert told(old, date(2026, 5, 31)) == ("有效", OLD, "")
    assert told(old, MIDDLE) == ("有效（已修改）", MIDDLE, "示例办法之2")
    assert told(old, date(2026, 8, 31)) == ("有效（已修改）", MIDDLE, "示例办法之2")
    assert told(old, NEW) == ("有效", OLD, "")


def test_the_newest_amendment_is_named_and_one_taken_down_is_not(county: County) -> None:
    old = make_public(county, 1, made_on=OLD)
    make_public(county, 2, made_on=MIDDLE, relations=repeals(old, kind="amends"))
    newest = make_public(county, 3, made_on=NEW, relations=repeals(old, kind="amends"))
    assert told(old, NEW) == ("有效（已修改）", NEW, "示例办法之3")
    remove(county, newest)
    assert told(old, NEW) == ("有效（已修改）", MIDDLE, "示例办法之2")


def test_taking_down_revives_only_as_derived_and_restoring_ends_again(county: County) -> None:
    old = make_public(county, 1, made_on=OLD, expires_on=date(2026, 10, 31))
    new = make_public(county, 2, made_on=MIDDLE, relations=repeals(old))
    assert told(old, NEW) == ("废止", MIDDLE, "示例办法之2")
    item = remove(county, new)
    assert told(old, NEW) == ("有效", OLD, "")
    assert told(old, date(2026, 11, 1)) == ("失效", date(2026, 11, 1), "")
    restore(item, viewer=seen(county, "主任"), revision=item.revision, reason="核对无误")
    assert told(old, NEW) == ("废止", MIDDLE, "示例办法之2")


def test_a_chain_follows_when_its_middle_was_ended_before_it_began(county: County) -> None:
    oldest = make_public(county, 1, made_on=OLD)
    middle = make_public(county, 2, made_on=MIDDLE, effective_on=NEW, relations=repeals(oldest))
    assert told(oldest, NEW) == ("废止", NEW, "示例办法之2")
    newest = make_public(county, 3, made_on=date(2026, 7, 1), relations=repeals(middle))
    assert told(middle, NEW) == ("废止", date(2026, 7, 1), "示例办法之3")
    assert told(oldest, NEW) == ("有效", OLD, "")
    remove(county, newest)
    assert told(oldest, NEW) == ("废止", NEW, "示例办法之2")


def test_a_correction_of_the_days_moves_what_they_end(county: County) -> None:
    first, second = make_public(county, 1, made_on=OLD), make_public(county, 2, made_on=OLD)
    new = make_public(county, 3, made_on=MIDDLE, relations=repeals(first, second))
    correct(county, new, effective_on=NEW, relations=repeals(second))
    assert told(first, NEW) == ("有效", OLD, "")
    assert told(second, date(2026, 8, 31)) == ("有效", OLD, "")
    assert told(second, NEW) == ("废止", NEW, "示例办法之3")
    correct(county, second, expires_on=date(2026, 7, 31))
    assert told(second, NEW) == ("失效", date(2026, 8, 1), "")


def test_other_policy_documents_are_repealed_too(county: County) -> None:
    days = {"made_on": OLD, "document_no": "示策〔2026〕7号", "title": "示例通知"}
    notice = make_released(
        county,
        OTHER_POLICY,
        issuers=({"name": "教育局", "organ": None},),
        fields={},
        **days,
    )
    make_public(county, 2, made_on=MIDDLE, relations=repeals(notice.publication))
    assert told(notice.publication, MIDDLE) == ("废止", MIDDLE, "示例办法之2")


def test_circles_and_dead_relations_are_refused(county: County) -> None:
    first = make_public(county, 1, made_on=OLD)
    second = make_public(county, 2, made_on=OLD, relations=repeals(first))
    with pytest.raises(Refused, match=r"^文件之间不能循环修改、替代或者废止$"):
        correct(county, first, relations=repeals(second))
    draft = make_document(county, 3, relations=repeals(second))
    remove(county, second)
    before = Event.objects.count()
    with pytest.raises(Refused, match=r"^有1条相关信息不存在或者没有公开，请重新选择$"):
        submit(draft, viewer=seen(county, "联络员"), revision=draft.revision)
    draft.refresh_from_db()
    assert (draft.state, Event.objects.count()) == ("draft", before)


def test_every_standing_takes_two_statements_however_many(county: County) -> None:
    old = make_public(county, 1, made_on=OLD)
    every = [old, make_public(county, 2, made_on=MIDDLE, relations=repeals(old))]
    every += [make_public(county, 3, made_on=NEW, relations=repeals(every[1], kind="amends"))]
    with CaptureQueriesContext(connection) as captured:
        found = standing_of([one.pk for one in every], NEW)
    assert len(captured) == 2
    assert [found[one.pk].status.value for one in every] == ["废止", "有效（已修改）", "有效"]
    assert [found[one.pk].in_force for one in every] == [False, True, True]


def test_what_was_kept_wrong_is_found_and_put_right(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    old = make_public(county, 1, made_on=OLD)
    new = make_public(county, 2, made_on=MIDDLE, relations=repeals(old))
    Publication.objects.filter(pk=old.pk).update(in_force_to=None, ended_how="", ended_by=None)
    Publication.objects.filter(pk=new.pk).update(in_force_from=OLD)
    number = county.government.pk
    assert rebuild_validity(number, repair=False).wrong == (old.pk, new.pk)
    with pytest.raises(SystemExit):
        call_command("rebuild_validity", "--check")
    name = "示例县人民政府"
    assert capsys.readouterr().out == f"{name}：2 件，不一致 2 件（{old.pk}、{new.pk}）\n"
    call_command("rebuild_validity", government=number)
    call_command("rebuild_validity", "--check")
    said = f"{name}：2 件，已改正 2 件（{old.pk}、{new.pk}）\n{name}：2 件，全部一致\n"
    assert capsys.readouterr().out == said
    assert told(old, NEW) == ("废止", MIDDLE, "示例办法之2")
    assert Item.objects.get(pk=old.pk).state == "released"
