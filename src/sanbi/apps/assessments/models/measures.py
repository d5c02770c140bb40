"""Rewards and accountability: proposed by a rule, decided by people, never automatic."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments.models.rounds import Round
from sanbi.apps.orgs.models import Unit

MEASURE_KINDS = [("award", _("Award")), ("notice", _("Notice")), ("talk", _("Talk 约谈"))]


class Measure(models.Model):
    """An award, notice or talk for a unit (or, as text, a project or post)."""

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "proposed", _("Proposed")
        HEARD = "heard", _("Heard")
        APPROVED = "approved", _("Approved")
        DELIVERED = "delivered", _("Delivered")
        CLOSED = "closed", _("Closed")
        REVOKED = "revoked", _("Revoked")
        EXEMPTED = "exempted", _("Exempted")

    round = models.ForeignKey(Round, models.PROTECT, related_name="measures")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="measures")
    subject = models.CharField(
        max_length=120, blank=True, help_text="a project or post, if not the unit"
    )
    rule = models.CharField(max_length=60, blank=True)
    ground = models.TextField()
    kind = models.CharField(max_length=8, choices=MEASURE_KINDS)
    text = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    restricted = models.BooleanField(default=True)
    proposed_by = models.BigIntegerField(null=True)
    approved_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | models.Q(proposed_by__isnull=True)
                | ~models.Q(approved_by=models.F("proposed_by")),
                name="two_people_decide",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.text}"


class MeasureStep(models.Model):
    """What was done about a measure, by whom, with which document."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps")
    to_state = models.CharField(max_length=10, choices=Measure.State.choices)
    note = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=120, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.measure}: {self.to_state}"
