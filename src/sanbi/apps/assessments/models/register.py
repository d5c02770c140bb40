"""The register of bonus, deduction, veto and department rating; nobody types a final score."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments.models.rounds import Round
from sanbi.apps.orgs.models import Unit


class Item(models.Model):
    """One fact with its document: how many points it makes is the scheme's affair.

    ``leaf`` is the id of the leaf or adjustment item in the scheme that reads it. For an event
    ``kind``, ``count`` and ``amount`` are its own, for a rating ``rating`` is the mark. One person
    proposes, another checks.
    """

    class Sort(models.TextChoices):
        """What it is for."""

        BONUS = "bonus", _("Bonus")
        DEDUCTION = "deduction", _("Deduction")
        VETO = "veto", _("Veto")
        RATING = "rating", _("Department rating")

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "proposed", _("Proposed")
        CHECKED = "checked", _("Checked")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    round = models.ForeignKey(Round, models.PROTECT, related_name="items")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="register")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    leaf = models.CharField(max_length=60)
    kind = models.CharField(max_length=60, blank=True)
    count = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    rating = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    document = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300)
    appealable = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.BigIntegerField()
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    checked_by = models.BigIntegerField(null=True, blank=True)
    checked_by_name = models.CharField(max_length=80, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    check_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True)
                | ~models.Q(checked_by=models.F("proposed_by")),
                name="two_people_check",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.leaf} {self.document}"
