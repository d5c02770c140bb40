"""Scoring: from a scheme and data to scores, ranks and grades that anyone can recompute.

The names below are loaded when they are first used, so that asking a command for its help does
not load array libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanbi.engine.scoring.faults import DataFaults, Fault, FaultsFound, SchemeFaults
    from sanbi.engine.scoring.result import Result
    from sanbi.engine.scoring.run import score, score_periods
    from sanbi.engine.scoring.scheme.scheme import Scheme

_HOME = {
    "DataFaults": "faults",
    "Fault": "faults",
    "FaultsFound": "faults",
    "Result": "result",
    "Scheme": "scheme.scheme",
    "SchemeFaults": "faults",
    "score": "run",
    "score_periods": "run",
}

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


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load a public name from its home."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
