"""Models of the app."""

from sanbi.apps.ballots.models.casting import (
    BoxBallot,
    PaperEntry,
    PaperSlip,
    RollMark,
    SealedBox,
    Way,
)
from sanbi.apps.ballots.models.polls import (
    Poll,
    PollClass,
    PollKind,
    PollState,
    Subject,
    Voter,
)

__all__ = [
    "BoxBallot",
    "PaperEntry",
    "PaperSlip",
    "Poll",
    "PollClass",
    "PollKind",
    "PollState",
    "RollMark",
    "SealedBox",
    "Subject",
    "Voter",
    "Way",
]
