"""Copies of one event found among documents, and how they differ; texts are never merged."""

from sanbi.engine.documents.comparing.copies import Copy, copies_kept, copies_of
from sanbi.engine.documents.comparing.events import (
    Group,
    Match,
    match_of,
    same_events,
    sketch_of,
)
from sanbi.engine.documents.comparing.likeness import likeness_of, prints_of
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
    "copies_kept",
    "copies_of",
    "likeness_of",
    "match_of",
    "prints_of",
    "same_events",
    "sketch_of",
    "standing_of",
    "variants",
]
