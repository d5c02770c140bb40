"""What stands in a project's way, who must act, and the clock that escalates it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models.projects import Project


class ObstacleKind(models.TextChoices):
    """What an obstacle 堵点 is about."""

    LAND = "land", _("Land")
    RELOCATION = "relocation", _("Relocation")
    APPROVAL = "approval", _("Approval")
    FINANCE = "finance", _("Finance")
    ENERGY = "energy", _("Energy")
    ENVIRONMENT = "environment", _("Environment")
    UTILITIES = "utilities", _("Water, power, gas")
    LABOUR = "labour", _("Labour")
    PERMIT = "permit", _("Construction permit")
    OTHER = "other", _("Other")


class ObstacleState(models.TextChoices):
    """How far an obstacle has come (docs/mechanisms/projects.md)."""

    OPEN = "open", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered, to be verified")
    CLOSED = "closed", _("Solved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Ladder(models.Model):
    """The escalation clock as data, such as 7-3-5-5 days. Versioned.

    ``levels`` is [{"name", "days", "role" or "unit"}]: who must act at each level, and for how
    many days, before it goes to the next; days are working days where ``working_days``.
    """

    version = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=60)
    levels = models.JSONField()
    working_days = models.BooleanField(default=False)
    valid_from = models.DateField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]

    def __str__(self) -> str:
        return self.name


class Obstacle(models.Model):
    """An obstacle of a project. ``level`` counts from 0; ``due_on`` is the day its level ends."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="obstacles")
    kind = models.CharField(max_length=12, choices=ObstacleKind.choices)
    title = models.CharField(max_length=120)
    detail = models.TextField(blank=True)
    wanted = models.CharField(max_length=300, blank=True)  # what would solve it
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obstacles")  # must act
    ladder = models.ForeignKey(Ladder, models.PROTECT, related_name="obstacles")
    state = models.CharField(
        max_length=10, choices=ObstacleState.choices, default=ObstacleState.OPEN
    )
    level = models.PositiveSmallIntegerField(default=0)
    level_since = models.DateField()
    due_on = models.DateField()
    raised_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="obstacle_by_due"),
            models.Index(fields=["unit", "state"], name="obstacle_by_unit"),
        ]

    def __str__(self) -> str:
        return self.title


class ObstacleEvent(models.Model):
    """A deed in the life of an obstacle. Append-only."""

    class Deed(models.TextChoices):
        """What was done."""

        RAISED = "raised", _("Raised")
        ANSWERED = "answered", _("Answered")
        RETURNED = "returned", _("Not solved: returned")
        VERIFIED = "verified", _("Verified as solved")
        ESCALATED = "escalated", _("Escalated")
        HANDED_ON = "handed_on", _("Handed to another unit")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    obstacle = models.ForeignKey(Obstacle, models.PROTECT, related_name="events")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    text = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.obstacle}: {self.deed}"
