"""Tables of the app."""

from sanbi.apps.meetings.models.clock import ClockMark, Press
from sanbi.apps.meetings.models.devices import Device
from sanbi.apps.meetings.models.meetings import (
    AgendaItem,
    Cycle,
    Decision,
    DecisionState,
    Invitation,
    ItemKind,
    Meeting,
    MeetingState,
    Presence,
    Series,
    Sort,
    Theme,
)
from sanbi.apps.meetings.models.polls import MeetingPoll
from sanbi.apps.meetings.models.roster import Arrival, Attendee, Venue, VenueRole, VoterClass, Way
from sanbi.apps.meetings.models.speaking import Contribution, ContributionState, Draw
from sanbi.apps.meetings.models.tours import Screening, Stop, Tour, TourState, Verdict

__all__ = [
    "AgendaItem",
    "Arrival",
    "Attendee",
    "ClockMark",
    "Contribution",
    "ContributionState",
    "Cycle",
    "Decision",
    "DecisionState",
    "Device",
    "Draw",
    "Invitation",
    "ItemKind",
    "Meeting",
    "MeetingPoll",
    "MeetingState",
    "Presence",
    "Press",
    "Screening",
    "Series",
    "Sort",
    "Stop",
    "Theme",
    "Tour",
    "TourState",
    "Venue",
    "VenueRole",
    "Verdict",
    "VoterClass",
    "Way",
]
