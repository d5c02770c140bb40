"""How a node is made of its children (contract section 2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from package_verifier.exact import geometric_mean, power
from package_verifier.faults import DamagedError, RefusedError

ZERO = Fraction(0)
ONE = Fraction(1)


@dataclass(frozen=True)
class Part:
    """One child of a node, for one unit; ``value`` None where absent."""

    value: Fraction | None
    weight: Fraction
    points: Fraction


@dataclass(frozen=True)
class _Weighed:
    """The present children with their values."""

    values: list[Fraction]
    weights: list[Fraction]
    points: list[Fraction]

    @property
    def whole(self) -> Fraction:
        return sum(self.weights, ZERO)

    def mean(self, values: Sequence[Fraction]) -> Fraction:
        products = (w * v for w, v in zip(self.weights, values, strict=True))
        return sum(products, ZERO) / self.whole


def _sum(parts: Sequence[Part], present: _Weighed) -> Fraction | None:
    total = sum(present.values, ZERO)
    if len(present.values) == len(parts):
        return total
    there = sum((part.points for part in parts if part.value is not None), ZERO)
    return total * sum((part.points for part in parts), ZERO) / there if there else None


def _fold(present: _Weighed, points: Fraction) -> Fraction:
    if ZERO in present.points:
        raise DamagedError("scheme", where="tree", why="fold needs points of each child")
    shares = [value / own for value, own in zip(present.values, present.points, strict=True)]
    return points * present.mean(shares)


def _geometric(present: _Weighed) -> Fraction | None:
    """Exp of the mean logarithm; a child of weight 0 does not count, nor does its zero."""
    weighty = [(v, w) for v, w in zip(present.values, present.weights, strict=True) if w]
    if not weighty:
        return None
    values, weights = (list(column) for column in zip(*weighty, strict=True))
    return ZERO if ZERO in values else geometric_mean(values, weights)


def _power(present: _Weighed, exponent: Fraction) -> Fraction | None:
    if exponent < 0 and ZERO in present.values:
        return ZERO
    raised = [power(value, exponent) for value in present.values]
    known = [value for value in raised if value is not None]
    if len(known) < len(raised) or present.whole == 0:
        return None
    inner = present.mean(known)
    return ZERO if inner == 0 else power(inner, 1 / exponent)


def combine(
    aggregate: str, parts: Sequence[Part], points: Fraction, exponent: Fraction | None, where: str
) -> Fraction | None:
    """Return the value of a node from its children; None where all that count are absent.

    Parameters
        aggregate : any but copeland, which compares units.
        points : the node's own points (fold).
        exponent : of the power mean.
    Raises
        RefusedError  for a negative child in a geometric, harmonic or power mean.
    """
    there = [part for part in parts if part.value is not None]
    present = _Weighed(
        [part.value for part in there if part.value is not None],
        [part.weight for part in there],
        [part.points for part in there],
    )
    if not there:
        return None
    if aggregate == "sum":
        return _sum(parts, present)
    if aggregate in ("weighted", "fold"):
        if present.whole == 0:
            return None
        return present.mean(present.values) if aggregate == "weighted" else _fold(present, points)
    if min(present.values) < 0:
        raise RefusedError(where, f"a negative score in a {aggregate} mean")
    if aggregate == "geometric":
        return _geometric(present)
    return _power(present, -ONE if aggregate == "harmonic" else exponent or ONE)


def copeland(unit: str, rivals: Sequence[str], parts: dict[str, Sequence[Part]]) -> Fraction:
    """Return wins less losses of a unit against its rivals, children weighed."""
    score = 0
    for rival in rivals:
        ahead = behind = ZERO
        for own, other in zip(parts[unit], parts[rival], strict=True):
            if own.value is None or other.value is None:
                continue
            ahead += own.weight if own.value > other.value else ZERO
            behind += own.weight if own.value < other.value else ZERO
        score += (ahead > behind) - (ahead < behind)
    return Fraction(score)
