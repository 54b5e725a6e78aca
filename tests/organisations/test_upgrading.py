"""What was on its way before an upgrade goes on after it: courses take their steps along."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection

from tests.engines import Settings
from tests.organisations.making import make_county
from tests.organisations.offices import make_office
from yangguang.organisations.approval.models import Course
from yangguang.organisations.approval.services import agree

BEFORE = (
    "DELETE FROM django_migrations WHERE app = 'approval' AND name = '0003_plan'",
    "ALTER TABLE approval_course DROP COLUMN plan",
    "ALTER TABLE approval_course DROP COLUMN hash",
)
"""The database as it was before courses took the steps of their route along."""
TRIGGER = {
    "sqlite": ("DROP TRIGGER course_keeps_its_route",),
    "postgresql": (
        "DROP TRIGGER course_keeps_its_route ON approval_course",
        "DROP FUNCTION approval_keep_route",
    ),
}


def test_a_course_begun_before_the_upgrade_is_decided_on_after_it(scratch_database: Settings) -> None:
    office = make_office(make_county())
    course = office.act(agree, office.start(), "保密")
    before = Course.objects.get()
    with connection.cursor() as cursor:
        for statement in (*TRIGGER[connection.vendor], *BEFORE):
            cursor.execute(statement)
    call_command("migrate", verbosity=0)
    after = Course.objects.get()
    assert (after.plan, after.hash, after.position) == (before.plan, course.hash, 1)
    assert [step.name for step in after.steps] == [
        "保密审查",
        "法制审核",
        "分管领导审签",
        "县政务公开科审核",
    ]
    assert office.act(agree, after, "法制").position == 2
