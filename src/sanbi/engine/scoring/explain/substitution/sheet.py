"""What a rule saw, laid out for writing: numbers of the chosen units as texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from sanbi.engine.scoring.columns import Index
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.explain.substitution.numerals import is_negative, shown
from sanbi.engine.scoring.rules import RuleContext
from sanbi.engine.scoring.scheme.model import Leaf

# How tightly a piece of a line binds: a sum inside a product needs brackets.
SUM, PRODUCT, ATOM = range(3)
OPEN, CLOSE = "\ue000", "\ue001"  # round an input, where inputs are marked; never left in a text


class Put(NamedTuple):
    """What a rule comes to for one unit, before its floor and cap.

    ``because`` is a comparison that chose the outcome; ``value`` replaces what the rule gives
    without limits; ``final`` says that the rule's limits do not touch the outcome.
    """

    text: str
    level: int
    because: str = ""
    value: Any = None
    final: bool = False


def narrowed(context: RuleContext, rows: Index) -> RuleContext:
    """Return the context of some of its units; the population stays whole."""

    def chosen(value: Any) -> Any:  # noqa: ANN401 - scalar or array
        return value[rows] if isinstance(value, np.ndarray) and value.ndim else value

    names = context.names
    return replace(
        context,
        x=context.x[rows],
        points=chosen(context.points),
        target=chosen(context.target),
        params={name: chosen(value) for name, value in context.params.items()},
        names=None if names is None else lambda name: names(name)[rows],
    )


@dataclass(frozen=True)
class Sheet:
    """What a rule saw of the units that are written about.

    Parameters
        context : RuleContext, narrowed to these units.
        codes : codes of the units.
        mark : whether inputs are wrapped in OPEN and CLOSE.
    """

    run: Evaluation
    leaf: Leaf
    period: str
    context: RuleContext
    codes: Sequence[str]
    mark: bool

    @property
    def size(self) -> int:
        """How many units are written about."""
        return len(self.codes)

    def values(self, values: Any) -> list[Any]:  # noqa: ANN401 - scalar or array
        """Return a number for each of the units, from an array or one number for all."""
        if np.ndim(values):
            listed: list[Any] = values.tolist()
            return listed
        return [values] * self.size

    def terms(self, values: Any) -> list[str]:  # noqa: ANN401 - scalar or array
        """Write numbers as inputs of a line, negative ones in brackets."""
        if np.ndim(values):
            return [self.term(value) for value in values.tolist()]
        return [self.term(values)] * self.size

    def term(self, value: Any) -> str:  # noqa: ANN401 - a number
        """Write one number as an input of a line, in brackets if negative."""
        return self.marked(shown(value))

    def marked(self, text: str) -> str:
        """Write the text of a number as an input of a line, in brackets if negative."""
        return in_brackets(self.input(text), text)

    def input(self, text: str) -> str:
        """Mark the text of a number as an input, where inputs are marked."""
        return f"{OPEN}{text}{CLOSE}" if self.mark else text

    def number(self, name: str) -> Any:  # noqa: ANN401 - scalar, array or None
        """Return a parameter of the rule, as the rule reads it."""
        return self.context.number(name)

    def x(self) -> list[str]:
        """Write the inputs."""
        return self.terms(self.context.x)

    def points(self) -> list[str]:
        """Write the full marks."""
        return self.terms(self.context.points)

    def target(self) -> list[str]:
        """Write the targets."""
        return self.terms(self.context.target)


def in_brackets(text: str, number: str = "") -> str:
    """Put a number in brackets if it is negative; ``number`` is its text without marks."""
    return f"({text})" if is_negative(number or text) else text


def plain(text: str) -> str:
    """Return the text without marks."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def bracketed(text: str, level: int, least: int) -> str:
    """Put the text in brackets where it binds less tightly than its place needs."""
    return text if level >= least else f"({text})"


def added(parts: Sequence[tuple[Any, str]], first: str) -> str:
    """Write ``first`` and parts (sign, text) in a row: ``20 + 3 × 2 − 1 × 5``."""
    signs = {1: "+", -1: "−"}
    return first + "".join(f" {signs[sign]} {text}" for sign, text in parts)
