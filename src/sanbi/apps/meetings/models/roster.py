"""Venues of a meeting, the people on its roster, and what was noted about who came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.meetings.models.meetings import Meeting, Presence
from sanbi.apps.orgs.models import Unit


class VenueRole(models.TextChoices):
    """Whether a venue is the one where the meeting is chaired."""

    MAIN = "main", _("Main venue")
    SUB = "sub", _("Sub-venue")


class VoterClass(models.TextChoices):
    """The class in which somebody evaluates; empty for who does not."""

    LEADERS = "leaders", _("Leaders")
    DEPARTMENTS = "departments", _("Departments")
    DELEGATES = "delegates", _("Delegates")
    TOWNSHIPS = "townships", _("Townships")


class Way(models.TextChoices):
    """How somebody's coming was noted."""

    TYPED = "typed", _("One by one")
    LIST = "list", _("From the list")
    CARD = "card", _("By card")


class Venue(models.Model):
    """A room in which the meeting is held; a meeting with venues has exactly one main one."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="venues")
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=4, choices=VenueRole.choices, default=VenueRole.SUB)
    place = models.CharField(max_length=80)
    wall_m = models.DecimalField(  # width of the wall screen, in metres
        max_digits=5, decimal_places=2, null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["role", "order", "id"]  # "main" stands before "sub"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=models.Q(role=VenueRole.MAIN),
                name="one_main_venue_a_meeting",
            ),
            models.UniqueConstraint(fields=["meeting", "name"], name="one_venue_a_name"),
            models.CheckConstraint(
                condition=models.Q(wall_m__isnull=True) | models.Q(wall_m__gt=0),
                name="wall_has_a_width",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Attendee(models.Model):
    """A person on the roster.

    ``unit_name`` is what the roster says; ``unit`` the unit of the county of that name, if there
    is one. ``number`` stands on the card, is given once and never again. ``card`` counts the
    cards that were issued: an older one is not taken. ``presence`` repeats the newest entry of
    `Arrival`, so that counts need one look.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    unit_name = models.CharField(max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="attendees")
    post = models.CharField(max_length=60, blank=True)
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="attendees"
    )
    voter_class = models.CharField(max_length=12, choices=VoterClass.choices, blank=True)
    phone = models.CharField(max_length=20, blank=True)  # never shown in a list
    card = models.PositiveSmallIntegerField(default=1)
    presence = models.CharField(max_length=8, choices=Presence.choices, default=Presence.UNKNOWN)
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["meeting", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_number_an_attendee"),
            models.UniqueConstraint(
                fields=["meeting", "name", "unit_name"], name="one_attendee_a_name_and_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """What was noted about somebody's coming; only ever added, the newest holds."""

    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="arrivals")
    presence = models.CharField(max_length=8, choices=Presence.choices)
    way = models.CharField(max_length=5, choices=Way.choices)
    why = models.CharField(max_length=200, blank=True)  # of a correction
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["attendee", "id"]

    def __str__(self) -> str:
        return f"{self.attendee}: {self.presence}"
