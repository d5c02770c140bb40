"""Bulletins 通报, their sections, and the figures that their sentences rest on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments.models import Round
from sanbi.apps.meetings.models import Meeting


class Kind(models.TextChoices):
    """What a bulletin is about; each kind begins with its own sections."""

    QUARTERLY = "quarter", _("Quarterly notice")
    SUPERVISION = "supervise", _("Supervision notice")
    RESULT = "result", _("Round result")
    MEETING = "meeting", _("Meeting report")


class State(models.TextChoices):
    """How far a bulletin has come (docs/mechanisms/bulletins.md)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting to be signed")
    SIGNED = "signed", _("Issued")
    RECALLED = "recalled", _("Recalled")


class Sort(models.TextChoices):
    """What a section says; all but the own text are written by rules from data."""

    OPENING = "opening", _("Opening")
    LEAGUE = "league", _("League table")
    PROJECTS = "projects", _("Fast and slow projects")
    LAMPS = "lamps", _("Red lamps")
    ACTIONS = "actions", _("Supervised actions")
    PRACTICES = "practices", _("Good practice")
    DECISIONS = "decisions", _("Decisions of the meeting")
    POLL = "poll", _("Result of the meeting's poll")
    TEXT = "text", _("Own text")


class Counter(models.Model):
    """The last number of a series and year: locked while the next one is drawn."""

    series = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "year"], name="one_bulletin_counter")
        ]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.last}"


class Bulletin(models.Model):
    """A version of a bulletin. ``year`` and ``number`` are drawn when it is signed.

    ``as_of`` is the day to which projects and lamps are counted. A recalled one keeps its number;
    the version that ``replaces`` it carries the same one. ``anchor`` is the newest link of the
    audit's chain when it was signed.
    """

    kind = models.CharField(max_length=10, choices=Kind.choices)
    series = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    title = models.CharField(max_length=120)
    period = models.CharField(max_length=20, blank=True)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="bulletins"
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="bulletins"
    )
    as_of = models.DateField()
    issuer = models.CharField(max_length=60)
    recipients = models.CharField(max_length=200, blank=True)
    copies = models.CharField(max_length=200, blank=True)  # 抄送
    red_head = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    composed_by = models.BigIntegerField(null=True)
    composed_by_name = models.CharField(max_length=80)
    composed_at = models.DateTimeField()
    submitted_by = models.BigIntegerField(null=True, blank=True)
    submitted_by_name = models.CharField(max_length=80, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.CharField(max_length=300, blank=True)
    signed_by = models.BigIntegerField(null=True, blank=True)
    signed_by_name = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    dated = models.DateField(null=True, blank=True)  # 成文日期
    anchor = models.CharField(max_length=120, blank=True)
    recalled_by = models.BigIntegerField(null=True, blank=True)
    recalled_by_name = models.CharField(max_length=80, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_why = models.CharField(max_length=300, blank=True)
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-dated", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "year", "number", "version"], name="one_bulletin_number"
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=True)
                | ~models.Q(signed_by=models.F("submitted_by")),
                name="two_people_sign_a_bulletin",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted"])
                | models.Q(number__isnull=False, dated__isnull=False, signed_by__isnull=False),
                name="an_issued_bulletin_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign} {self.title}".strip()

    @property
    def sign(self) -> str:
        """Its number as it is written, 云督〔2026〕3号; empty before the first sign-off."""
        if self.number is None:
            return ""
        return f"{self.series}〔{self.year}〕{self.number}号"

    @property
    def is_open(self) -> bool:
        """Whether it can still be written."""
        return self.state == State.DRAFT


class Section(models.Model):
    """A section: a heading, own text, and what a rule wrote below it.

    ``content`` are blocks (`blocks.Block`) as plain values.
    """

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="sections")
    place = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=10, choices=Sort.choices)
    heading = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    content = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["bulletin", "place", "id"]

    def __str__(self) -> str:
        return self.heading or str(Sort(self.sort).label)


class Figure(models.Model):
    """A figure of a bulletin: what it refers to, in which version, and its value.

    ``was`` is the value before the last refresh, where it differs. ``frozen_at`` is the moment of
    the sign-off; before it the figure is live.
    """

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="figures")
    section = models.ForeignKey(Section, models.CASCADE, related_name="figures")
    key = models.CharField(max_length=100)
    source = models.CharField(max_length=200)
    version = models.CharField(max_length=80)
    value = models.TextField()
    was = models.TextField(blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["bulletin", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "key"], name="one_figure_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
