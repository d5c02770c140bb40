"""Risks 风险隐患: hidden dangers by bottom line, and incidents that happened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models.actions import Action
from sanbi.apps.orgs.models import Unit


class Danger(models.Model):
    """A hidden danger 隐患 that was found: its bottom line is the category of its action."""

    class Grade(models.TextChoices):
        """How grave it is; empty until somebody has graded it."""

        GENERAL = "general", _("General danger")
        MAJOR = "major", _("Major danger")

    action = models.OneToOneField(Action, models.PROTECT, related_name="danger")
    place = models.CharField(max_length=120)
    found_on = models.DateField()
    found_by = models.CharField(max_length=80)
    grade = models.CharField(max_length=8, choices=Grade.choices, blank=True)
    grade_why = models.CharField(max_length=300, blank=True)
    graded_on = models.DateField(null=True, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(grade="", graded_on__isnull=True)
                | ~models.Q(grade="") & models.Q(graded_on__isnull=False),
                name="danger_graded_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return str(self.action)


class Incident(models.Model):
    """Something that happened in a unit, along a bottom line. Only confirmed ones count in a score.

    ``line`` is one of `categories.BOTTOM_LINES`; ``document`` is the finding that it rests on;
    ``loss_wan`` is the direct loss in 万元. Recorded by one person, confirmed by another.
    """

    class Grade(models.TextChoices):
        """How grave, by the State Council's decree 493 for accidents at work."""

        GENERAL = "general", _("General incident")
        LARGER = "larger", _("Larger incident")
        MAJOR = "major", _("Major incident")
        GRAVE = "grave", _("Extraordinarily grave incident")

    class State(models.TextChoices):
        """Whether it counts."""

        RECORDED = "recorded", _("Recorded, to be confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="incidents")
    line = models.CharField(max_length=12)
    grade = models.CharField(max_length=8, choices=Grade.choices)
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=120, blank=True)
    happened_on = models.DateField()
    deaths = models.PositiveSmallIntegerField(default=0)
    injured = models.PositiveSmallIntegerField(default=0)
    loss_wan = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    document = models.CharField(max_length=120)
    danger = models.ForeignKey(
        Danger, models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECORDED)
    why = models.CharField(max_length=300, blank=True)  # of a withdrawal
    recorded_by = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=80)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-happened_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["unit", "happened_on"], name="incident_by_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | ~models.Q(decided_by=models.F("recorded_by")),
                name="incident_confirmed_by_another",
            ),
            models.UniqueConstraint(
                fields=["unit", "happened_on", "title"],
                condition=~models.Q(state="withdrawn"),
                name="incident_recorded_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.title}"
