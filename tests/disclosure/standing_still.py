"""How a test asks for a refusal: the exact sentence, nothing changed, nothing recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.forms.models import model_to_dict

from tests.organisations.refusing import refused
from yangguang.disclosure.models import (
    Consent,
    Consultation,
    Hold,
    Item,
    ItemVersion,
    Publication,
    Referral,
    SecrecyReview,
)
from yangguang.organisations.approval.models import Course, Decision
from yangguang.workflow.models import Event

KEPT = (Item, ItemVersion, Publication, SecrecyReview, Referral, Consent, Consultation, Hold, Course)


def everything() -> dict[str, Any]:
    """Every row of an item's life, and how many decisions and events there are."""
    rows = {model.__name__: [model_to_dict(row) for row in model.objects.order_by("pk")] for model in KEPT}
    return rows | {"decisions": Decision.objects.count(), "events": Event.objects.count()}


@contextmanager
def stays(sentence: str) -> Iterator[None]:
    """Pass when the block is refused with exactly this sentence and leaves everything as it was."""
    before = everything()
    with refused(sentence):
        yield
    assert everything() == before
