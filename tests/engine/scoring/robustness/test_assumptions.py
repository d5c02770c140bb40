"""What cannot be assumed is refused where it is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sanbi.engine.scoring.robustness import (
    Assumptions,
    DirichletWeights,
    Error,
    ErrorLaw,
    RangedWeights,
    SharedWeights,
)
from tests.engine.scoring.robustness.made_scheme import scheme

WRONG: dict[str, Callable[[], object]] = {
    "share of a weight": lambda: SharedWeights(0),
    "up to 1": lambda: SharedWeights(1.2),
    "concentration": lambda: DirichletWeights(0),
    "runs from 3 to 2": lambda: RangedWeights({"p": (3, 2)}),
    "runs from -1 to 2": lambda: RangedWeights({"p": (-1, 2)}),
    "spread of an error": lambda: Error(0),
    "revisions that were seen": lambda: Error(law=ErrorLaw.OBSERVED),
    "say what is varied": Assumptions,
    "needs a name": lambda: Assumptions(variants={"": scheme()}),
}


@pytest.mark.parametrize("said", WRONG)
def test_wrong_assumptions_are_refused(said: str) -> None:
    with pytest.raises(ValueError, match=said):
        WRONG[said]()
