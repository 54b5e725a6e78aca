"""The life of an item: drafted, reviewed for secrecy, decided by the leader, released."""

from __future__ import annotations

import pytest

from tests.disclosure.making import decide, make_item, make_publishing_county, put_forward, review_secrecy
from yangguang.disclosure.models import Placement, Publication
from yangguang.disclosure.states import Standing, State
from yangguang.workflow.models import Event

pytestmark = pytest.mark.django_db


def test_an_item_goes_from_draft_to_the_public() -> None:
    county = make_publishing_county()
    item = make_item(county)
    assert (item.state, item.revision, Publication.objects.count()) == (State.DRAFT, 1, 0)
    item = put_forward(county, item)
    assert item.state == State.REVIEW
    item = review_secrecy(county, item)
    assert (item.state, Publication.objects.count()) == (State.REVIEW, 0)
    item = decide(county, item)
    assert item.state == State.RELEASED
    publication = Publication.objects.get(pk=item.pk)
    assert (publication.standing, publication.title) == (Standing.PUBLIC, "关于秋季运动会的通知")
    assert publication.version.facts["body"] == "<p>运动会定于十二月举行。</p>"
    assert Placement.objects.filter(publication=publication).count() == 1
    events = Event.objects.filter(machine="item").order_by("pk").values_list("verb", "from_state", "to_state")
    assert list(events) == [
        ("begin", "", "draft"),
        ("submit", "draft", "review"),
        ("pass_on", "review", "review"),
        ("approve", "review", "approved"),
        ("release", "approved", "released"),
    ]
