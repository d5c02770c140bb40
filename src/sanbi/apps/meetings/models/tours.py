"""Observation tours 项目观摩: a route of projects, screened by bureaus before it is fixed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Project


class TourState(models.TextChoices):
    """How far a tour has come."""

    PLANNED = "planned", _("Being put together")
    FIXED = "fixed", _("Route fixed")
    HELD = "held", _("Tour held")
    CANCELLED = "cancelled", _("Called off")


class Verdict(models.TextChoices):
    """What a bureau says of showing a project."""

    WAITING = "waiting", _("Not yet said")
    FIT = "fit", _("Fit to be shown")
    UNFIT = "unfit", _("Not fit to be shown")


class Tour(models.Model):
    """A tour; ``bureaus`` say of each stop whether it is fit to be shown."""

    title = models.CharField(max_length=80)
    begins_at = models.DateTimeField()
    start_place = models.CharField(max_length=80)
    bureaus = models.ManyToManyField(Unit, related_name="+")
    state = models.CharField(max_length=10, choices=TourState.choices, default=TourState.PLANNED)
    cancelled_why = models.CharField(max_length=300, blank=True)
    edition = models.IntegerField(default=0)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["-begins_at", "-id"]

    def __str__(self) -> str:
        return self.title


class Stop(models.Model):
    """A project on a tour; ``travel_minutes`` lead to it from the stop before."""

    tour = models.ForeignKey(Tour, models.CASCADE, related_name="stops")
    place = models.PositiveIntegerField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="stops")
    travel_minutes = models.PositiveSmallIntegerField(default=15)
    stay_minutes = models.PositiveSmallIntegerField(default=15)
    focus = models.CharField(max_length=300, blank=True)  # what is looked at
    shown_before_why = models.CharField(max_length=300, blank=True)
    unfit_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["tour", "place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tour", "project"], name="one_stop_a_project")
        ]

    def __str__(self) -> str:
        return f"{self.tour}: {self.project}"


class Screening(models.Model):
    """What one bureau says of one stop 预审."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="screenings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="screenings")
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["unit__sequence", "unit__pinyin", "unit__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stop", "unit"], name="one_screening_a_bureau")
        ]

    def __str__(self) -> str:
        return f"{self.stop}: {self.unit}"
