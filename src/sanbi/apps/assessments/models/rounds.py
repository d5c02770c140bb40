"""Rounds 三比三看轮次 and who published them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments.models.schemes import SchemeVersion
from sanbi.apps.orgs.models import Attachment


class RoundState(models.TextChoices):
    """How far a round has come (docs/mechanisms/rounds.md)."""

    DRAFT = "draft", _("Draft")
    COLLECTING = "collecting", _("Collecting")
    FROZEN = "frozen", _("Frozen")
    SCORED = "scored", _("Scored")
    PUBLISHED = "published", _("Published")
    APPEALS = "appeals", _("Appeals")
    FINAL = "final", _("Final")


class Round(models.Model):
    """One exchange round: a scheme version over a period.

    ``grouping`` names the grouping of units; ``current_run`` is the run that boards show.
    ``notice_until`` ends the public notice 公示, ``appeals_until`` the window for appeals.
    """

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    period = models.CharField(max_length=20)
    scheme_version = models.ForeignKey(SchemeVersion, models.PROTECT, related_name="rounds")
    grouping = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    collect_until = models.DateTimeField(null=True, blank=True)
    appeals_until = models.DateTimeField(null=True, blank=True)
    notice_until = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    current_run = models.ForeignKey(
        "assessments.Run", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-period", "code"]

    def __str__(self) -> str:
        return self.title


class RoundStep(models.Model):
    """A change of a round's state."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=10, choices=RoundState.choices)
    to_state = models.CharField(max_length=10, choices=RoundState.choices)
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.round}: {self.from_state} → {self.to_state}"


class Publication(models.Model):
    """A run put forward by one person and approved by another."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="publications")
    run = models.ForeignKey("assessments.Run", models.PROTECT, related_name="publications")
    proposed_by = models.BigIntegerField()
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    approved = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="two_people_publish",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(approved__isnull=True),
                name="one_open_publication",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.run}"
