"""Digits that chance does not make: last digits that are favoured, first digits that are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from math import log10

from sanbi.engine.pacing.lens.lead import Lead, LeadKind
from sanbi.engine.phrases import Phrase

RAREST = 1e-4  # probability that chance alone does as much
LEAST_LAST = 50  # figures
LEAST_DIGITS = 3  # of a figure whose last digit is looked at; shorter ones are not even by chance
LEAST_FIRST = 100
LEAST_ORDERS = 2.0  # powers of ten between the smallest and largest figure: else Benford is nothing


def last_digits(figures: Sequence[Decimal]) -> list[Lead]:
    """A lead when the last digits of figures, as written, are not spread evenly.

    Parameters
    ----------
    figures : as written down, with their zeros at the end; those below three digits are left out.
        Fewer than 50 give no lead.
    """
    digits = [figure.as_tuple().digits for figure in figures if figure.is_finite()]
    last = Counter(held[-1] for held in digits if len(held) >= LEAST_DIGITS)
    return _uneven(last, [0.1] * 10, range(10), LeadKind.LAST_DIGITS, LEAST_LAST)


def first_digits(figures: Sequence[Decimal]) -> list[Lead]:
    """A lead when first digits stray from Benford's law, where that law applies.

    It applies to figures over several orders of magnitude; fewer than 100 figures, or less than
    two powers of ten between the smallest and the largest, give no lead.
    """
    held = [abs(figure) for figure in figures if figure.is_finite() and figure]
    if not held or log10(max(held)) - log10(min(held)) < LEAST_ORDERS:
        return []
    first = Counter(figure.as_tuple().digits[0] for figure in held)
    law = [log10(1 + 1 / digit) for digit in range(1, 10)]
    return _uneven(first, law, range(1, 10), LeadKind.FIRST_DIGITS, LEAST_FIRST)


def _uneven(
    found: Counter[int], law: Sequence[float], digits: range, kind: LeadKind, least: int
) -> list[Lead]:
    from scipy.special import chdtrc

    total = sum(found[digit] for digit in digits)
    if total < least:
        return []
    expected = [share * total for share in law]
    square = sum(
        (found[digit] - usual) ** 2 / usual for digit, usual in zip(digits, expected, strict=True)
    )
    rare = max(float(chdtrc(len(law) - 1, square)), 1e-300)
    if rare > RAREST:
        return []
    most = max(digits, key=lambda digit: found[digit] / law[digit - digits.start])
    told: dict[str, object] = {
        "total": total,
        "count": found[most],
        "digit": most,
        "usual": expected[most - digits.start],
    }
    reason = Phrase(
        "of {total} figures {count} end in {digit}, by chance about {usual:.0f}", **told
    )
    if kind is LeadKind.FIRST_DIGITS:
        reason = Phrase(
            "of {total} figures {count} begin with {digit}, by Benford's law about {usual:.0f}",
            **told,
        )
    return [Lead(kind, reason, -log10(rare))]
