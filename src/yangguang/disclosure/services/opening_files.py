"""Which files may the public have from now on? Those of the released version, until it is taken down."""

from __future__ import annotations

from django.db import transaction

from yangguang.disclosure.files import public_files_of
from yangguang.disclosure.models import Publication, PublicFile
from yangguang.disclosure.states import Standing

A_BATCH = 100
"""How many versions are held in memory at a time."""


def open_files(publication: Publication) -> None:
    """Let the public have the files of the released version; no statement where it has none."""
    files = public_files_of(publication.version.facts)
    PublicFile.objects.bulk_create(
        PublicFile(publication=publication, digest=one.digest, name=one.name, part=one.part) for one in files
    )


def close_files(publication: Publication) -> None:
    """Keep the files of a publication from the public, which finds none of them from now on."""
    publication.files.all().delete()


def rebuild_files(government: int) -> int:
    """Write the projection again from what is public; returns how many files the public may have."""
    with transaction.atomic():
        return _rebuilt(government)


def _rebuilt(government: int) -> int:
    PublicFile.objects.filter(publication__government=government).delete()
    rows = Publication.objects.filter(government=government, standing=Standing.PUBLIC)
    for publication in rows.select_related("version").order_by("pk").iterator(chunk_size=A_BATCH):
        open_files(publication)
    return PublicFile.objects.filter(publication__government=government).count()
