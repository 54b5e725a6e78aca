"""A page of three fields, as an item's least."""

from django.db import models
from wagtail.models import Page


class Notice(Page):
    """What is published."""

    body = models.TextField(blank=True)
    document_no = models.CharField(max_length=80, blank=True)
