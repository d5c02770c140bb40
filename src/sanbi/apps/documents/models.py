"""Documents, their readings, and what people chose about damaged places."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Blob


class Standing(models.TextChoices):
    """How far a text may be relied on."""

    COPY = "copy", _("Copy from the web, for reading only")
    FORWARDED = "forwarded", _("Forwarded text, for reading only")
    ORIGINAL = "original", _("Original, or checked against it")


class State(models.TextChoices):
    """How far the reading of a document has come."""

    WAITING = "waiting", _("Waiting to be read")
    READ = "read", _("Read")
    FAILED = "failed", _("Cannot be read")


class Document(models.Model):
    """A text that came in; its bytes stay as they are for good."""

    title = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.COPY)
    received_on = models.DateField()
    published_on = models.DateField(null=True, blank=True)  # as a person says; else the text's own
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="documents")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    fault = models.CharField(max_length=500, blank=True)
    reading = models.ForeignKey(
        "documents.Reading", models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_aside_on = models.DateField(null=True, blank=True)
    set_aside_why = models.CharField(max_length=300, blank=True)
    edition = models.IntegerField(default=0)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["-received_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-received_on", "-id"], name="document_by_day"),
        ]

    def __str__(self) -> str:
        return self.title or self.name


class Reading(models.Model):
    """What the engine read, with the choices that people had made by then; never changed.

    ``record`` is as docs/mechanisms/reading.schema.json describes it.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    record = models.JSONField()
    engine = models.CharField(max_length=20)
    open_repairs = models.PositiveIntegerField()
    days = ArrayField(models.DateField(), default=list)  # of its events
    sketch = ArrayField(models.BigIntegerField(), default=list)  # hashes that find copies
    sisters = ArrayField(models.BigIntegerField(), default=list)  # documents it was aligned with
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["document", "number"]
        indexes: ClassVar = [
            GinIndex(fields=["days"], name="reading_by_days"),
            GinIndex(fields=["sketch"], name="reading_by_sketch"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="one_reading_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"


class RepairChoice(models.Model):
    """How a person reads a damaged place, which its bytes name; the newest of a place holds.

    An empty text leaves a gap there.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="choices")
    raw_start = models.PositiveIntegerField()
    raw_end = models.PositiveIntegerField()
    text = models.CharField(max_length=60, blank=True)
    before = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["document", "id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.text or '—'}"


class Kinship(models.Model):
    """Two documents that tell of one event, as the engine found and a person may have judged.

    Texts are never merged. ``first`` came in before ``second``. ``grounds`` are phrases: template
    and values each.
    """

    class Verdict(models.TextChoices):
        """What a person said of it."""

        OPEN = "open", _("Not judged")
        SAME = "same", _("One event")
        APART = "apart", _("Different events")

    first = models.ForeignKey(Document, models.PROTECT, related_name="later_kin")
    second = models.ForeignKey(Document, models.PROTECT, related_name="earlier_kin")
    copied = models.BooleanField()  # the words are the same, not only the facts
    shared = models.FloatField()  # of the wording, from 0 to 1
    grounds = models.JSONField()
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=5, choices=Verdict.choices, default=Verdict.OPEN)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["first", "second"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="one_kinship_a_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="kinship_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"

    @property
    def percent(self) -> int:
        """The share of the wording that is the same, in percent."""
        return round(100 * self.shared)
