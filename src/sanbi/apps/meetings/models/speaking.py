"""Who speaks: draws that anybody can repeat, and contributions in writing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.meetings.models.meetings import Meeting, Theme
from sanbi.apps.orgs.models import Unit


class Draw(models.Model):
    """A draw of units (docs/mechanisms/meetings.md says how to repeat it); only ever added.

    ``names`` is the list drawn from, ``digest`` its SHA-256, ``order`` the whole list as drawn,
    ``wanted`` how many of it speak; ``why`` is the reason of a draw after the first.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="draws")
    theme = models.CharField(max_length=12, choices=Theme.choices, blank=True)
    seed = models.CharField(max_length=64)
    names = models.JSONField()
    digest = models.CharField(max_length=64)
    order = models.JSONField()
    wanted = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["meeting", "id"]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.digest[:8]}"


class ContributionState(models.TextChoices):
    """How far a contribution in writing has come."""

    ASKED = "asked", _("Asked to write")
    HANDED_IN = "handed_in", _("Contribution handed in")
    EXCUSED = "excused", _("Let off")


class Contribution(models.Model):
    """What a unit writes for a meeting: a text, or files."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="contributions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="contributions")
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=ContributionState.choices, default=ContributionState.ASKED
    )
    text = models.TextField(blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    excused_why = models.CharField(max_length=200, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["unit__sequence", "unit__pinyin", "unit__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="one_contribution_a_unit"),
            models.CheckConstraint(
                condition=models.Q(state=ContributionState.HANDED_IN, handed_in_at__isnull=False)
                | ~models.Q(state=ContributionState.HANDED_IN),
                name="contribution_handed_in_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.unit}"
