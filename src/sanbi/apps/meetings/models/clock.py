"""The speaking clock: what was pressed, and when by the server's time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.meetings.models.meetings import AgendaItem


class Press(models.TextChoices):
    """What is pressed on the speaking clock."""

    START = "start", _("Start the clock")
    PAUSE = "pause", _("Pause")
    END = "end", _("End the item")


class ClockMark(models.Model):
    """A press of the speaking clock of an item; only ever added. The time spoken follows."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="marks")
    press = models.CharField(max_length=5, choices=Press.choices)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["item", "id"]

    def __str__(self) -> str:
        return f"{self.item}: {self.press}"
