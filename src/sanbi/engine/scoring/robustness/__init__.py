"""How firm a rank is: what it would have been under assumptions that are as good."""

from sanbi.engine.scoring.robustness.assumptions import (
    Assumptions,
    DirichletWeights,
    Error,
    ErrorLaw,
    RangedWeights,
    SharedWeights,
    WeightLaw,
)
from sanbi.engine.scoring.robustness.leaving_out import LeftOut, leave_each_out
from sanbi.engine.scoring.robustness.running import Replication, Robustness, robustness
from sanbi.engine.scoring.robustness.sensitivity import Indices, sobol_indices
from sanbi.engine.scoring.robustness.standing import Band, Standing

__all__ = [
    "Assumptions",
    "Band",
    "DirichletWeights",
    "Error",
    "ErrorLaw",
    "Indices",
    "LeftOut",
    "RangedWeights",
    "Replication",
    "Robustness",
    "SharedWeights",
    "Standing",
    "WeightLaw",
    "leave_each_out",
    "robustness",
    "sobol_indices",
]
