"""What do templates need beyond Django's own tags? A static address that changes with the file."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static

register = template.Library()


@register.simple_tag
@cache
def asset(name: str) -> str:
    """The address of a static file with a digest of its content, so that browsers may keep it."""
    found = finders.find(name)
    digest = hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if isinstance(found, str) else ""
    return f"{static(name)}?v={digest}"
