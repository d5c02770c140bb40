"""争先进位: what it would take to reach a rank, a grade or a score, proved by scoring again."""

from sanbi.engine.scoring.advice.figures import ChangedFigures, Changes, tried
from sanbi.engine.scoring.advice.goals import Goal, Standing, reaches, standing_of
from sanbi.engine.scoring.advice.levers import Basis, Fixed, Lever, levers_of
from sanbi.engine.scoring.advice.seeking import Advice, Move, advise

__all__ = [
    "Advice",
    "Basis",
    "ChangedFigures",
    "Changes",
    "Fixed",
    "Goal",
    "Lever",
    "Move",
    "Standing",
    "advise",
    "levers_of",
    "reaches",
    "standing_of",
    "tried",
]
