"""Copies of one event found among documents, and how they differ; texts are never merged."""

from sanbi.engine.documents.comparing.copies import Copy, copies_of
from sanbi.engine.documents.comparing.events import Group, Match, same_events
from sanbi.engine.documents.comparing.standing import Standing, standing_of
from sanbi.engine.documents.comparing.variants import Change, Difference, Variants, variants

__all__ = [
    "Change",
    "Copy",
    "Difference",
    "Group",
    "Match",
    "Standing",
    "Variants",
    "copies_of",
    "same_events",
    "standing_of",
    "variants",
]
