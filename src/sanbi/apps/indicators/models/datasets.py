"""Data sets: which indicators are reported together, by whom, by when."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.indicators.models.catalogue import Frequency, Indicator
from sanbi.apps.orgs.models import Unit


class Dataset(models.Model):
    """A form 报表: its lines, its units and its clock.

    It is due ``due_day`` days into the month after the period ends (moved to the next working
    day), at ``due_time``.
    """

    class Reporter(models.TextChoices):
        """Who fills it in."""

        UNITS = "units", _("Each unit for itself")
        OWNER = "owner", _("The bureau for all units")

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="datasets")
    reporter = models.CharField(max_length=6, choices=Reporter.choices)
    frequency = models.CharField(max_length=8, choices=Frequency.choices)
    due_day = models.PositiveSmallIntegerField(default=10)
    due_time = models.TimeField(default=time(17, 30))
    purpose = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class DatasetLine(models.Model):
    """An indicator of a data set; ``imported`` lines come by feed and are not typed."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="lines")
    heading = models.CharField(max_length=40, blank=True)
    sequence = models.IntegerField(default=0)
    required = models.BooleanField(default=True)
    imported = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["sequence", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "indicator"], name="indicator_in_dataset")
        ]

    def __str__(self) -> str:
        return f"{self.dataset}: {self.indicator}"


class DatasetUnit(models.Model):
    """A unit about which a data set reports."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="datasets_about")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "unit"], name="unit_in_dataset")
        ]

    def __str__(self) -> str:
        return f"{self.dataset}: {self.unit}"
