"""What a scoring rule is given for one unit, and what every rule needs of it."""

from dataclasses import dataclass
from fractions import Fraction

from package_verifier.faults import DamagedError, RefusedError
from package_verifier.population import Population
from package_verifier.rule_parameters import POINTS, Rule


@dataclass(frozen=True)
class Case:
    """One unit before one rule.

    ``full_mark`` is W (items of adjustments may have none); ``target`` is T, or the reference R of
    distance_to_reference; ``population`` holds the values to compare with, at least one
    in a relative rule.
    """

    where: str
    rule: Rule
    full_mark: Fraction | None
    better: str
    x: Fraction
    target: Fraction | None
    population: Population
    ties: str

    @property
    def points(self) -> Fraction:
        """Return W, known to be there."""
        if self.full_mark is None:
            raise DamagedError(
                "scheme", where=self.where, why=f"the rule {self.rule.type} needs `points`"
            )
        return self.full_mark

    @property
    def low(self) -> bool:
        """Say whether less is better."""
        return self.better == "low"

    def number(self, name: str) -> Fraction:
        """Return a parameter of the rule."""
        value: Fraction | str = self.rule.values[name]
        return self.points if isinstance(value, str) else value

    def maybe(self, name: str) -> Fraction | None:
        """Return a parameter that may be absent."""
        return None if self.rule.values[name] is None else self.number(name)

    def bound(self, name: str) -> Fraction | None:
        """Return the rule's cap or floor; a cap of W is none where there is no W."""
        if self.rule.values[name] == POINTS and self.full_mark is None:
            return None
        return self.maybe(name)

    def aim(self) -> Fraction:
        """Return T, known to be there."""
        if self.target is None:
            raise self.refused("the target is missing")
        return self.target

    def refused(self, why: str) -> RefusedError:
        """Return the refusal that names this leaf and unit."""
        return RefusedError(self.where, why)

    def when_equal(self, middle: Fraction, full: Fraction | None = None) -> Fraction:
        """Return what the rule declares for equal values; ``full`` None: W."""
        choice = self.rule.values["when_equal"]
        if choice == "error":
            raise self.refused("all values are equal, and the rule says error")
        if choice == "base" and self.rule.type == "efficacy":
            return self.number("share_base") * self.points
        if choice == "full":
            return self.points if full is None else full
        return middle if choice == "mid" else Fraction(0)

    def place_ties(self) -> str:
        """Return the tie method of a rank rule."""
        own = self.rule.values["ties"]
        if own is not None:
            return str(own)
        return "competition" if self.ties == "ordinal" else self.ties


def clipped(value: Fraction, low: Fraction | None, high: Fraction | None) -> Fraction:
    """Return the value held between two bounds, either of them absent."""
    if high is not None:
        value = min(value, high)
    return value if low is None else max(value, low)
