"""Messages on the site: reminders, returns, decisions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sanbi.apps.orgs.models.people import User


class Message(models.Model):
    """A line in somebody's inbox. ``key`` keeps a reminder from being sent twice."""

    user = models.ForeignKey(User, models.CASCADE, related_name="messages")
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "key"], condition=~models.Q(key=""), name="message_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
