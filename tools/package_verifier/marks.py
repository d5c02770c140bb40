"""Scores that come from tables of their own: events, ratings, ballots (section 2.6, 2.7)."""

from fractions import Fraction

from package_verifier.ballots import count_ballots
from package_verifier.exact import plain_text
from package_verifier.faults import DamagedError, RefusedError
from package_verifier.parts import Leaf, Scheme
from package_verifier.rule_parameters import Rule
from package_verifier.tables import Event, Rating, Tables

ZERO = Fraction(0)


class Marks:
    """Counts events, ratings and ballots of units in a period."""

    def __init__(self, scheme: Scheme, tables: Tables) -> None:
        self.scheme = scheme
        self.tables = tables
        self._ballots: dict[tuple[str, str], dict[str, Fraction]] = {}

    def events(self, item: str, unit: str, period: str) -> list[Event]:
        """Return the events of an item."""
        return self.tables.events.get((unit, item, period), [])

    def counted(self, leaf: Leaf, rule: Rule, unit: str, period: str) -> list[Event]:
        """Return the events of a leaf that count."""
        excluded = rule.values["exclude"] or []
        least = rule.values["min_amount"]
        return [
            event
            for event in self.events(leaf.id, unit, period)
            if event.kind not in excluded
            and (least is None or (event.amount is not None and event.amount >= least))
        ]

    def event_points(self, events: list[Event], rule: Rule) -> Fraction:
        """Return Σ count·each."""
        each = rule.values["each"]
        worth = (
            event.count * (each.get(event.kind, ZERO) if isinstance(each, dict) else each)
            for event in events
        )
        return sum(worth, ZERO)

    def rating(self, leaf: Leaf, rule: Rule, unit: str, period: str) -> Fraction | None:
        """Return v: the weighed mean of the assessors' mean ratings, or the plain mean."""
        ratings = self.tables.ratings.get((unit, leaf.id, period), [])
        shares: dict[str, Fraction] | None = rule.values["assessors"]
        if shares:
            return _weighed(ratings, shares)
        return _mean([rating.rating for rating in ratings])

    def check_ratings(self, leaf: Leaf, unit: str, period: str, out_of: Fraction) -> None:
        """Refuse a rating outside 0..out_of."""
        for rating in self.tables.ratings.get((unit, leaf.id, period), []):
            if not 0 <= rating.rating <= out_of:
                raise RefusedError(
                    f"leaf {leaf.id}, unit {unit}",
                    f"the rating {plain_text(rating.rating)} is not within 0..{out_of}",
                )

    def ballot(self, rule: Rule, unit: str, period: str) -> Fraction | None:
        """Return b of a unit, or None without a counted mark."""
        name = rule.values["electorate"]
        if name not in self.scheme.electorates:
            raise DamagedError("scheme", where=rule.where, why=f"no electorate {name!r}")
        key = (name, period)
        if key not in self._ballots:
            marks = self.tables.ballots.get(key, [])
            self._ballots[key] = count_ballots(self.scheme.electorates[name], marks)
        return self._ballots[key].get(unit)


def _mean(values: list[Fraction]) -> Fraction | None:
    return sum(values, ZERO) / len(values) if values else None


def _weighed(ratings: list[Rating], shares: dict[str, Fraction]) -> Fraction | None:
    total = whole = ZERO
    for assessor, share in shares.items():
        mean = _mean([rating.rating for rating in ratings if rating.assessor == assessor])
        if mean is not None:
            total += share * mean
            whole += share
    return total / whole if whole else None
