"""The review of a year: each target with what was reached, generated from the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sanbi.apps.plans.models import Level
from sanbi.apps.plans.queries.trees import Branch


@dataclass(frozen=True)
class Outcome:
    """A target of the year: whether it was reached, is near, missed, or nobody can say."""

    branch: Branch
    theme: str

    @property
    def verdict(self) -> str:
        """reached, near, missed or unknown."""
        words = {"green": "reached", "yellow": "near", "red": "missed"}
        return words.get(self.branch.lamp, "unknown")


def outcomes_of(rows: Iterable[Branch]) -> list[Outcome]:
    """Return the targets among branches, in their order, with the theme that each stands under."""
    found, theme = [], ""
    for branch in rows:
        if branch.node.level == Level.THEME:
            theme = branch.node.title
        elif branch.node.level == Level.TARGET:
            found.append(Outcome(branch, theme))
    return found


def tally_of(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Return how many targets there are in all, reached, near, missed, or unknown."""
    counted = {"all": 0, "reached": 0, "near": 0, "missed": 0, "unknown": 0}
    for row in outcomes:
        counted[row.verdict] += 1
        counted["all"] += 1
    return counted
