"""Kleene's logic of three values: true, false, unknown."""

from collections.abc import Iterable, Sequence

Truth = bool | None
"""True, False, or None for unknown."""


def all_true(values: Iterable[Truth]) -> Truth:
    """Return the conjunction: false if one is false, else unknown if one is, else true."""
    seen = set(values)
    if False in seen:
        return False
    return None if None in seen else True


def any_true(values: Iterable[Truth]) -> Truth:
    """Return the disjunction: true if one is true, else unknown if one is, else false."""
    return negated(all_true(negated(value) for value in values))


def negated(value: Truth) -> Truth:
    """Return the opposite; the opposite of unknown is unknown."""
    return None if value is None else not value


def enough_true(count: int, values: Sequence[Truth]) -> Truth:
    """Return whether at least `count` values are true, unknown while that is still open."""
    true = sum(value is True for value in values)
    unknown = sum(value is None for value in values)
    if true >= count:
        return True
    return None if true + unknown >= count else False
