"""Marks that somebody looked at an odd account."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models.people import User

FINDING_WORDS = {
    "never": _("Never signed in for 90 days"),
    "stale": _("Not signed in for 90 days"),
    "administrators": _("More than one of the three administrators"),
    "mixed": _("Administrator and business role together"),
    "judge": _("Office and auditor together"),
    "many": _("Roles for five units or more"),
    "ended": _("Belongs to a closed unit"),
    "idle": _("Holds no role"),
    "initial": _("Initial password never changed"),
}


class Review(models.Model):
    """Somebody looked at a finding and left it as it is, with a reason."""

    user = models.ForeignKey(User, models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=16, choices=list(FINDING_WORDS.items()))
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="reviewed")
    note = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.user} {self.kind}"
