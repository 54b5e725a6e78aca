"""What is kept of the files that everybody may have?"""

from __future__ import annotations

from django.db import models

from yangguang.disclosure.states import FilePart


class PublicFile(models.Model):
    """A file that belongs to the released version of something public: a projection, written at release.

    The file door serves what has a row here and nothing else; the row goes when the publication does.
    """

    publication = models.ForeignKey("disclosure.Publication", on_delete=models.PROTECT, related_name="files")
    digest = models.CharField("校验值", max_length=64)
    name = models.CharField("文件名", max_length=200)
    part = models.CharField("用处", max_length=20, choices=FilePart.choices)

    class Meta:
        """Once a publication; found by its digest."""

        verbose_name = "已公开文件"
        constraints = [
            models.UniqueConstraint(fields=["publication", "digest"], name="public_file_once"),
        ]
        indexes = [models.Index(fields=["digest"], name="public_file_by_digest")]

    def __str__(self) -> str:
        return self.name
