"""The moment that goes into a record: now, or the one that the demo stands at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from yangguang.workflow.acts import SYSTEM, acts, note
from yangguang.workflow.models import Event
from yangguang.workflow.moment import now, standing_at

THEN = datetime(2024, 3, 5, 2, 30, tzinfo=UTC)
EARLIER = datetime(2023, 3, 5, 2, 30, tzinfo=UTC)


def test_it_is_now_unless_one_stands_at_another_moment() -> None:
    before = timezone.now()
    assert before <= now() <= timezone.now()
    with standing_at(THEN):
        assert now() == THEN
        with standing_at(EARLIER):
            assert now() == EARLIER
        assert now() == THEN
    assert now() >= before


def test_whoever_fails_there_comes_back() -> None:
    with pytest.raises(ZeroDivisionError), standing_at(THEN):
        1 / 0  # noqa: B018
    assert now() != THEN


def test_a_moment_without_a_time_zone_is_none() -> None:
    with (
        pytest.raises(ValueError, match="a moment needs its time zone"),
        standing_at(THEN.replace(tzinfo=None)),
    ):
        pass


@pytest.mark.django_db
def test_an_event_bears_the_moment_at_which_it_was_noted() -> None:
    with acts(), standing_at(THEN):
        note("probe", "seen", None, SYSTEM, facts={})
    assert Event.objects.get(machine="probe").at == THEN
