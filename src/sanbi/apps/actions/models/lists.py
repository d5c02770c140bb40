"""Rectification lists 整改清单: what an inspection found, one problem an action."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models.actions import Action
from sanbi.apps.orgs.models import Unit


class ProblemList(models.Model):
    """A list of problems. ``kind`` is one of `categories.LISTS`.

    ``owner`` is the unit that checks a problem before it is struck off 销号; without one the
    supervision office does. ``heads`` are the columns of the form that the superior asks for, as
    pairs of head and field; none where the usual form does.
    """

    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    issued_by = models.CharField(max_length=80)
    document = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField()
    due_on = models.DateField()
    owner = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="owned_lists"
    )
    heads = models.JSONField(default=list, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-issued_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["title"], name="one_list_a_title"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("issued_on")), name="list_due_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Problem(models.Model):
    """A problem of a list: its place there, how it is to be dealt with, and its action."""

    class Term(models.TextChoices):
        """How long it takes."""

        AT_ONCE = "at_once", _("At once")
        BY_A_DAY = "by_day", _("By a stated day")
        LONG = "long", _("Long-term")

    list = models.ForeignKey(ProblemList, models.PROTECT, related_name="problems")
    place = models.PositiveSmallIntegerField()
    term = models.CharField(max_length=8, choices=Term.choices, default=Term.BY_A_DAY)
    measure = models.TextField(blank=True)
    action = models.OneToOneField(Action, models.PROTECT, related_name="problem")

    class Meta:
        ordering: ClassVar = ["list", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "place"], name="one_problem_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.place}"
