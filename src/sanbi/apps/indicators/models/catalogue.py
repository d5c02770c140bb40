"""The catalogue of indicators and the checks of their values."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit


class Kind(models.TextChoices):
    """The two kinds of figure that never mix, and what a department recognises by document."""

    STATISTIC = "statistic", _("Official statistic")
    DISPATCH = "dispatch", _("Dispatch figure")
    RECOGNISED = "recognised", _("Department's finding")


class Frequency(models.TextChoices):
    """How often it is reported."""

    MONTH = "month", _("Monthly")
    QUARTER = "quarter", _("Quarterly")
    HALF = "half", _("Half-yearly")
    YEAR = "year", _("Yearly")


class Indicator(models.Model):
    """What is measured, by whom, for what, and where it is already reported."""

    class Direction(models.TextChoices):
        """Which way is better."""

        HIGH = "high", _("Higher is better")
        LOW = "low", _("Lower is better")
        NONE = "none", _("Neither")

    class Accumulation(models.TextChoices):
        """What a month's value means."""

        CUMULATIVE = "cumulative", _("Cumulative since January")
        STOCK = "stock", _("Stock at the end of the period")
        RATE = "rate", _("Rate")

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    pinyin = models.CharField(max_length=160, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    measure = models.CharField(max_length=20, help_text="unit of measure, such as 万元")
    direction = models.CharField(max_length=4, choices=Direction.choices)
    accumulation = models.CharField(max_length=10, choices=Accumulation.choices)
    decimals = models.PositiveSmallIntegerField(default=0)
    frequency = models.CharField(max_length=8, choices=Frequency.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="indicators")
    purpose = models.CharField(max_length=200)
    reported_where = models.CharField(max_length=200, blank=True)
    definition = models.TextField(blank=True)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    sequence = models.IntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["sequence", "code"]

    def __str__(self) -> str:
        return self.name


class Check(models.Model):
    """A rule that a reported value is held against.

    ``settings`` by kind: range {least, most}; jump {against: previous|year_ago, percent};
    falls {} (a cumulative value never falls within a year); sum {tolerance} (the parts add up);
    ratio {to: indicator code, least, most}; outlier {z} (robust z within the unit's group).
    """

    class Kind(models.TextChoices):
        """What is compared."""

        RANGE = "range", _("Range")
        JUMP = "jump", _("Jump")
        FALLS = "falls", _("Cumulative value falls")
        SUM = "sum", _("Sum of parts")
        RATIO = "ratio", _("Ratio to another indicator")
        OUTLIER = "outlier", _("Outlier within the group")

    class Severity(models.TextChoices):
        """What a finding asks for."""

        ERROR = "error", _("Must be corrected")
        EXPLAIN = "explain", _("Needs a word of explanation")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    settings = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.kind}"
