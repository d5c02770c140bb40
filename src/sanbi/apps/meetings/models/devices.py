"""Screens and terminals of a venue, and when they were heard of last."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sanbi.apps.meetings.models.roster import Venue


class Device(models.Model):
    """A computer of a venue: a wall screen or a terminal.

    It says who it is by a token, of which the SHA-256 alone is kept. ``skew_ms`` is its clock
    less the server's, in milliseconds, as it was told when it was heard of last.
    """

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="devices")
    name = models.CharField(max_length=40)
    token_digest = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    skew_ms = models.IntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["venue", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["venue", "name"], name="one_device_a_name"),
            models.CheckConstraint(
                condition=models.Q(seen_at__isnull=True, skew_ms__isnull=True)
                | models.Q(seen_at__isnull=False, skew_ms__isnull=False),
                name="device_seen_with_its_skew",
            ),
        ]

    def __str__(self) -> str:
        return self.name
