"""A poll 现场测评: what is marked and how, by which classes of voters; its roll."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit


class PollKind(models.TextChoices):
    """How subjects are marked; values are the engine's words."""

    RANK = "rank", _("Places")
    SCORE = "score", _("Scores 0 to 100")
    GRADE = "grade", _("Grades")


class PollState(models.TextChoices):
    """How far a poll has come (docs/mechanisms/ballots.md)."""

    DRAFT = "draft", _("Being prepared")
    READY = "ready", _("Ready: roll closed")
    OPEN = "open", _("Open: being voted")
    CLOSED = "closed", _("Closed: to be sealed")
    SEALED = "sealed", _("Sealed and counted")
    PUBLISHED = "published", _("Result published")
    VOID = "void", _("Declared void")


class Poll(models.Model):
    """One evaluation on the spot.

    ``electorate`` is the name under which a scheme counts its ballots; empty for a poll that feeds
    no scheme. ``criteria`` and ``grades`` are lists of [name, number as text]. ``quorum`` is the
    share of the roll, in percent, below which a poll cannot be sealed.
    """

    title = models.CharField(max_length=80)
    period = models.CharField(max_length=16)
    electorate = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=6, choices=PollKind.choices)
    criteria = models.JSONField(default=list, blank=True)
    grades = models.JSONField(default=list, blank=True)
    top = models.DecimalField(max_digits=6, decimal_places=2, default=100)
    step = models.DecimalField(max_digits=6, decimal_places=2, default=3)
    trim = models.PositiveSmallIntegerField(default=0)
    whole = models.BooleanField(default=True)
    own_counts = models.BooleanField(default=False)
    quorum = models.PositiveSmallIntegerField(default=50)
    device_allowed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=PollState.choices, default=PollState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    cards_at = models.DateTimeField(null=True, blank=True)  # when code cards were last printed
    roll_at = models.DateTimeField(null=True, blank=True)  # when the roll was last changed
    unreturned = models.PositiveIntegerField(default=0)  # paper given out that did not come back
    void_why = models.CharField(max_length=300, blank=True)
    edition = models.IntegerField(default=0)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(quorum__gte=0, quorum__lte=100), name="poll_quorum_percent"
            ),
            models.UniqueConstraint(
                fields=["period", "electorate"],
                condition=~models.Q(electorate="") & ~models.Q(state=PollState.VOID),
                name="one_poll_of_an_electorate",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PollClass(models.Model):
    """A class of voters; ``counted_with`` takes its ballots where they are fewer than five."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="classes")
    name = models.CharField(max_length=20)
    weight = models.DecimalField(max_digits=8, decimal_places=4)
    place = models.PositiveSmallIntegerField()
    counted_with = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["poll", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "name"], name="one_class_of_a_name"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="class_weight_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """A unit on the paper; ``place`` is its line, which follows the names and no rank."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="subjects")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["poll", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "unit"], name="one_line_a_unit")
        ]

    def __str__(self) -> str:
        return str(self.unit)


class Voter(models.Model):
    """Somebody on the roll. ``card`` counts how often a code card was issued anew.

    The code itself is made from the site's key when a card is printed, and kept nowhere.
    """

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="voters")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField(max_length=40, blank=True)
    poll_class = models.ForeignKey(PollClass, models.PROTECT, related_name="voters")
    venue = models.CharField(max_length=40, blank=True)
    card = models.PositiveSmallIntegerField(default=0)
    code_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["poll", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "number"], name="one_voter_a_number"),
            models.UniqueConstraint(
                fields=["poll", "code_digest"],
                condition=~models.Q(code_digest=""),
                name="one_voter_a_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
