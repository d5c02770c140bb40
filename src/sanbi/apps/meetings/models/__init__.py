"""Tables of the app."""

from sanbi.apps.meetings.models.meetings import (
    AgendaItem,
    Cycle,
    Decision,
    DecisionState,
    Invitation,
    Meeting,
    MeetingState,
    Presence,
    Series,
    Sort,
)
from sanbi.apps.meetings.models.roster import Arrival, Attendee, Venue, VenueRole, VoterClass, Way
from sanbi.apps.meetings.models.tours import Screening, Stop, Tour, TourState, Verdict

__all__ = [
    "AgendaItem",
    "Arrival",
    "Attendee",
    "Cycle",
    "Decision",
    "DecisionState",
    "Invitation",
    "Meeting",
    "MeetingState",
    "Presence",
    "Screening",
    "Series",
    "Sort",
    "Stop",
    "Tour",
    "TourState",
    "Venue",
    "VenueRole",
    "Verdict",
    "VoterClass",
    "Way",
]
