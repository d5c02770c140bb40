"""What happened to an action: its steps, milestones, extensions, cards and look-backs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models.actions import Action, Quality, State
from sanbi.apps.orgs.models import Unit


class Step(models.Model):
    """A step in the life of an action: who, when, why. Append-only."""

    class Deed(models.TextChoices):
        """What was done."""

        FILED = "filed", _("Put on file")
        CHANGED = "changed", _("Changed")
        ASSIGNED = "assigned", _("Assigned")
        DECLINED = "declined", _("Given back by the unit")
        RECEIVED = "received", _("Received")
        PROGRESS = "progress", _("Progress noted")
        SPLIT = "split", _("Split")
        REPORTED = "reported", _("Reported")
        RETURNED = "returned", _("Returned")
        VERIFIED = "verified", _("Verified as done")
        CLOSED = "closed", _("Closed out")
        REOPENED = "reopened", _("Taken up again")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ASKED = "asked", _("More time asked for")
        EXTENDED = "extended", _("More time given")
        REFUSED = "refused", _("More time refused")
        REMINDED = "reminded", _("Reminded")
        CARD = "card", _("Card shown")
        LOOKED_BACK = "looked", _("Looked back at")

    action = models.ForeignKey(Action, models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    state = models.CharField(max_length=10, choices=State.choices)  # afterwards
    text = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    quality = models.CharField(max_length=6, choices=Quality.choices, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["deed", "at"], name="step_by_deed")]

    def __str__(self) -> str:
        return f"{self.action}: {self.deed}"


class Milestone(models.Model):
    """A part of the way that the lead unit sets itself, with its day."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["action", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "place"], name="one_milestone_a_place")
        ]

    def __str__(self) -> str:
        return self.name


class Extension(models.Model):
    """More time that was asked for, and what somebody else decided."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="extension_requests")
    before = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=500)
    asked_by = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    approved = models.BooleanField(null=True)
    note = models.CharField(max_length=300, blank=True)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action"],
                condition=models.Q(approved__isnull=True),
                name="one_extension_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="extension_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("before")), name="extension_is_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.until}"


class Card(models.Model):
    """A yellow or red card, shown to the unit that leads an action. Append-only."""

    class Colour(models.TextChoices):
        """How grave."""

        YELLOW = "yellow", _("Yellow card")
        RED = "red", _("Red card")

    action = models.ForeignKey(Action, models.PROTECT, related_name="cards")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cards")
    colour = models.CharField(max_length=6, choices=Colour.choices)
    on = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["unit", "on"], name="card_by_unit")]

    def __str__(self) -> str:
        return f"{self.action}: {self.colour}"


class Reminder(models.Model):
    """That a rule of the clock was carried out for an action and a due date. Append-only."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="reminders")
    due_on = models.DateField()
    days = models.SmallIntegerField()  # working days after the due date; before it below 0
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "due_on", "days"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.days}"


class LookBack(models.Model):
    """A look back 回头看 at what was closed out: planned for a day, then its finding."""

    class Outcome(models.TextChoices):
        """What was found."""

        HOLDS = "holds", _("It holds")
        RELAPSED = "relapsed", _("It came back")

    action = models.ForeignKey(Action, models.PROTECT, related_name="look_backs")
    due_on = models.DateField()
    planned_by_name = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    done_on = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action"],
                condition=models.Q(done_on__isnull=True),
                name="one_look_back_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True, outcome="")
                | models.Q(done_on__isnull=False) & ~models.Q(outcome=""),
                name="look_back_has_an_outcome",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["done_on", "due_on"], name="look_back_by_due")]

    def __str__(self) -> str:
        return f"{self.action}: {self.due_on}"


class Rulebook(models.Model):
    """Limits, reminders and cards as data. Versioned, append-only (`actions.rulebook`)."""

    version = models.PositiveIntegerField(unique=True)
    limits = models.JSONField()
    reminders = models.JSONField()
    near_days = models.PositiveSmallIntegerField(default=3)
    valid_from = models.DateField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]

    def __str__(self) -> str:
        return f"v{self.version}"
