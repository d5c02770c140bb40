"""What is varied: weights, figures, and whole schemes; each declared, none hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sanbi.engine.scoring.scheme.scheme import Scheme

WHOLE = 1.0


@dataclass(frozen=True)
class SharedWeights:
    """Each weight is drawn evenly between itself less and plus a share of it.

    Parameters
        share : 0 < share ≤ 1; 0.25 lets a weight of 20 lie between 15 and 25.
    """

    share: float = 0.25

    def __post_init__(self) -> None:
        if not 0 < self.share <= WHOLE:
            raise ValueError(f"the share of a weight lies above 0 and up to 1, not at {self.share}")


@dataclass(frozen=True)
class DirichletWeights:
    """The weights below a node are drawn from a Dirichlet law around those of the scheme.

    Parameters
        concentration : above 0; the larger, the closer to the scheme. A weight that is the share
            w of its node then has the standard deviation √(w(1 − w)/(concentration + 1)).
    """

    concentration: float = 100.0

    def __post_init__(self) -> None:
        if self.concentration <= 0:
            raise ValueError("the concentration of a Dirichlet law lies above 0")


@dataclass(frozen=True)
class RangedWeights:
    """Weights of some leaves or nodes are drawn evenly from ranges; the others stay.

    Below a sum, the points of all children are then scaled so that their total stays: as weights,
    points say how much a child counts beside its siblings.

    Parameters
        ranges : id → lowest and highest weight (points, below a sum).
    """

    ranges: Mapping[str, tuple[float, float]]

    def __post_init__(self) -> None:
        for name, (low, high) in self.ranges.items():
            if not 0 <= low <= high:
                raise ValueError(f"the range of '{name}' runs from {low} to {high}")


WeightLaw = SharedWeights | DirichletWeights | RangedWeights


class ErrorLaw(StrEnum):
    """How the error of a figure is spread."""

    NORMAL = "normal"
    EVEN = "even"
    OBSERVED = "observed"


@dataclass(frozen=True)
class Error:
    """The declared error of an indicator's figures.

    Parameters
        spread : standard deviation of a normal law, half the width of an even one.
        law : normal, even, or observed: drawn from revisions that were seen (``seen``).
        relative : whether errors are shares of the figure, or in its own unit.
        seen : revisions that were made before: final less first figure, as shares if relative.
    """

    spread: float = 0.0
    law: ErrorLaw = ErrorLaw.NORMAL
    relative: bool = True
    seen: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.law is ErrorLaw.OBSERVED and not self.seen:
            raise ValueError("errors as observed need revisions that were seen")
        if self.law is not ErrorLaw.OBSERVED and not self.spread > 0:
            raise ValueError(f"the spread of an error lies above 0, not at {self.spread}")


@dataclass(frozen=True)
class Assumptions:
    """What a robustness run varies; at least one of the three.

    Parameters
        weights : how weights are drawn; None keeps them.
        errors : indicator → error of its figures in the period that is scored.
        variants : name → a scheme as good as the one used (another rule, another normalisation,
            a ballot class less); each replication takes one of them or the scheme itself, evenly.
    """

    weights: WeightLaw | None = None
    errors: Mapping[str, Error] = field(default_factory=dict)
    variants: Mapping[str, Scheme] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.weights is None and not self.errors and not self.variants:
            raise ValueError("say what is varied: weights, errors of figures, or schemes")
        if "" in self.variants:
            raise ValueError("a variant needs a name; the empty one is the scheme itself")
