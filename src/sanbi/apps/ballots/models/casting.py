"""What casting leaves: a mark on the roll, a ballot in the box, and nothing that joins them.

Neither table has a time or a running number. What PostgreSQL itself keeps of the order and of the
transaction ends with sealing (services.sealing).
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.ballots.models.polls import Poll, PollClass, Voter


class Way(models.TextChoices):
    """How somebody voted."""

    TERMINAL = "terminal", _("Venue terminal")
    PAPER = "paper", _("Paper")
    DEVICE = "device", _("Own device")


class RollMark(models.Model):
    """Somebody has voted, or took paper. The receipt proves that a ballot is in, not what it says.

    ``cast_key`` is made by the voter's page, so that a repeated casting is known as the same.
    """

    voter = models.OneToOneField(Voter, models.PROTECT, primary_key=True, related_name="roll_mark")
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="roll_marks")
    way = models.CharField(max_length=8, choices=Way.choices)
    cast_key = models.UUIDField(null=True)
    receipt = models.CharField(max_length=9, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "cast_key"], name="one_casting_a_key"),
            models.UniqueConstraint(
                fields=["poll", "receipt"],
                condition=~models.Q(receipt=""),
                name="one_ballot_a_receipt",
            ),
        ]

    def __str__(self) -> str:
        return str(self.voter_id)


class BoxBallot(models.Model):
    """A ballot in an open box: class and marks, {subject: {criterion: mark}}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="box")
    poll_class = models.ForeignKey(PollClass, models.PROTECT, related_name="+")
    marks = models.JSONField()

    def __str__(self) -> str:
        return str(self.poll_id)


class PaperSlip(models.Model):
    """A printed ballot; its number stands on the paper, is drawn by lot, and is its receipt."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="paper_slips")
    poll_class = models.ForeignKey(PollClass, models.PROTECT, related_name="+")
    number = models.CharField(max_length=9)

    class Meta:
        ordering: ClassVar = ["poll", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "number"], name="one_paper_a_number")
        ]

    def __str__(self) -> str:
        return self.number


class PaperEntry(models.Model):
    """What one person read from a paper ballot; ``turn`` 3 settles what the first two differ in."""

    slip = models.ForeignKey(PaperSlip, models.PROTECT, related_name="entries")
    turn = models.PositiveSmallIntegerField()
    marks = models.JSONField()
    invalid = models.BooleanField(default=False)
    by = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slip", "turn"], name="one_entry_a_turn"),
            models.UniqueConstraint(
                fields=["slip", "by"], condition=models.Q(turn__lt=3), name="two_people_enter"
            ),
            models.CheckConstraint(
                condition=models.Q(turn__gte=1, turn__lte=3), name="entry_turn_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slip_id}/{self.turn}"


class SealedBox(models.Model):
    """The box as sealed: the bytes of the package, and their digest."""

    poll = models.OneToOneField(Poll, models.PROTECT, related_name="sealed_box")
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    hash_name = models.CharField(max_length=8)

    def __str__(self) -> str:
        return self.digest
