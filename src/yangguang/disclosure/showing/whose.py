"""Whose information does this installation show in public? One government's, however many work on it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone

from yangguang.organisations.models import Government


def government_shown() -> Government | None:
    """The government whose name, or whose 网站标识码, stands in `site.yaml`; else the only one. One query.

    Where several work here and the file names none of them, nothing is shown: better nothing than another
    county's. An installation that was never set up shows the first.
    """
    every = list(Government.objects.order_by("pk"))
    name, code = str(settings.SITE.get("name", "")), str(settings.SITE.get("identifier", ""))
    called = [one for one in every if name and one.name == name]
    called += [one for one in every if code and one.site_code == code]
    if called:
        return called[0]
    return every[0] if every and (len(every) == 1 or not name) else None


def public_day() -> date:
    """The day on which validity is told: today, or the day that a training installation stands on."""
    day: date | None = settings.PRACTICE_DAY
    return day or timezone.localdate()
