"""Lamps: the rules as data, what they said each month, and who waived them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.projects.models.projects import Project


class LampRules(models.Model):
    """A set of lamp rules (docs/algorithms/lamps.md); the newest valid one is in force."""

    version = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=300, blank=True)
    content = models.JSONField()
    valid_from = models.DateField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]

    def __str__(self) -> str:
        return self.name


class LampReading(models.Model):
    """What a lamp of a project showed at the end of a month, with its reason in words.

    Kept so that streaks can be counted and a past wall chart be read again; read anew until the
    month is closed. ``facts`` are the figures that the rule looked at.
    """

    class Colour(models.TextChoices):
        """What it showed."""

        GREEN = "green", _("On time")
        YELLOW = "yellow", _("Slow")
        RED = "red", _("Behind")
        NONE = "none", _("To be judged")

    project = models.ForeignKey(Project, models.CASCADE, related_name="lamps")
    period = models.CharField(max_length=7)
    lamp = models.CharField(max_length=12)  # overall, start, progress, payment, entry, obstacle
    colour = models.CharField(max_length=6, choices=Colour.choices)
    waived = models.BooleanField(default=False)
    size = models.CharField(max_length=40, blank=True)  # 偏慢6天, 落后12个百分点
    reason = models.CharField(max_length=300)
    facts = models.JSONField(default=dict)
    rules = models.ForeignKey(LampRules, models.PROTECT, related_name="readings")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "period", "lamp"], name="one_reading_per_lamp"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["period", "lamp", "colour"], name="lamp_by_colour")
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.period} {self.lamp} {self.colour}"


class LampWaiver(models.Model):
    """A decision that a lamp shall not count for some months 有正当理由, with who decided."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="lamp_waivers")
    lamp = models.CharField(max_length=12)
    first_period = models.CharField(max_length=7)
    last_period = models.CharField(max_length=7)
    reason = models.CharField(max_length=300)
    proposed_by = models.BigIntegerField(null=True)
    proposed_by_name = models.CharField(max_length=80)
    approved_by = models.BigIntegerField(null=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.project} {self.lamp}"
