"""May everybody have the file with this digest? While the released version of something public has it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db.models import Case, IntegerField, Value, When

from yangguang.disclosure.models import PublicFile, StoredFile
from yangguang.disclosure.services.attaching import place_of
from yangguang.disclosure.states import FilePart, Standing


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file that everybody may have: its name in the version that has it, its type, where its bytes lie."""

    digest: str
    name: str
    media: str
    path: Path
    size: int


def public_file(government: int, digest: str, name: str = "") -> ServedFile | None:
    """The file, under `name` if some version of this government calls it so; None as for an unknown one.

    What a body only shows is served as long as it is a picture. Two queries at most.
    """
    stored = StoredFile.objects.filter(pk=digest).first()
    path = place_of(digest)
    if stored is None or not path.is_file():
        return None
    rows = PublicFile.objects.filter(
        digest=digest, publication__government=government, publication__standing=Standing.PUBLIC
    )
    if not stored.media.startswith("image/"):
        rows = rows.exclude(part=FilePart.PICTURE)
    as_asked = Case(When(name=name, then=Value(0)), default=Value(1), output_field=IntegerField())
    row = rows.order_by(as_asked, "publication").first()
    return ServedFile(digest, row.name, stored.media, path, path.stat().st_size) if row else None
