"""Reports: one data set, unit and period, from draft to locked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.indicators.models.catalogue import Indicator
from sanbi.apps.indicators.models.datasets import Dataset
from sanbi.apps.orgs.models import Unit


class ReportState(models.TextChoices):
    """How far a report has come (docs/mechanisms/reporting.md)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    UNIT_SIGNED = "unit_signed", _("Signed by the unit")
    BUREAU_CHECKED = "bureau_checked", _("Checked by the bureau")
    LOCKED = "locked", _("Locked")


class Report(models.Model):
    """What a data set says of a unit in a period.

    ``period`` is the canonical text (2026-09, 2026Q3, 2026H1, 2026). ``edition`` grows with every
    change of state or draft, so that two windows on the same report notice each other.
    """

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    period = models.CharField(max_length=20)
    state = models.CharField(max_length=14, choices=ReportState.choices, default=ReportState.DRAFT)
    due_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.BigIntegerField(null=True, blank=True)
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-period", "dataset", "unit"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dataset", "unit", "period"], name="one_report_per_dataset_unit_period"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["period", "state"], name="report_by_period"),
            models.Index(fields=["unit", "-period"], name="report_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.dataset} · {self.period}"


class ReportStep(models.Model):
    """A change of state, with its reason; the record under the grid."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    from_state = models.CharField(max_length=14, choices=ReportState.choices)
    to_state = models.CharField(max_length=14, choices=ReportState.choices)
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.report}: {self.from_state} → {self.to_state}"


class Cell(models.Model):
    """A value in a draft: not yet an observation, and free to change.

    ``value`` is None where nothing is filled in, or where ``applicable`` is false.
    """

    class Source(models.TextChoices):
        """How the value came."""

        TYPED = "typed", _("typed")
        UPLOAD = "upload", _("uploaded")
        FEED = "feed", _("imported")

    report = models.ForeignKey(Report, models.CASCADE, related_name="cells")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="cells")
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    applicable = models.BooleanField(default=True)
    statement = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.TYPED)
    saved_by = models.BigIntegerField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "indicator"], name="one_cell_per_line")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.indicator}"


class Comment(models.Model):
    """A remark on a report or on one of its lines."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="comments")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True)
    text = models.CharField(max_length=500)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text
