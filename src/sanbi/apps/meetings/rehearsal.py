"""The check before a meeting: each line green or red, with what to do.

`RULES` are data: a key, a sentence, and a function that finds what is wrong. An app above adds its
own when it starts, such as whether the poll is ready::

    rehearsal.register("poll", gettext_lazy("The poll is ready"), check)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.meetings.models import Device, ItemKind, Meeting
from sanbi.apps.meetings.queries.meetings import agenda_of
from sanbi.apps.meetings.queries.timing import warnings_of

ANSWERS_WITHIN = timedelta(minutes=5)
"""A screen that was not heard of for so long does not answer."""
LARGEST_SKEW_MS = 2000
"""Milliseconds by which the clock of a screen may be off."""
NAMED = 5
"""So many names a line says; the others are counted."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, and what to do."""

    what: str
    do: str


@dataclass(frozen=True)
class Line:
    """A line of the check; green without faults."""

    key: str
    title: str
    faults: Sequence[Fault]

    @property
    def green(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


Check = Callable[[Meeting, datetime], list[Fault]]


@dataclass(frozen=True)
class Rule:
    """A rule of the check."""

    key: str
    title: Promise
    check: Check


def rehearsed(meeting: Meeting, now: datetime) -> list[Line]:
    """Return the check of a meeting that was asked for, in the order of the rules."""
    rules = [*RULES, *EXTRA.values()]
    return [Line(rule.key, str(rule.title), rule.check(meeting, now)) for rule in rules]


def register(key: str, title: Promise, check: Check) -> None:
    """Add a rule of an app above; the same key again replaces it."""
    EXTRA[key] = Rule(key, title, check)


# -- the rules of this app -------------------------------------------------------------------------
def _venues(meeting: Meeting, now: datetime) -> list[Fault]:
    del now
    if meeting.venues.exists():
        return []
    return [Fault(_("The meeting has no venue."), _("Add the main venue."))]


def _roster(meeting: Meeting, now: datetime) -> list[Fault]:
    del now
    if meeting.attendees.exists():
        return []
    return [Fault(_("Nobody is on the roster."), _("Take it in first."))]


def _units(meeting: Meeting, now: datetime) -> list[Fault]:
    del now
    listed = set(meeting.attendees.values_list("unit", flat=True))
    invited = meeting.invitations.select_related("unit")
    lacking = [row.unit.name for row in invited if row.unit_id not in listed]
    if not lacking:
        return []
    what = _("Invited, but nobody of it is on the roster: %(names)s.")
    return [Fault(what % {"names": _some(lacking)}, _("Ask these units whom they send."))]


def _seats(meeting: Meeting, now: datetime) -> list[Fault]:
    del now
    rows = meeting.attendees.filter(venue__isnull=True).order_by("number")
    lacking = list(rows.values_list("name", flat=True))
    if not lacking:
        return []
    what = _("Without a venue: %(names)s.") % {"names": _some(lacking)}
    return [Fault(what, _("Give each of them a venue."))]


def _reachable(meeting: Meeting, now: datetime) -> list[Fault]:
    del now
    rows = meeting.attendees.filter(phone="").order_by("number")
    lacking = list(rows.values_list("name", flat=True))
    if not lacking:
        return []
    what = _("Without a telephone number: %(names)s.") % {"names": _some(lacking)}
    return [Fault(what, _("Add their numbers to the roster."))]


def _screens(meeting: Meeting, now: datetime) -> list[Fault]:
    heard = Device.objects.filter(venue__meeting=meeting, seen_at__gte=now - ANSWERS_WITHIN)
    answering = set(heard.values_list("venue", flat=True))
    lacking = [row.name for row in meeting.venues.all() if row.pk not in answering]
    minutes = ANSWERS_WITHIN // timedelta(minutes=1)
    if not lacking:
        return []
    what = _("No screen answered in the last %(minutes)d minutes: %(names)s.")
    return [
        Fault(
            what % {"minutes": minutes, "names": _some(lacking)},
            _("Open the screen page there, and look at its network."),
        )
    ]


def _clocks(meeting: Meeting, now: datetime) -> list[Fault]:
    del now
    rows = Device.objects.filter(venue__meeting=meeting, skew_ms__isnull=False)
    wrong = [
        f"{row.venue.name} {row.name} {row.skew_ms / 1000:+.1f} s"
        for row in rows.select_related("venue").order_by("venue", "name")
        if row.skew_ms is not None and abs(row.skew_ms) > LARGEST_SKEW_MS
    ]
    if not wrong:
        return []
    what = _("Clocks off by more than two seconds: %(names)s.") % {"names": _some(wrong)}
    return [Fault(what, _("Set the clock of that computer by the network."))]


def _cards(meeting: Meeting, now: datetime) -> list[Fault]:
    del now
    if meeting.cards_at is None:
        return [Fault(_("The cards have not been printed."), _("Print the cards of the roster."))]
    if meeting.roster_at is not None and meeting.roster_at > meeting.cards_at:
        return [
            Fault(
                _("The roster was changed after the cards were printed."),
                _("Print the cards of the roster."),
            )
        ]
    return []


def _agenda(meeting: Meeting, now: datetime) -> list[Fault]:
    del now
    items = agenda_of(meeting)
    if not items:
        return [Fault(_("Its agenda is empty."), _("Put an item on it first."))]
    silent = [
        item.title
        for item in items
        if item.kind == ItemKind.SPEECH and not item.unit_id and not item.speaker
    ]
    faults = [Fault(line, _("Shorten the agenda.")) for line in warnings_of(items)]
    if silent:
        what = _("Speeches without a speaker: %(names)s.") % {"names": _some(silent)}
        faults.append(Fault(what, _("Choose who speaks, or draw.")))
    return faults


def _some(names: Sequence[str]) -> str:
    said = "、".join(names[:NAMED])
    if len(names) <= NAMED:
        return said
    return _("%(names)s and %(count)d more") % {"names": said, "count": len(names) - NAMED}


RULES: tuple[Rule, ...] = (
    Rule("venues", gettext_lazy("There is a main venue"), _venues),
    Rule("roster", gettext_lazy("The roster is taken in"), _roster),
    Rule("units", gettext_lazy("Every unit invited is on the roster"), _units),
    Rule("seats", gettext_lazy("Everybody has a venue"), _seats),
    Rule("reachable", gettext_lazy("Everybody can be reached"), _reachable),
    Rule("screens", gettext_lazy("A screen of each venue answers"), _screens),
    Rule("clocks", gettext_lazy("The clocks agree"), _clocks),
    Rule("cards", gettext_lazy("Cards are printed from the newest roster"), _cards),
    Rule("agenda", gettext_lazy("The agenda is complete and short enough"), _agenda),
)
EXTRA: dict[str, Rule] = {}
"""Rules that apps above have added, by key."""
