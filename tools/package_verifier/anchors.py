"""Stored figures as footholds where scores are float64.

With ``precision`` every figure is recomputed exactly and nothing stored is ever used. Without it
two honest programs differ in the last bits, and a tie or threshold could fall either way. So each
step is checked from the step before: a stored figure that agrees with the recomputed one to 1e-12
is taken as the number to go on with; one that does not is left, and reported.
"""

from collections.abc import Mapping
from fractions import Fraction

from package_verifier.exact import is_number, measured

TOLERANCE = Fraction(1, 10**12)
Key = tuple[str, ...]


def agree(stored: Fraction, recomputed: Fraction) -> bool:
    """Say whether two float64 figures agree to 1e-12, relative to the greater and at least 1."""
    scale = max(abs(stored), abs(recomputed), Fraction(1))
    return abs(stored - recomputed) <= TOLERANCE * scale


def stored_number(text: str | None) -> Fraction | None:
    """Return a stored figure, or None where it is blank or no number."""
    if not text or not is_number(text):
        return None
    try:
        return measured(text)
    except ValueError:
        return None


class Anchors:
    """Finds the foothold of each figure; with ``exact`` it hands the figure back untouched."""

    def __init__(self, rows: Mapping[Key, Mapping[str, str]], *, exact: bool) -> None:
        self.rows = rows
        self.exact = exact

    def settle(self, key: Key, column: str, value: Fraction) -> Fraction:
        """Return the figure to go on with; ``key`` is file, then the row's key."""
        if self.exact:
            return value
        stored = stored_number(self.rows.get(key, {}).get(column))
        if stored is not None and agree(stored, value):
            return stored
        try:
            return Fraction(float(value))
        except OverflowError:
            return value
