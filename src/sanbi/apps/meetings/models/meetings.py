"""Meetings: their cycle, who is invited, what is on the agenda, what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models import Action
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.projects.models import Project


class Sort(models.TextChoices):
    """What a meeting is for."""

    DISPATCH = "dispatch", _("Dispatch meeting")
    ROUND = "round", _("Exchange round")
    PUSH = "push", _("Push meeting")
    RETREAT = "retreat", _("Retreat")
    TOUR = "tour", _("Observation tour")
    STUDY = "study", _("Study visit")


class Cycle(models.TextChoices):
    """How often a meeting comes round."""

    WEEKLY = "weekly", _("Every week")
    HALF_MONTHLY = "half", _("Twice a month")
    MONTHLY = "monthly", _("Every month")


class MeetingState(models.TextChoices):
    """How far a meeting has come (docs/mechanisms/meetings.md)."""

    PLANNED = "planned", _("To be held")
    OPEN = "open", _("Under way")
    CLOSED = "closed", _("Held")
    CANCELLED = "cancelled", _("Called off")


class Presence(models.TextChoices):
    """Whether a unit that was invited came."""

    UNKNOWN = "unknown", _("Not noted")
    PRESENT = "present", _("Present")
    DEPUTY = "deputy", _("By deputy")
    EXCUSED = "excused", _("On leave")
    ABSENT = "absent", _("Absent")


class DecisionState(models.TextChoices):
    """Whether what was decided is done."""

    OPEN = "open", _("To be done")
    DONE = "done", _("Carried out")


class ItemKind(models.TextChoices):
    """What happens in an item of the agenda."""

    OPENING = "opening", _("Opening of the meeting")
    RESULTS = "results", _("Results on show")
    SPEECH = "speech", _("Theme speech")
    EVALUATION = "evaluation", _("On-site evaluation")
    PROJECT = "project", _("Project taken up")
    CONTRIBUTION = "contribution", _("Contribution")
    SUMMING_UP = "summing_up", _("Summing-up by the principal")
    OTHER = "other", _("Other matter")


class Theme(models.TextChoices):
    """On what units speak."""

    INNOVATION = "innovation", _("Innovation, as a theme")
    PROJECTS = "projects", _("Projects, as a theme")
    PROSPERITY = "prosperity", _("Common prosperity")


class Series(models.Model):
    """A meeting that comes round by itself: its days follow from the county's calendar.

    ``day`` is the weekday of a weekly one (1 is Monday), else the working day of the month, or of
    each of its halves, by number.
    """

    sort = models.CharField(max_length=12, choices=Sort.choices, default=Sort.DISPATCH)
    title = models.CharField(max_length=80)
    cycle = models.CharField(max_length=8, choices=Cycle.choices)
    day = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    place = models.CharField(max_length=80)
    chair = models.ForeignKey(User, models.PROTECT, related_name="+")
    units = models.ManyToManyField(Unit, related_name="+")
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(day__gte=1, day__lte=23), name="series_day_of_a_month"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A meeting; ``slot_on`` is the day that its series foresaw, which may differ from the real."""

    sort = models.CharField(max_length=12, choices=Sort.choices, default=Sort.DISPATCH)
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    slot_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=80)
    begins_at = models.DateTimeField()
    place = models.CharField(max_length=80)
    chair = models.ForeignKey(User, models.PROTECT, related_name="chaired_meetings")
    state = models.CharField(
        max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    remarks = models.TextField(blank=True)  # what the chair asked for in the end
    cancelled_why = models.CharField(max_length=300, blank=True)
    roster_at = models.DateTimeField(null=True, blank=True)  # the roster's last change
    cards_at = models.DateTimeField(null=True, blank=True)  # its cards were printed last
    edition = models.IntegerField(default=0)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["-begins_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "slot_on"],
                condition=~models.Q(state=MeetingState.CANCELLED),
                name="one_meeting_of_a_slot",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_at__gte=models.F("opened_at")),
                name="meeting_closed_after_opening",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "begins_at"], name="meeting_by_state")]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """A unit that is asked to a meeting, and whether it came; ``person`` is who came for it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invitations")
    presence = models.CharField(max_length=8, choices=Presence.choices, default=Presence.UNKNOWN)
    person = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["unit__sequence", "unit__pinyin", "unit__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="one_invitation_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.unit}"


class AgendaItem(models.Model):
    """An item of the agenda: a project or another matter, why, who speaks, how long."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    place = models.PositiveIntegerField()
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    title = models.CharField(max_length=120)
    why = models.CharField(max_length=500, blank=True)
    unit = models.ForeignKey(  # speaks
        Unit, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    speaker = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=ItemKind.choices, default=ItemKind.OTHER)
    theme = models.CharField(max_length=12, choices=Theme.choices, blank=True)
    venue = models.ForeignKey(  # from where is spoken; none is the main venue
        "meetings.Venue", models.PROTECT, null=True, blank=True, related_name="items"
    )
    draw = models.ForeignKey(  # by which the speaker was found; none was chosen
        "meetings.Draw", models.PROTECT, null=True, blank=True, related_name="items"
    )
    minutes = models.PositiveSmallIntegerField(default=5)
    remark = models.TextField(blank=True)  # what was said, for the minutes

    class Meta:
        ordering: ClassVar = ["meeting", "place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "project"], name="one_item_a_project"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=240), name="item_minutes_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What a meeting decided 议定事项: what, which unit, until when. It holds once it is closed.

    ``working_days`` are those that were given, counted from the day of the meeting.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    text = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="decisions")
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField()
    state = models.CharField(
        max_length=6, choices=DecisionState.choices, default=DecisionState.OPEN
    )
    done_on = models.DateField(null=True, blank=True)
    done_note = models.CharField(max_length=500, blank=True)
    done_by = models.BigIntegerField(null=True)
    done_by_name = models.CharField(max_length=80, blank=True)
    action = models.OneToOneField(  # follows it, once it was handed to the supervision office
        Action, models.PROTECT, null=True, blank=True, related_name="decision"
    )
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["meeting", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=DecisionState.OPEN, done_on__isnull=True)
                | models.Q(state=DecisionState.DONE, done_on__isnull=False),
                name="decision_done_has_a_day",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="decision_by_due"),
            models.Index(fields=["unit", "state"], name="decision_by_unit"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
