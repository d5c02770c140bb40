"""One leaf and one unit: everything that a sentence about the score may need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sanbi.engine.scoring.arithmetic import Array
from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaves import SCORED, LeafResult
from sanbi.engine.scoring.explain.naming import Naming
from sanbi.engine.scoring.explain.phrasing import Phrasing, as_input, difference
from sanbi.engine.scoring.explain.standing import number_at, value_at
from sanbi.engine.scoring.explain.substitution.lines import Applied
from sanbi.engine.scoring.explain.substitution.numerals import shown
from sanbi.engine.scoring.scheme.kinds import POINTS
from sanbi.engine.scoring.scheme.model import Input, Leaf

Pieces = Mapping[int, tuple[str, str]]


@dataclass(frozen=True, eq=False)
class Scene:
    """A unit's score on a leaf, with what the rule saw.

    Parameters
        row : position of the unit in the result.
        applied : the rule as applied to the unit's scope.
        pieces : lines of arithmetic by row, where those of all units were written together.
    """

    run: Evaluation
    result: LeafResult
    row: int
    applied: Applied
    words: Phrasing
    naming: Naming
    pieces: Pieces | None = None

    @property
    def leaf(self) -> Leaf:
        """The leaf."""
        return self.result.leaf

    @cached_property
    def place(self) -> int:
        """Position of the unit in the scope that was compared."""
        return int(self.applied.places[self.row])

    @cached_property
    def unit(self) -> str:
        """Code of the unit."""
        return str(self.run.units[self.result.scope.index[self.place]])

    @cached_property
    def came(self) -> str:
        """How the score came about before gates."""
        return self.result.came[self.row]

    @property
    def by_rule(self) -> bool:
        """Whether the rule gave the score."""
        return self.came == SCORED

    @cached_property
    def item(self) -> Input | None:
        """The leaf's input."""
        return self.run.scheme.input_of(self.leaf)

    @cached_property
    def measure(self) -> str:
        """Unit of measure of the input."""
        return self.naming.measure(self.item)

    @cached_property
    def subject(self) -> str:
        """What is measured."""
        return self.naming.subject(self.leaf, self.item)

    @cached_property
    def measured(self) -> str:
        """What is measured with its transform: 固定资产投资完成率."""
        key = f"measured.{self.item.transform}" if self.item is not None else ""
        return self.say(key, name=self.subject) if self.words.knows(key) else self.subject

    @property
    def sign(self) -> str:
        """``add`` or ``deduct`` for an item of an adjustment, "" for a leaf of the tree."""
        return self.naming.signs.get(self.leaf.id, "")

    # numbers ----------------------------------------------------------------------------------
    @cached_property
    def x(self) -> Any:  # noqa: ANN401 - a number or None
        """The input."""
        return self._of(self.result.x)

    @cached_property
    def target(self) -> Any:  # noqa: ANN401 - a number or None
        """The target."""
        return None if self.result.target is None else self._of(self.result.target)

    @cached_property
    def points(self) -> Any:  # noqa: ANN401 - a number or None
        """The full mark."""
        return number_at(self.result.points, self.row)

    @cached_property
    def score(self) -> Any:  # noqa: ANN401 - a number or None
        """The score as published."""
        return self._of(self.result.score)

    @cached_property
    def unrounded(self) -> Any:  # noqa: ANN401 - a number or None
        """The score before rounding and gates."""
        return self._of(self.result.unrounded)

    @cached_property
    def lost(self) -> Any:  # noqa: ANN401 - a number or None
        """Full mark less score; None without a full mark, beside the tree, or where low is good."""
        low = self.run.scheme.better == "low"
        if self.points is None or self.score is None or self.sign or low:
            return None
        return difference(self.points, self.score)

    def _of(self, column: Column) -> Any:  # noqa: ANN401 - a number or None
        return value_at(column, self.row)

    @property
    def population(self) -> Array | None:
        """Inputs of the units that relative rules compare with; None where the rule saw none."""
        context = self.applied.context
        return None if context is None else context.population

    @cached_property
    def overridden(self) -> tuple[int, ...]:
        """Which of the leaf's overrides change the rule for the unit."""
        scope = self.result.scope
        return tuple(
            number
            for number, item in enumerate(self.leaf.overrides)
            if item.rule and self.place in self.run.units_of(item, scope)
        )

    @cached_property
    def params(self) -> dict[str, Any]:
        """Parameters of the rule as they hold for the unit; POINTS is the full mark."""
        params = dict(self.leaf.rule.params)
        for number in self.overridden:
            params.update(self.leaf.overrides[number].rule)
        return {name: self.points if _is_points(v) else v for name, v in params.items()}

    # texts ------------------------------------------------------------------------------------
    def put(self, value: Any) -> str:  # noqa: ANN401 - a number
        """Write a number as an input."""
        return as_input(shown(value))

    def quantity(self, value: Any) -> str:  # noqa: ANN401 - a number
        """Write a number as an input, with the input's unit of measure."""
        return self.words.quantity(self.put(value), self.measure)

    def distance(self, value: Any) -> str:  # noqa: ANN401 - a number
        """Write a difference of two inputs."""
        return self.words.distance(self.put(value), self.measure)

    def score_points(self, value: Any) -> str:  # noqa: ANN401 - a number
        """Write a number of points."""
        return self.words.points(self.put(value))

    def say(self, key: str, /, **values: object) -> str:
        """Fill in a format string."""
        return self.words.say(key, **values)

    @cached_property
    def among(self) -> str:
        """Among whom relative rules compare: 组内, 全部参评单位中."""
        return self.say(f"among.{self.leaf.compare_in}")


def _is_points(value: object) -> bool:
    return isinstance(value, str) and value == POINTS
