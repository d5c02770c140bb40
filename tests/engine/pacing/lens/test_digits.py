"""Digits: favoured ones are found, and laws are used only where they hold."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from sanbi.engine.pacing.lens import LeadKind, first_digits, last_digits


def figures(seed: int, count: int = 120, digits: int = 2) -> list[Decimal]:
    """Figures over four orders of magnitude, as written with two decimals."""
    rng = np.random.default_rng(seed)
    return [Decimal(f"{value:.{digits}f}") for value in 10 ** (1 + 4 * rng.random(count))]


def test_honest_digits_give_no_lead() -> None:
    told = [last_digits(figures(seed)) + first_digits(figures(seed)) for seed in range(300)]
    assert sum(map(bool, told)) <= 1


def test_a_favoured_last_digit_is_found() -> None:
    held = [figure.quantize(Decimal("0.1")) for figure in figures(1)]
    rounded = [f if n % 2 else Decimal(f"{int(f)}.5") for n, f in enumerate(held)]
    (lead,) = last_digits(rounded)
    assert lead.kind is LeadKind.LAST_DIGITS
    assert " end in 5, by chance about 12" in lead.text("en")
    assert lead.strength > 4


def test_zeros_at_the_end_count_as_written() -> None:
    (lead,) = last_digits([Decimal(f"{n}.00") for n in range(100, 160)])
    assert "60 个数中有 60 个以 0 结尾" in lead.text("zh")


def test_first_digits_that_are_even_are_found() -> None:
    held = [Decimal(digit) * 10**power for digit in range(1, 10) for power in range(1, 4)] * 10
    (lead,) = first_digits(held)
    assert lead.kind is LeadKind.FIRST_DIGITS
    assert "begin with 9" in lead.text("en")


def test_benford_is_not_asked_of_figures_of_one_size() -> None:
    assert first_digits([Decimal(500 + n % 400) for n in range(400)]) == []


def test_few_or_short_figures_give_no_lead() -> None:
    assert last_digits([Decimal("100.5")] * 49) == []
    assert last_digits([Decimal(50)] * 500) == []
    assert first_digits([Decimal(0)] * 500) == []
