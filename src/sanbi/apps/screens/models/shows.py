"""What the screens of a meeting show, all in step."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments.models import Round
from sanbi.apps.ballots.models import Poll
from sanbi.apps.meetings.models import AgendaItem, Meeting


class Scene(models.TextChoices):
    """What is on the wall."""

    TITLE = "title", _("Title of the meeting")
    AGENDA = "agenda", _("Agenda")
    CLOCK = "clock", _("Speaking clock")
    TABLE = "table", _("League table, place by place")
    DIMENSION = "dimension", _("One dimension of the league table")
    TURNOUT = "turnout", _("Turnout of a poll")
    RESULT = "result", _("Result of a poll, place by place")
    WALL = "wall", _("Wall chart of projects")
    MAP = "map", _("Map of projects")


class Show(models.Model):
    """The show of a meeting: its scene, and how many steps of it are revealed.

    ``node`` is the dimension of a league table, or which projects of the wall chart are shown.
    ``key`` makes the address of the screens, which nobody signs in to. ``edition`` counts every
    change, so that a screen that was cut off knows what it has missed.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="show")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scene = models.CharField(max_length=10, choices=Scene.choices, default=Scene.TITLE)
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.CharField(max_length=40, blank=True)
    node = models.CharField(max_length=80, blank=True)
    poll = models.ForeignKey(Poll, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    step = models.PositiveSmallIntegerField(default=0)
    edition = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.meeting)
