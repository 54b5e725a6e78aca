"""Which columns has the invented county? Laid out and added by its office on the county's first day."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import yaml
from django.utils import timezone

from yangguang.accounts.models import User
from yangguang.catalogue.models import Column
from yangguang.catalogue.services.columns import add_column
from yangguang.catalogue.services.laying_out import lay_out_own
from yangguang.organisations.demo.loading import demo_government
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.viewers import viewer_of
from yangguang.workflow.acts import acts
from yangguang.workflow.moment import standing_at

FILE = Path(__file__).with_name("columns.yaml")
TEN = time(10)
"""The hour at which the columns were set up."""


def load_demo_columns() -> int:
    """Enter the columns unless they are there; returns how many the county has, 0 without the county."""
    government = demo_government()
    if government is None:
        return 0
    rows = Column.objects.filter(government=government)
    if rows.exists():
        return rows.count()
    first = government.organs.get(kind=Kind.OFFICE).from_on
    keeper = User.objects.filter(appointments__organ__government=government)
    keeper = keeper.filter(appointments__role=Role.COUNTY_OFFICE).order_by("pk")
    viewer = viewer_of(keeper[0], first, government=government.pk)
    with standing_at(datetime.combine(first, TEN, timezone.get_default_timezone())), acts():
        lay_out_own(viewer=viewer)
        there: dict[str, Column] = {}
        for entry in yaml.safe_load(FILE.read_text("utf-8"))["columns"]:
            above = there.get(entry.get("parent", ""))
            there[entry["code"]] = add_column(
                viewer=viewer, code=entry["code"], name=entry["name"], parent=above
            )
    return rows.count()
