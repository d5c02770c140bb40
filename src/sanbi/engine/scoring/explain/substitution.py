"""The rule with numbers put in, for each unit."""

from __future__ import annotations

from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaves import LeafResult


def substituted_texts(run: Evaluation, result: LeafResult) -> list[str]:
    """One line of arithmetic for each unit, empty where the rule was not applied."""
    del run
    return [""] * len(result.state)
