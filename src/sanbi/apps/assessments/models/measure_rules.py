"""Rules over runs that propose rewards and accountability."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sanbi.apps.assessments.models.measures import MEASURE_KINDS
from sanbi.apps.assessments.models.schemes import Scheme


class MeasureRule(models.Model):
    """A condition over a unit's results in this round and the rounds before it.

    ``condition`` is plain data as `sanbi.engine.conditions` reads it; its facts are those of
    `assessments.outcomes.facts_of_unit`. A rule only proposes; people decide.
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="measure_rules")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=MEASURE_KINDS)
    condition = models.JSONField()
    text = models.CharField(max_length=300)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["scheme", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "code"], name="one_measure_rule_code")
        ]

    def __str__(self) -> str:
        return self.name
