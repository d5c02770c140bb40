import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sanbi.engine.scoring.arithmetic import EXACT
from sanbi.engine.scoring.arithmetic.exact import (
    decimal_fraction,
    exact_exp,
    exact_ln,
    exact_power,
    exact_sqrt,
    weighted_product,
)

F = Fraction
NAN = float("nan")


def exact_array(*values: Any) -> Any:
    """An object array; text is a Fraction, NaN stays."""
    found = np.empty(len(values), dtype=object)
    found[:] = [F(value) if not isinstance(value, float) else value for value in values]
    return found


def shown(values: Any) -> list[Any]:
    """The values, NaN as None."""
    return [None if value.__class__ is float else value for value in values.tolist()]


FLOATS: list[tuple[float, Fraction]] = [
    (0.1, F(1, 10)),
    (-0.0, F(0)),
    (6.4, F(64, 10)),
    (1e15, F(10**15)),
    (1e22, F(10**22)),
    (1e23, F(10**23)),  # not the float's own value 99999999999999991611392
    (5e-324, F(5, 10**324)),
    (2.0**53 + 2, F(2**53 + 2)),
]


@pytest.mark.parametrize(("value", "found"), FLOATS)
def test_floats_are_the_decimals_that_they_print(value: float, found: Fraction) -> None:
    assert decimal_fraction(value) == found


def test_roots() -> None:
    assert exact_sqrt(F(9, 4)) == F(3, 2)
    assert exact_sqrt(F(0)) == 0
    assert math.isnan(exact_sqrt(F(-1)))
    assert abs(exact_sqrt(F(2)) ** 2 - 2) < F(1, 10**38)


def test_logarithms_and_exponentials() -> None:
    assert exact_ln(F(1)) == 0
    assert math.isnan(exact_ln(F(0)))
    assert math.isnan(exact_ln(F(-1)))
    assert exact_exp(F(0)) == 1
    assert math.isnan(exact_exp(F(1001)))
    assert math.isnan(exact_exp(F(-1001)))
    assert len(str(exact_exp(F(1)).numerator)) <= 40


POWERS: list[tuple[str, str, Any]] = [
    ("2", "10", F(1024)),
    ("2", "-2", F(1, 4)),
    ("0", "0", F(1)),
    ("0", "2", F(0)),
    ("0", "-1", None),
    ("0", "0.5", F(0)),
    ("0", "-0.5", None),
    ("-8", "3", F(-512)),
    ("-8", "0.5", None),
    ("8", "1/3", F(2)),
    ("1", "0.5", F(1)),
    ("2", "1000.5", None),
    ("1e400", "2.9", None),  # beyond the exponent that makes sense
]


@pytest.mark.parametrize(("base", "exponent", "found"), POWERS)
def test_powers(base: str, exponent: str, found: Any) -> None:
    value = exact_power(F(base), F(exponent))
    assert value == found if found is not None else math.isnan(value)


def test_products_of_powers_are_one_rounding() -> None:
    assert weighted_product((F(8), F(8), F(8)), (F(1, 3), F(1, 3), F(1, 3))) == 8
    assert weighted_product((F(0), F(5)), (F(0), F(1))) == 5
    assert weighted_product((F(0), F(5)), (F(1), F(1))) == 0


def test_what_does_not_exist_is_nan_and_stays_it() -> None:
    one, other = exact_array("6", "1", NAN, "4"), exact_array("4", "0", "1", NAN)
    assert shown(EXACT.divide(one, other)) == [F(3, 2), None, None, None]
    assert shown(EXACT.minimum(one, other)) == [F(4), F(0), None, None]
    assert shown(EXACT.maximum(one, other)) == [F(6), F(1), None, None]
    assert shown(EXACT.sqrt(one)) == [exact_sqrt(F(6)), F(1), None, F(2)]
    assert shown(EXACT.truncate(exact_array("-3/2", "3/2", NAN))) == [F(-1), F(1), None]
    assert shown(EXACT.power(exact_array("2", NAN), exact_array("3", "3"))) == [F(8), None]
    assert shown(EXACT.exp(exact_array("0", "2000"))) == [F(1), None]
    assert shown(EXACT.ln(exact_array("1", "-1"))) == [F(0), None]
    assert EXACT.finite(one).tolist() == [True, True, False, True]


def test_whole_numbers_divide_to_fractions() -> None:
    ones = EXACT.integers(np.array([1, 2, 3]))
    assert (ones / EXACT.integers(np.array([2, 2, 2]))).tolist() == [F(1, 2), F(1), F(3, 2)]
    assert EXACT.divide(7, F(2)) == F(7, 2)


def test_arrays_and_constants() -> None:
    assert EXACT.full(2, F(1, 3)).tolist() == [F(1, 3), F(1, 3)]
    assert EXACT.array([F(1), F(2)]).tolist() == [1, 2]
    assert EXACT.constant(F(1, 3)) == F(1, 3)
    assert EXACT.from_floats(np.array([0.1, 2.0])).tolist() == [F(1, 10), F(2)]
    assert EXACT.total(EXACT.array([])) == 0
    assert EXACT.where(np.array([True, False]), F(1), exact_array("2", "3")).tolist() == [
        F(1),
        F(3),
    ]


def test_products_over_units() -> None:
    values = [exact_array("4", "0"), exact_array("9", "9")]
    assert EXACT.product(values, [F(1, 2), F(1, 2)]).tolist() == [6, 0]
    shares = exact_array("0.5", "0")
    assert EXACT.product(values, [shares, shares]).tolist() == [6, 1]


def test_keys_beyond_64_bits_are_whole_numbers_too() -> None:
    small, big = (
        EXACT.sortable(exact_array("1/3", "1/2")),
        EXACT.sortable(exact_array("1e30", "1/7")),
    )
    assert small[0].dtype == np.int64
    assert small[0].tolist() == [2, 3]
    assert big[0].dtype == object
    assert big[0].tolist() == [7 * 10**30, 1]
