"""Actions 督办事项: what is to be done, by whom, until when, and how far it has come."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.projects.models import Obstacle, Project


class Kind(models.TextChoices):
    """What sort of action: one model serves all of them."""

    TASK = "task", _("Key task")
    DECISION = "decision", _("Meeting decision")
    RECTIFICATION = "rectify", _("Rectification")
    REQUEST = "request", _("Enterprise request")
    RISK = "risk", _("Risk")


class State(models.TextChoices):
    """How far an action has come (docs/mechanisms/actions.md)."""

    FILED = "filed", _("Put on file")
    ASSIGNED = "assigned", _("Assigned")
    RECEIVED = "received", _("Received")
    IN_PROGRESS = "progress", _("In progress")
    REPORTED = "reported", _("Reported, to be verified")
    RETURNED = "returned", _("Returned")
    VERIFIED = "verified", _("Verified as done")
    CLOSED = "closed", _("Closed out")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Source(models.TextChoices):
    """Where an action comes from."""

    MINUTES = "minutes", _("Minutes of a meeting")
    INSTRUCTION = "instruction", _("Instruction of a leader")
    DOCUMENT = "document", _("Document")
    INSPECTION = "inspection", _("Inspection")
    OBSTACLE = "obstacle", _("Obstacle of a project")
    PETITION = "petition", _("Petition")
    FIRM = "firm", _("Enterprise")
    SELF_FOUND = "self", _("Found by ourselves")
    OTHER = "other", _("Elsewhere")


class Quality(models.TextChoices):
    """How well it was done, as whoever verifies it says."""

    GOOD = "good", _("Good")
    FAIR = "fair", _("Fair")
    POOR = "poor", _("Poor")


class Counter(models.Model):
    """The last number of a year: locked while the next one is drawn, so that none is left out."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Action(models.Model):
    """An action. ``due_on`` is the day that holds now, ``first_due_on`` the one first given.

    ``limit`` names a class of limits of the rulebook, ``limit_days`` its working days; a day that
    was stated leaves both empty. ``reported_on`` is the day of the report that stands.
    """

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    category = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=120)
    content = models.TextField(blank=True)
    wanted = models.CharField(max_length=300, blank=True)  # what closes it
    source = models.CharField(max_length=12, choices=Source.choices)
    source_text = models.CharField(max_length=200, blank=True)
    source_link = models.CharField(max_length=200, blank=True)  # a path of the site
    quote = models.TextField(blank=True)
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    obstacle = models.ForeignKey(
        Obstacle, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    follows = models.ForeignKey(  # 举一反三
        "self", models.PROTECT, null=True, blank=True, related_name="followers"
    )
    lead_unit = models.ForeignKey(Unit, models.PROTECT, related_name="led_actions")
    supporting = models.ManyToManyField(Unit, related_name="supported_actions", blank=True)
    leader = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="actions")
    limit = models.CharField(max_length=12, blank=True)
    limit_days = models.PositiveSmallIntegerField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.FILED)
    filed_on = models.DateField()
    assigned_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.BigIntegerField(null=True)
    verified_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    quality = models.CharField(max_length=6, choices=Quality.choices, blank=True)
    returns = models.PositiveSmallIntegerField(default=0)
    extensions = models.PositiveSmallIntegerField(default=0)
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(span_start__isnull=True, span_end__isnull=True)
                | models.Q(span_end__gt=models.F("span_start")),
                name="action_span_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closed_on__isnull=False),
                name="action_closed_has_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["filed", "withdrawn"])
                | models.Q(due_on__isnull=False, first_due_on__isnull=False),
                name="action_assigned_has_a_limit",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="action_by_state"),
            models.Index(fields=["lead_unit", "state", "due_on"], name="action_by_unit"),
            models.Index(fields=["kind", "state", "due_on"], name="action_by_kind"),
            models.Index(fields=["due_on", "id"], name="action_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
