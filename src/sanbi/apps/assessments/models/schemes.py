"""Schemes 考核办法 and their versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sanbi.apps.orgs.models import Unit


class Scheme(models.Model):
    """A scheme over the years; what it says stands in its versions."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="schemes")

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.title


class SchemeVersion(models.Model):
    """The text of a scheme (YAML) as it was laid down; never changed once a round uses it.

    A draft (``adopted_at`` None) may be edited; adopting checks it whole. ``number`` counts
    within the scheme.
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=80)
    title = models.CharField(max_length=120, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "number"], name="one_scheme_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.title or self.scheme} v{self.number}"
