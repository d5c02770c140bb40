"""Counts and marks: events, department ratings and ballots as columns."""

from sanbi.engine.scoring.marks.ballots import BallotCount, count_ballots
from sanbi.engine.scoring.marks.events import (
    CountedEvent,
    counted_events,
    event_counts,
    event_points,
)
from sanbi.engine.scoring.marks.ratings import mean_ratings

__all__ = [
    "BallotCount",
    "CountedEvent",
    "count_ballots",
    "counted_events",
    "event_counts",
    "event_points",
    "mean_ratings",
]
