"""What was decided about the sentences of documents that may become actions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models.actions import Action
from sanbi.apps.documents.models import Document


class Judgement(models.Model):
    """A decision about a proposal: a sentence of a document, which its bytes name. Append-only.

    The newest of a sentence holds. What was filed or merged once is so for good; what was rejected
    can still be filed.
    """

    class Verdict(models.TextChoices):
        """What was decided."""

        FILED = "filed", _("Filed as an action")
        MERGED = "merged", _("Belongs to an action")
        REJECTED = "rejected", _("Not to be filed")

    document = models.ForeignKey(Document, models.PROTECT, related_name="judgements")
    raw_start = models.PositiveIntegerField()
    raw_end = models.PositiveIntegerField()
    quote = models.TextField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="judgements"
    )
    why = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["document", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "raw_start", "raw_end"],
                condition=~models.Q(verdict="rejected"),
                name="one_action_of_a_sentence",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="rejected", action__isnull=True)
                | ~models.Q(verdict="rejected") & models.Q(action__isnull=False),
                name="judgement_names_its_action",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quote[:20]} → {self.verdict}"
