"""Requests of programs that were named by their sender, so that each is done once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sanbi.apps.orgs.models.people import User


class Receipt(models.Model):
    """A named request and what it made; kept for 30 days.

    ``digest`` is that of the content: the same name with another content is a mistake.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="receipts")
    key = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    made = models.JSONField(default=list, help_text="primary keys of what it made")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="receipt_once")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"
