"""Values that count: append-only, each new version with its reason."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sanbi.apps.indicators.models.catalogue import Indicator
from sanbi.apps.indicators.models.reports import Cell, Report
from sanbi.apps.orgs.models import Unit


class Observation(models.Model):
    """A version of a value: unit × indicator × period. Triggers refuse change and deletion.

    ``revised`` marks a version that came after the report had been locked (已修订).
    ``released_on`` and ``edition`` are those of an official statistic.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="observations")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    period = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    applicable = models.BooleanField(default=True)
    statement = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    revised = models.BooleanField(default=False)
    source = models.CharField(max_length=6, choices=Cell.Source.choices)
    released_on = models.DateField(null=True)
    edition = models.CharField(max_length=20, blank=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="observations")
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "period", "version"],
                name="one_observation_per_version",
            ),
            models.CheckConstraint(
                condition=models.Q(applicable=True) | models.Q(value__isnull=True),
                name="no_value_where_not_applicable",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["indicator", "period", "unit", "-version"], name="observation_latest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.period} v{self.version}"


class Target(models.Model):
    """A version of a unit's target for a year, with its quarters (cumulative). Append-only.

    The county's own target has the county as unit: the sum of the townships' stands beside it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    q1 = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    q2 = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    q3 = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "year", "version"], name="one_target_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.year}"
