"""Draws what a replication assumes, from a seed; each can be drawn again by its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.figures import FigureSource
from sanbi.engine.scoring.periods import within
from sanbi.engine.scoring.robustness.assumptions import (
    DirichletWeights,
    Error,
    ErrorLaw,
    RangedWeights,
    SharedWeights,
    WeightLaw,
)
from sanbi.engine.scoring.scheme.model import Leaf, Node
from sanbi.engine.scoring.scheme.scheme import Scheme

Floats = npt.NDArray[np.float64]
BLOCK = 500  # replications that share a stream of random numbers
WEIGHTS, VARIANTS, ERRORS = 1, 2, 3  # streams that do not touch each other


@dataclass(frozen=True)
class Drawn:
    """Weights of nodes that take a mean, and points below sums; each of shape (draws,)."""

    weights: Mapping[str, Floats]
    points: Mapping[str, Floats]

    def part(self, which: npt.NDArray[np.int64]) -> Drawn:
        """Some of the draws."""
        return Drawn(
            {name: values[which] for name, values in self.weights.items()},
            {name: values[which] for name, values in self.points.items()},
        )


class WeightDraws:
    """Draws the weights of a scheme by a law."""

    def __init__(self, scheme: Scheme, law: WeightLaw) -> None:
        """Refuse ids that have no weight to draw (`ValueError`)."""
        self.law = law
        self.nodes = [node for node in scheme.tree.walk() if isinstance(node, Node)]
        if isinstance(law, RangedWeights):
            known = {child.id for node in self.nodes for child in _drawable(node)}
            for name in law.ranges:
                if name not in known:
                    raise ValueError(f"'{name}' has no weight or points that could be drawn")

    def block(self, seed: int, number: int) -> Drawn:
        """The draws of a block of replications."""
        rng = np.random.default_rng(np.random.SeedSequence([seed, WEIGHTS, number]))
        drawn = Drawn({}, {})
        for node in self.nodes:
            children = _drawable(node)
            if not children:
                continue
            base = np.array([_base(node, child) for child in children])
            values = self._values(rng, children, base)
            if node.aggregate == "sum":
                held, values = drawn.points, _to_the_whole(values, base)
            else:
                held = drawn.weights
            for child, value in zip(children, values, strict=True):
                if value is not None:
                    held[child.id] = value  # type: ignore[index]  # a dict until returned
        return drawn

    def _values(
        self, rng: np.random.Generator, children: Sequence[Leaf | Node], base: Floats
    ) -> Sequence[Floats | None]:
        match self.law:
            case SharedWeights(share):
                factors = rng.uniform(1 - share, 1 + share, (len(base), BLOCK))
                return list(base[:, None] * factors)
            case DirichletWeights(concentration):
                if not (base > 0).all():
                    return _positive_only(rng, base, concentration)
                return list(rng.dirichlet(concentration * base / base.sum(), BLOCK).T * base.sum())
            case RangedWeights(ranges):
                held = [ranges.get(child.id) for child in children]
                return [None if row is None else rng.uniform(*row, BLOCK) for row in held]


def _to_the_whole(values: Sequence[Floats | None], base: Floats) -> Sequence[Floats | None]:
    """Points below a sum, scaled so that all of them together stay what they were."""
    if all(row is None for row in values):
        return values
    pairs = zip(values, base.tolist(), strict=True)
    full = np.array([np.full(BLOCK, points) if row is None else row for row, points in pairs])
    with np.errstate(divide="ignore", invalid="ignore"):
        return list(full * (base.sum() / full.sum(axis=0)))


def _positive_only(
    rng: np.random.Generator, base: Floats, concentration: float
) -> Sequence[Floats | None]:
    """A weight of 0 stays 0: a Dirichlet law has no place for it."""
    places = np.flatnonzero(base > 0)
    values: list[Floats | None] = [None] * len(base)
    if len(places) > 1:
        drawn = rng.dirichlet(concentration * base[places] / base[places].sum(), BLOCK)
        for column, place in enumerate(places.tolist()):
            values[place] = drawn[:, column] * base[places].sum()
    return values


def _drawable(node: Node) -> Sequence[Leaf | Node]:
    """The children whose shares mean something: more than one, and points below a sum."""
    if len(node.children) < 2:  # noqa: PLR2004 - one child has the whole share
        return ()
    if node.aggregate == "sum" and not all(child.points for child in node.children):
        return ()
    return node.children


def _base(node: Node, child: Leaf | Node) -> float:
    if node.aggregate == "sum":
        return float(child.points or 0)
    return float(child.weight if child.weight is not None else 1)


def variant_block(seed: int, number: int, count: int) -> npt.NDArray[np.int64]:
    """Which variant each replication of a block takes; 0 is the scheme itself."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, VARIANTS, number]))
    return rng.integers(0, count + 1, BLOCK)


@dataclass
class ErringFigures:
    """Figures with errors drawn for one replication; other periods stay as they are."""

    source: FigureSource
    errors: Mapping[str, Error]
    period: str
    seed: int
    replication: int

    def __post_init__(self) -> None:
        self.units = self.source.units
        self._held: dict[tuple[str, str], Floats] = {}

    def values(self, indicator: str, period: str) -> Floats:
        """Values over the units, with their errors."""
        if not self.errs(indicator, period):
            return self.source.values(indicator, period)
        error = self.errors[indicator]
        key = indicator, period
        if key not in self._held:
            values = self.source.values(indicator, period)
            drawn = self.drawn(indicator, period, error)
            self._held[key] = values * (1 + drawn) if error.relative else values + drawn
        return self._held[key]

    def errs(self, indicator: str, period: str) -> bool:
        """Whether figures of an indicator in a period have errors."""
        return indicator in self.errors and within(period, self.period)

    def drawn(self, indicator: str, period: str, error: Error) -> Floats:
        """The errors of an indicator in a period, one for each unit."""
        place = [crc32(text.encode()) for text in (indicator, period)]
        stream = np.random.SeedSequence([self.seed, ERRORS, self.replication, *place])
        rng, size = np.random.default_rng(stream), len(self.units)
        match error.law:
            case ErrorLaw.NORMAL:
                return rng.normal(0.0, error.spread, size)
            case ErrorLaw.EVEN:
                return rng.uniform(-error.spread, error.spread, size)
            case ErrorLaw.OBSERVED:
                return rng.choice(np.array(error.seen), size)

    def targets(self, indicator: str, period: str) -> Floats:
        """Targets have no error."""
        return self.source.targets(indicator, period)

    def knows(self, indicator: str) -> bool:
        """Whether the data hold this indicator in any period."""
        return self.source.knows(indicator)

    def periods(self, indicator: str) -> tuple[str, ...]:
        """The periods in which the data hold this indicator."""
        return self.source.periods(indicator)


def blocks_of(replications: int) -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
    """Number of each block, and the places in it that are wanted."""
    for number, start in enumerate(range(0, replications, BLOCK)):
        yield number, np.arange(min(BLOCK, replications - start), dtype=np.int64)
