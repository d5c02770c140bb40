"""Files: content by its digest, and the name under which somebody attached it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sanbi.apps.orgs.models.people import User
from sanbi.apps.orgs.models.units import Unit


class Blob(models.Model):
    """The content of a file, kept once under its SHA-256."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.digest[:12]


class Attachment(models.Model):
    """A file that a unit handed in as proof of something.

    ``kind`` and ``key`` say of what (model label and primary key, as plain values: the thing lies
    in an app above). Who may see the thing may see its files; the app above asks.
    """

    blob = models.ForeignKey(Blob, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="attachments")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["kind", "key"], name="attachment_of")]

    def __str__(self) -> str:
        return self.name
