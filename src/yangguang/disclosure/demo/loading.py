"""What has the invented county published? Three years, told through the services in order of time."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from yangguang.catalogue.models import Column
from yangguang.disclosure.demo.county import County
from yangguang.disclosure.demo.plans import Stage, plans
from yangguang.disclosure.demo.telling import Telling
from yangguang.disclosure.models import Item
from yangguang.organisations.demo.loading import demo_government


def load_demo_items(today: date, *, share: float = 1) -> int:
    """Tell the three years before `today` unless items are there; returns how many items the county has.

    All or nothing: one transaction. `share` of the many are told; single lives always are. Does nothing where
    the invented county or its columns are not on this installation.
    """
    government = demo_government()
    if government is None or not Column.objects.filter(government=government).exists():
        return 0
    rows = Item.objects.filter(government=government)
    if not rows.exists():
        with transaction.atomic():
            county = County(government, today)
            stage = Stage(county.places, today, county.calendar)
            Telling(county, plans(stage, share=share)).tell()
    return rows.count()
