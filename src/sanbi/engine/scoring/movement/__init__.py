"""Why a unit's score and place moved between two results: an exact split by cause."""

from sanbi.engine.scoring.movement.mixing import Cause, CauseKind
from sanbi.engine.scoring.movement.splitting import Effect, Movement, movement

__all__ = ["Cause", "CauseKind", "Effect", "Movement", "movement"]
