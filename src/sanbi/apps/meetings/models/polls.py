"""Which poll is held in a meeting."""

from __future__ import annotations

from django.db import models

from sanbi.apps.ballots.models import Poll
from sanbi.apps.meetings.models.meetings import Meeting


class MeetingPoll(models.Model):
    """The evaluation on the spot that belongs to a meeting; its roll may come from the roster."""

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, primary_key=True, related_name="held_poll"
    )
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="meetings")

    def __str__(self) -> str:
        return str(self.poll)
