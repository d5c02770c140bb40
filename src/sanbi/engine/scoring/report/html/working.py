"""The working of a leaf: five lines, from the engine's own explanation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sanbi.engine.scoring.explain import Explainer, Line
from sanbi.engine.scoring.report.html.words import Words


@dataclass(frozen=True)
class Working:
    """The working of one leaf and unit.

    ``elsewhere`` is the id of the sheet row that has the lines which are left out here, because
    they are the same in another group (``group``); empty where all five stand here.
    """

    title: str
    rule: str
    lines: Sequence[Line]
    elsewhere: str = ""
    group: str = ""


class Workings(Protocol):
    """Gives the working of a unit's leaf, or None where workings are left out."""

    def of(self, unit: str, group: str, key: tuple[str, str], row: str) -> Working | None:
        """The working of a leaf (id and period) of a unit in a group; ``row`` is its row's id."""


class NoWorkings:
    """Leaves the workings out: too many cells for one page."""

    def of(self, unit: str, group: str, key: tuple[str, str], row: str) -> None:
        """Nothing."""
        del unit, group, key, row


@dataclass
class FullWorkings:
    """Workings of every cell; what is the same in several groups is written once."""

    explainer: Explainer
    words: Words
    _held: dict[tuple[str, tuple[str, str]], tuple[Sequence[Line], str, str]] = field(
        default_factory=dict
    )

    def of(self, unit: str, group: str, key: tuple[str, str], row: str) -> Working | None:
        """The working of a leaf (id and period) of a unit in a group; ``row`` is its row's id."""
        leaf, period = key
        said = self.explainer.leaf(unit, leaf, group, period)
        title = (
            self.words("working_none")
            if said.score is None
            else self.words("working_of", score=said.score.text)
        )
        rule = self.words("rule_is", rule=said.rule_label) if said.rule_label else ""
        if said.clause:
            rule += f" · {said.clause}"
        lines = said.lines
        first = self._held.get((unit, key))
        if first is None:
            self._held[unit, key] = (lines, row, said.group_name)
            return Working(title, rule, lines)
        if list(first[0][:-1]) == list(lines[:-1]):
            return Working(title, rule, lines[-1:], first[1], first[2])
        return Working(title, rule, lines)
