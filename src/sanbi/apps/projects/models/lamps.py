"""Lamps: the rules as data, what they said each month, and who waived them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanbi.apps.projects.models.projects import Project


class LampRules(models.Model):
    """A set of lamp rules (docs/algorithms/lamps.md); the newest valid one is in force."""

    version = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=300, blank=True)
    content = models.JSONField()
    text = models.TextField(blank=True)  # as it was written, with its remarks
    valid_from = models.DateField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]

    def __str__(self) -> str:
        return self.name


class LampReading(models.Model):
    """What a lamp of a project showed at the end of a month, with its reason in words. Append-only.

    A month that is read again with another result is a new ``version``; all rows of a version
    belong together, and the one of the lamp ``overall`` holds what a stranger needs to judge them
    again: ``facts`` is there {"facts", "history", "waivers"}, elsewhere the figures that the
    lamp's own rule looked at. ``bare`` is the colour that it would have without any waiver.
    """

    class Colour(models.TextChoices):
        """What it showed."""

        GREEN = "green", _("On time")
        YELLOW = "yellow", _("Slow")
        RED = "red", _("Behind")
        NONE = "none", _("To be judged")

    project = models.ForeignKey(Project, models.PROTECT, related_name="lamps")
    period = models.CharField(max_length=7)
    version = models.PositiveIntegerField(default=1)
    lamp = models.CharField(max_length=12)  # overall, start, progress, payment, entry, obstacle
    colour = models.CharField(max_length=6, choices=Colour.choices)
    bare = models.CharField(max_length=6, choices=Colour.choices, blank=True)
    waived = models.BooleanField(default=False)
    size = models.CharField(max_length=60, blank=True)  # 偏慢6天, 落后12个百分点
    size_en = models.CharField(max_length=80, blank=True)
    reason = models.TextField()
    reason_en = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    rules = models.ForeignKey(LampRules, models.PROTECT, related_name="readings")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "period", "lamp", "version"], name="one_reading_per_lamp"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "lamp", "-period", "-version"], name="newest_lamp"),
            models.Index(fields=["period", "lamp"], name="lamp_by_period"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.period} {self.lamp} {self.colour}"

    @property
    def size_words(self) -> str:
        """How much, in the reader's language."""
        return self.size_en if in_english() and self.size_en else self.size

    @property
    def reason_words(self) -> str:
        """Why, in the reader's language."""
        return self.reason_en if in_english() and self.reason_en else self.reason


def in_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "zh").startswith("en")


class LampWaiver(models.Model):
    """A decision that a lamp shall not count for some months 有正当理由: asked for, then decided.

    Whoever asks for it is never the one who decides. Only an approved one has an effect.
    """

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "proposed", _("Waiting for a decision")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    project = models.ForeignKey(Project, models.PROTECT, related_name="lamp_waivers")
    lamp = models.CharField(max_length=12)
    first_period = models.CharField(max_length=7)
    last_period = models.CharField(max_length=7)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.BigIntegerField(null=True)
    proposed_by_name = models.CharField(max_length=80)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["state", "project"], name="waiver_by_state")]

    def __str__(self) -> str:
        return f"{self.project} {self.lamp}"
