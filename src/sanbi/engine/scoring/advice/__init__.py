"""争先进位: what it would take to reach a rank, a grade or a score, proved by scoring again."""

from sanbi.engine.scoring.advice.figures import ChangedFigures, Changes, tried
from sanbi.engine.scoring.advice.goals import Goal, Standing, reaches, standing_of
from sanbi.engine.scoring.advice.levers import Basis, Fixed, Lever, levers_of, reads
from sanbi.engine.scoring.advice.rivals import Rivals, rivals_at
from sanbi.engine.scoring.advice.seeking import Advice, Move, advise
from sanbi.engine.scoring.advice.worth import Loss, Worth, losses_of, worth_of

__all__ = [
    "Advice",
    "Basis",
    "ChangedFigures",
    "Changes",
    "Fixed",
    "Goal",
    "Lever",
    "Loss",
    "Move",
    "Rivals",
    "Standing",
    "Worth",
    "advise",
    "levers_of",
    "losses_of",
    "reaches",
    "reads",
    "rivals_at",
    "standing_of",
    "tried",
    "worth_of",
]
