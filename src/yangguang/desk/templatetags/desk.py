"""What do the desk's templates need beyond Django's own tags? Asset addresses and how days are written."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils import timezone

from yangguang.desk.telling import Told, tell
from yangguang.workflow.models import Event

register = template.Library()


@register.simple_tag
@cache
def asset(name: str) -> str:
    """The address of a static file with a digest of its content, so that browsers may keep it."""
    found = finders.find(name)
    digest = hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if isinstance(found, str) else ""
    return f"{static(name)}?v={digest}"


@register.filter
def day(value: date | None) -> str:
    """A day as the desk writes it: 2026-11-20; a dash where there is none."""
    return value.isoformat() if value else "—"


@register.filter
def moment(value: datetime | None) -> str:
    """An instant in the county's own time, to the minute; a dash where there is none."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else "—"


@register.simple_tag
def told(event: Event) -> Told:
    """An event in words."""
    return tell(event)
