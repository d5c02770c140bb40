"""Scoring: from a scheme and data to scores, ranks and grades that anyone can recompute."""

from sanbi.engine.scoring.faults import DataFaults, Fault, FaultsFound, SchemeFaults
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.run import score, score_periods
from sanbi.engine.scoring.scheme.scheme import Scheme

__all__ = [
    "DataFaults",
    "Fault",
    "FaultsFound",
    "Result",
    "Scheme",
    "SchemeFaults",
    "score",
    "score_periods",
]
