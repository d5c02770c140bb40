"""Plans of a year and what is reported each month: money, physical work, payment."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.projects.models.projects import Project


class PlanClass(models.TextChoices):
    """What a project does in a year."""

    NEW = "new", _("To be started")
    CONTINUED = "continued", _("Continued")
    FINISHING = "finishing", _("To be finished")
    PREPARED = "prepared", _("In preparation")


class YearPlan(models.Model):
    """A project's plan of a year; ``months`` are cumulative 万元 to the end of each month.

    A changed plan is a new version with its reason: what was promised before stays readable.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="year_plans")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    plan_class = models.CharField(max_length=10, choices=PlanClass.choices)
    planned_wan = models.DecimalField(max_digits=16, decimal_places=2)
    months = models.JSONField()  # twelve texts of decimals, cumulative
    image = models.CharField(max_length=200, blank=True)  # 形象进度 to be reached
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "year", "version"], name="one_year_plan_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year} v{self.version}"


class MonthReport(models.Model):
    """A version of what a project reports for a month: dispatch figures 调度数据. Append-only.

    ``completed_wan`` and ``paid_wan`` are cumulative in the year. Payment is shown by files that
    hang on the report. ``physical`` is the share of physical work 实物工作量 done since the
    beginning, 0 to 1, by quantities or nodes; it is never reckoned from money.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="month_reports")
    period = models.CharField(max_length=7)  # 2026-09
    version = models.PositiveIntegerField()
    completed_wan = models.DecimalField(max_digits=16, decimal_places=2)
    paid_wan = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    physical = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    image = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "period", "version"], name="one_month_report_version"
            ),
            models.CheckConstraint(
                condition=models.Q(completed_wan__gte=0), name="month_report_not_negative"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["period", "project", "-version"], name="month_report_latest")
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.period} v{self.version}"


class Quantity(models.Model):
    """A physical quantity of a project: 土方 m³, 厂房 m², with its share of the whole."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="quantities")
    name = models.CharField(max_length=60)
    measure = models.CharField(max_length=20)
    planned = models.DecimalField(max_digits=18, decimal_places=3)
    weight = models.DecimalField(max_digits=9, decimal_places=4, default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "name"], name="one_quantity_per_name"),
            models.CheckConstraint(
                condition=models.Q(planned__gt=0, weight__gte=0), name="quantity_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.name}"


class QuantityReport(models.Model):
    """How much of a quantity is done by the end of a month, since the beginning. Append-only."""

    quantity = models.ForeignKey(Quantity, models.PROTECT, related_name="reports")
    period = models.CharField(max_length=7)
    version = models.PositiveIntegerField()
    done = models.DecimalField(max_digits=18, decimal_places=3)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["quantity", "period", "version"], name="one_quantity_report_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.period}"
