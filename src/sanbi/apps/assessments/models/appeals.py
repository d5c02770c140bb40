"""Appeals 申诉复核."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments.models.rounds import Round
from sanbi.apps.assessments.models.runs import Run
from sanbi.apps.orgs.models import Unit


class Appeal(models.Model):
    """A unit's objection to one leaf; decided by somebody who had no hand in it."""

    class State(models.TextChoices):
        """How far it has come."""

        FILED = "filed", _("Filed")
        ACCEPTED = "accepted", _("Under review")
        UPHELD = "upheld", _("Upheld")
        DISMISSED = "dismissed", _("Dismissed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    round = models.ForeignKey(Round, models.PROTECT, related_name="appeals")
    run = models.ForeignKey(Run, models.PROTECT, related_name="appeals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appeals")
    leaf = models.CharField(max_length=60)
    leaf_name = models.CharField(max_length=120)
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.FILED)
    filed_by = models.BigIntegerField()
    filed_by_name = models.CharField(max_length=80)
    filed_at = models.DateTimeField()
    reviewer = models.BigIntegerField(null=True, blank=True)
    reviewer_name = models.CharField(max_length=80, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    correction = models.ForeignKey(
        Run, models.PROTECT, null=True, blank=True, related_name="corrects"
    )

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.leaf_name}"
