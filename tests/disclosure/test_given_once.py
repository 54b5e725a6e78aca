"""What is given once: an index number is never another item's, nor another; a day of release stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.disclosure.making import make_item, make_publishing_county, make_released, seen
from tests.organisations.making import County
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.services.drafting import drop

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return make_publishing_county()


def test_an_index_number_is_never_given_again(county: County) -> None:
    first = make_item(county)
    drop(first, viewer=seen(county, "联络员"), revision=first.revision, reason="重复")
    second = make_item(county)
    assert (first.index_no, second.index_no) == ("教育局码/2026-00001", "教育局码/2026-00002")
    second.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_an_index_number_and_a_day_of_release_are_never_changed(county: County) -> None:
    item = make_released(county)
    kept = Publication.objects.get(pk=item.pk)
    earlier = kept.released_at - timedelta(days=30)
    for change in (
        lambda: Item.objects.filter(pk=item.pk).update(index_no="另一个"),
        lambda: Publication.objects.filter(pk=item.pk).update(index_no="另一个"),
        lambda: Publication.objects.filter(pk=item.pk).update(released_at=earlier),
    ):
        refused = pytest.raises(DatabaseError, match="索引号和发布日期一经记下，不能更改")
        with refused, transaction.atomic():
            change()
    found = Publication.objects.get(pk=item.pk)
    assert (found.released_at, found.index_no) == (kept.released_at, kept.index_no)
