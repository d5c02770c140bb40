"""What exact numbers, rounding and keys for sorting promise."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import strategies as st

from sanbi.engine.scoring.arithmetic import (
    EXACT,
    FLOATING,
    round_fraction,
    rounded_text,
    scaled_integer,
)
from sanbi.engine.scoring.arithmetic.exact import (
    decimal_fraction,
    exact_exp,
    exact_ln,
    exact_power,
    exact_sqrt,
)
from sanbi.engine.scoring.result.texts import score_text, unrounded_text
from tests.engine.scoring.properties.cases import holds_for

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
# Modes differ at ties only, so most of the numbers are halves of some unit.
THOUSANDTHS = st.integers(-100_000, 100_000).map(lambda whole: Fraction(whole, 1000))
HALVES = st.builds(
    lambda whole, digits: Fraction(2 * whole + 1, 2 * 10**digits),
    st.integers(-500, 500),
    st.integers(0, 4),
)
DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=5).map(Fraction)
RATIONALS = st.fractions(min_value=-1000, max_value=1000, max_denominator=999)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
TINY = Fraction(1, 10**35)


@pytest.mark.parametrize("mode", MODES)
@holds_for(150, value=st.one_of(HALVES, THOUSANDTHS, DECIMALS), digits=st.integers(0, 4))
def test_rounding_is_what_decimal_does(mode: str, value: Fraction, digits: int) -> None:
    with localcontext() as context:
        context.prec = 60
        written = Decimal(value.numerator) / Decimal(value.denominator)
        wanted = Fraction(written.quantize(Decimal(1).scaleb(-digits), rounding=MODES[mode]))
    assert round_fraction(value, digits, mode) == wanted


@pytest.mark.parametrize("mode", MODES)
@holds_for(80, value=st.one_of(HALVES, RATIONALS), digits=st.integers(0, 9))
def test_rounding_moves_by_half_a_unit_at_most(mode: str, value: Fraction, digits: int) -> None:
    unit = Fraction(1, 10**digits)
    found = round_fraction(value, digits, mode)
    assert abs(found - value) <= (unit if mode == "down" else unit / 2)
    assert round_fraction(found, digits, mode) == found
    assert round_fraction(-value, digits, mode) == -found
    assert scaled_integer(value, digits, mode) * unit == found
    if mode == "down":
        assert abs(found) <= abs(value)


@pytest.mark.parametrize("mode", MODES)
@holds_for(60, one=RATIONALS, other=RATIONALS, digits=st.integers(0, 3))
def test_rounding_keeps_the_order(mode: str, one: Fraction, other: Fraction, digits: int) -> None:
    low, high = sorted((one, other))
    assert round_fraction(low, digits, mode) <= round_fraction(high, digits, mode)


@holds_for(80, value=RATIONALS, digits=st.integers(0, 6))
def test_texts_name_the_rounded_number(value: Fraction, digits: int) -> None:
    text = rounded_text(value, digits)
    assert Fraction(text) == round_fraction(value, digits, "half_even")
    assert len(text.partition(".")[2]) == digits
    assert text.lstrip("-").lstrip("0") or value.numerator == 0 or Fraction(text) == 0
    assert Fraction(unrounded_text(value)) == round_fraction(value, 12, "half_even")
    assert score_text(round_fraction(value, digits, "half_up"), digits) == rounded_text(
        value, digits, "half_up"
    )


@holds_for(200, value=FINITE)
def test_a_float_stands_for_its_shortest_decimal(value: float) -> None:
    held = decimal_fraction(value)
    assert float(held) == value
    assert held == Fraction(repr(value))


@holds_for(60, value=THOUSANDTHS, other=RATIONALS)
def test_roots_of_squares_are_exact(value: Fraction, other: Fraction) -> None:
    assert exact_sqrt(value * value) == abs(value)
    root = exact_sqrt(abs(other))
    assert abs(root * root - abs(other)) <= TINY * max(1, abs(other))
    assert exact_power(abs(value) ** 3, Fraction(1, 3)) == abs(value)


@holds_for(40, value=st.fractions(min_value=Fraction(1, 99), max_value=500, max_denominator=99))
def test_logarithm_and_exponential_undo_each_other(value: Fraction) -> None:
    assert abs(exact_exp(exact_ln(value)) - value) <= TINY * value * 100
    assert math.isclose(float(exact_ln(value)), math.log(value), rel_tol=1e-12, abs_tol=1e-12)


@holds_for(40, base=RATIONALS, one=st.integers(0, 6), other=st.integers(0, 6))
def test_whole_powers_are_exact(base: Fraction, one: int, other: int) -> None:
    product = exact_power(base, Fraction(one)) * exact_power(base, Fraction(other))
    assert product == base ** (one + other)
    if base:
        assert exact_power(base, Fraction(-one)) * base**one == 1


@holds_for(30, base=st.fractions(min_value=Fraction(1, 20), max_value=50, max_denominator=20))
def test_a_half_as_power_is_the_root(base: Fraction) -> None:
    root = exact_power(base, Fraction(1, 2))
    assert abs(root * root - base) <= TINY * 1000


@holds_for(
    60, values=st.lists(RATIONALS, min_size=1, max_size=8), more=st.lists(RATIONALS, max_size=4)
)
def test_keys_sort_as_their_numbers(values: list[Fraction], more: list[Fraction]) -> None:
    big = [value * 10**20 for value in more]  # beyond 64 bits
    for others in (more, big):
        keys, rest = EXACT.sortable(EXACT.array(values), EXACT.array(others))
        whole, keyed = [*values, *others], [*keys.tolist(), *rest.tolist()]
        for a, key_a in zip(whole, keyed, strict=True):
            for b, key_b in zip(whole, keyed, strict=True):
                assert (a < b) == (key_a < key_b)
                assert (a == b) == (key_a == key_b)


@holds_for(60, pairs=st.lists(st.tuples(RATIONALS, RATIONALS), min_size=1, max_size=6))
def test_both_arithmetics_do_the_same(pairs: list[tuple[Fraction, Fraction]]) -> None:
    one, other = ([pair[side] for pair in pairs] for side in (0, 1))
    for name in ("divide", "minimum", "maximum"):
        exactly = getattr(EXACT, name)(EXACT.array(one), EXACT.array(other))
        floats = getattr(FLOATING, name)(FLOATING.array(one), FLOATING.array(other))
        known = EXACT.finite(exactly)
        assert known.tolist() == FLOATING.finite(floats).tolist()
        for a, b, held in zip(exactly.tolist(), floats.tolist(), known.tolist(), strict=True):
            assert not held or math.isclose(float(a), b, rel_tol=1e-12, abs_tol=1e-12)
    for name in ("sqrt", "ln", "truncate"):
        exactly = getattr(EXACT, name)(EXACT.array(one))
        floats = getattr(FLOATING, name)(FLOATING.array(one))
        known = EXACT.finite(exactly)
        assert known.tolist() == FLOATING.finite(floats).tolist()
        for a, b, held in zip(exactly.tolist(), floats.tolist(), known.tolist(), strict=True):
            assert not held or math.isclose(float(a), b, rel_tol=1e-12, abs_tol=1e-12)
    total = EXACT.total(EXACT.array(one))
    assert math.isclose(float(total), FLOATING.total(FLOATING.array(one)), abs_tol=1e-9)
    assert np.asarray(EXACT.where(EXACT.array(one) > 0, 1, 0)).tolist() == [
        int(value > 0) for value in one
    ]
