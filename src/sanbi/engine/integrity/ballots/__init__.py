"""Ballots: what is valid, how secrecy is kept in print, and a box that anyone can recount."""

from sanbi.engine.integrity.ballots.box import Box, Turnout, box_bytes, points_text, read_box
from sanbi.engine.integrity.ballots.counting import CountFault, Standing, counted
from sanbi.engine.integrity.ballots.paper import (
    WHOLE,
    BallotFault,
    Marks,
    Paper,
    PaperKind,
    Reason,
    VoterClass,
    checked,
)
from sanbi.engine.integrity.ballots.slips import FEWEST, Slip, cut, joined_classes, told_apart

__all__ = [
    "FEWEST",
    "WHOLE",
    "BallotFault",
    "Box",
    "CountFault",
    "Marks",
    "Paper",
    "PaperKind",
    "Reason",
    "Slip",
    "Standing",
    "Turnout",
    "VoterClass",
    "box_bytes",
    "checked",
    "counted",
    "cut",
    "joined_classes",
    "points_text",
    "read_box",
    "told_apart",
]
