"""Bulk feeds: a large file that a background job takes in, in steps that can be resumed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Blob, Unit


class Feed(models.Model):
    """A file of observations and how far it has come; ``faults`` lists the first of them."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        STOPPED = "stopped", _("Stopped")

    blob = models.ForeignKey(Blob, models.PROTECT, related_name="feeds")
    name = models.CharField(max_length=200)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="feeds")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    rows = models.IntegerField(null=True)
    done = models.IntegerField(default=0)
    written = models.IntegerField(default=0)
    faults = models.JSONField(default=list)
    fault_count = models.IntegerField(default=0)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def share(self) -> float | None:
        """Share of the rows that are known; None before they are counted."""
        return self.done / self.rows if self.rows else None
