"""The scheme as frozen dataclasses, every default settled.

Numbers are Fractions, as written. ``where`` is the place in the file for messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from sanbi.engine.conditions import Condition
from sanbi.engine.scoring.formula import Formula

Better = Literal["high", "low"]
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Use:
    """A leaf takes a named input."""

    name: str


@dataclass(frozen=True)
class Input:
    """One figure for each unit: an indicator through a transform, or a formula.

    ``extras`` holds the transform's own parameters (against, per, scale, basis, op, than,
    better); ``at`` shifts the period.
    """

    where: str
    indicator: str | None = None
    transform: str = "value"
    extras: Params = field(default_factory=dict)
    formula: Formula | None = None
    coefficient: str | None = None
    impute: Params | None = None
    treat: Params | None = None
    at: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is an indicator's value as reported, and names nothing else."""
        others = (self.formula, self.coefficient, self.impute)
        return self.transform == "value" and others == (None, None, None)


@dataclass(frozen=True)
class Rule:
    """A scoring rule by type with its parameters."""

    type: str
    params: Params


@dataclass(frozen=True)
class Override:
    """Other points, weight or rule parameters for a group or a unit."""

    group: str | None
    unit: str | None
    points: Fraction | None
    weight: Fraction | None
    rule: Params


@dataclass(frozen=True)
class Leaf:
    """A leaf of the tree (指标项) or an item of an adjustment."""

    id: str
    where: str
    name: str
    points: Fraction | None
    weight: Fraction | None
    input: Input | Use | None
    better: Better
    rule: Rule
    missing: str | Params
    when: Condition | None
    otherwise: str | Params
    unknown: str
    times: Formula | None
    cap: Fraction | None
    floor: Fraction | None
    precision: int | None
    compare_in: str
    overrides: tuple[Override, ...]
    texts: Params


@dataclass(frozen=True)
class Over:
    """A subtree computed for several periods and combined."""

    periods: str | tuple[str, ...]
    weights: tuple[Fraction, ...] | None
    aggregate: str


@dataclass(frozen=True)
class Node:
    """An inner node of the tree."""

    id: str
    where: str
    name: str
    points: Fraction | None
    weight: Fraction | None
    aggregate: str
    power: Fraction | None
    weights: str
    cap: Fraction | None
    floor: Fraction | None
    min_share: Fraction | None
    over: Over | None
    children: tuple[Node | Leaf, ...]
    note: str | None = None

    def walk(self) -> Iterator[Node | Leaf]:
        """This node and everything below it, in file order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()
            else:
                yield child

    def leaves(self) -> Iterator[Leaf]:
        """The leaves below this node, in file order."""
        return (item for item in self.walk() if isinstance(item, Leaf))


@dataclass(frozen=True)
class Group:
    """Units that are ranked together; ``members`` None = by the data's group column."""

    id: str
    name: str
    members: tuple[str, ...] | None


@dataclass(frozen=True)
class Effect:
    """What a gate or veto does."""

    effect: str
    target: str | None
    to: str | None
    levels: int
    text: str | None


@dataclass(frozen=True)
class Gate:
    """A condition with effects; ``when`` true means the effects apply.

    A gate's ``require`` is kept with ``required`` true: effects apply where it fails.
    """

    id: str
    where: str
    name: str
    condition: Condition
    required: bool
    effects: tuple[Effect, ...]
    unknown: str
    clause: str | None


@dataclass(frozen=True)
class Exclusion:
    """Units that are shown without a rank."""

    where: str
    when: Condition | None
    units: tuple[str, ...]
    reason: str
    unknown: str


@dataclass(frozen=True)
class Adjustment:
    """A block of bonus or deduction items with its own cap."""

    id: str
    where: str
    name: str
    sign: Literal["add", "deduct"]
    cap: Fraction | None
    when: Condition | None
    unknown: str
    items: tuple[Leaf, ...]


@dataclass(frozen=True)
class Grades:
    """Grades by score bands or by quotas for each group, best first."""

    by: str
    bands: tuple[Params, ...]
    quotas: tuple[Params, ...]
    round: str
    groups: Mapping[str, tuple[Params, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """The grades from best to worst."""
        return tuple(item["grade"] for item in (self.bands or self.quotas))


@dataclass(frozen=True)
class Consequence:
    """A reward or a measure of accountability that follows from the result.

    ``kind`` says what is proposed: an award, a notice 通报 or a talk 约谈.
    """

    id: str
    where: str
    name: str
    when: Condition | None
    select: Params | None
    kind: str
    text: str
    unknown: str


@dataclass(frozen=True)
class Ties:
    """How equal totals are placed, and which keys split them first."""

    method: str
    then: tuple[Params, ...]
