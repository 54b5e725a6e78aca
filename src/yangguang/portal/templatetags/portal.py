"""What do templates need beyond Django's own tags? Addresses, and words that tell how a document stands."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from yangguang.disclosure import files
from yangguang.disclosure.showing.facts import Bearing, FileFacts, ValidityFacts
from yangguang.portal.rendering import words

register = template.Library()


@register.simple_tag
@cache
def asset(name: str) -> str:
    """The address of a static file with a digest of its content, so that browsers may keep it."""
    found = finders.find(name)
    digest = hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if isinstance(found, str) else ""
    return f"{static(name)}?v={digest}"


register.filter("item_address", words.item_address)
register.filter("column_address", words.column_address)
register.filter("organ_address", words.organ_address)
register.filter("size_in_words", words.size_in_words)
register.filter("ending_of", words.ending_of)


@register.filter
def file_address(file: FileFacts) -> str:
    """Where a file of a released version stands."""
    return files.file_address(file.digest, file.name)


@register.filter
def tag_class(validity: ValidityFacts) -> str:
    """The class of the tag that tells how a document stands."""
    return words.TAGS[validity.status]


@register.filter
def bearing_word(bearing: Bearing) -> str:
    """What is said of the other document, seen from the page's own."""
    return (words.OUTGOING if bearing.outgoing else words.INCOMING)[bearing.kind]
