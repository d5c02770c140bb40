"""Good practice 好经验: nominated by a unit, approved by the office, taken over by others."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit


class PracticeState(models.TextChoices):
    """How far a nomination has come."""

    NOMINATED = "nominated", _("Nominated")
    SHARED = "shared", _("Shared with all")
    DECLINED = "declined", _("Not taken up")


class Practice(models.Model):
    """What a unit did well, so that others can do it too."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="practices")
    title = models.CharField(max_length=120)
    content = models.TextField()
    effect = models.CharField(max_length=300)
    state = models.CharField(
        max_length=10, choices=PracticeState.choices, default=PracticeState.NOMINATED
    )
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    nominated_on = models.DateField()
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-nominated_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="nominated") | models.Q(decided_on__isnull=False),
                name="practice_decided_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Takeover(models.Model):
    """What another unit took over of a good practice, and what came of it."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="takeovers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="takeovers")
    taken = models.CharField(max_length=300)
    taken_on = models.DateField()
    result = models.CharField(max_length=300, blank=True)
    result_on = models.DateField(null=True, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["taken_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "unit"], name="a_unit_takes_a_practice_over_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.practice}"
