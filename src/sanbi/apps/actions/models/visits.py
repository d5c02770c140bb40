"""Field visits 调研: who saw what where, and what became of each finding."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models.actions import Action
from sanbi.apps.actions.models.firms import Firm
from sanbi.apps.orgs.models import Unit


class Visit(models.Model):
    """A visit to a unit, perhaps to one of its firms. ``people`` are who went, in words."""

    on = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits")
    firm = models.ForeignKey(Firm, models.PROTECT, null=True, blank=True, related_name="visits")
    place = models.CharField(max_length=120)
    people = models.CharField(max_length=200)
    topic = models.CharField(max_length=120)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        indexes: ClassVar = [models.Index(fields=["unit", "-on"], name="visit_by_unit")]

    def __str__(self) -> str:
        return f"{self.on} {self.topic}"


class Finding(models.Model):
    """A sentence of a visit: it waits, became an action, or was left with a reason."""

    class State(models.TextChoices):
        """What became of it."""

        WAITS = "waits", _("Waits")
        FILED = "filed", _("Filed as an action")
        LEFT = "left", _("Not to be filed")

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1000)
    state = models.CharField(max_length=6, choices=State.choices, default=State.WAITS)
    action = models.OneToOneField(
        Action, models.PROTECT, null=True, blank=True, related_name="finding"
    )
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["visit", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "place"], name="one_finding_a_place"),
            models.CheckConstraint(
                condition=models.Q(state="filed", action__isnull=False)
                | ~models.Q(state="filed") & models.Q(action__isnull=True),
                name="finding_filed_names_its_action",
            ),
        ]

    def __str__(self) -> str:
        return self.text
