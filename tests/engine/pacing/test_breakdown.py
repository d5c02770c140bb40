"""Breaking a target down: sums that fit, always."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.pacing import PacingError, break_down, layers

SIZES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2), st.integers(0, 10**6), max_size=12
)


@given(
    st.decimals(-(10**9), 10**9, places=3),
    SIZES.filter(lambda sizes: sum(sizes.values()) > 0),
    SIZES,
    st.integers(-2, 3),
)
def test_the_parts_add_up_and_lie_within_one_unit(
    target: Decimal, sizes: dict[str, int], more: dict[str, int], decimals: int
) -> None:
    parts = break_down(target, [(2, sizes), (1, more)], decimals)
    unit = Fraction(10) ** -decimals
    whole = round(Fraction(target) / unit) * unit
    assert sum((Fraction(part.amount) for part in parts), Fraction(0)) == whole
    assert sum(part.share for part in parts) == 1
    for part in parts:
        assert abs(Fraction(part.amount) - whole * part.share) < unit
        assert part.share or not part.amount


def test_equal_remainders_go_to_the_first() -> None:
    parts = break_down(Decimal(2), [(1, {"x": 1, "a": 1, "m": 1})])
    assert [(part.name, int(part.amount)) for part in parts] == [("x", 1), ("a", 1), ("m", 0)]


def test_a_key_without_sizes_is_left_out() -> None:
    parts = break_down(Decimal(9), [(1, {"a": 1, "b": 2}), (5, {"a": 0})])
    assert [int(part.amount) for part in parts] == [3, 6]


def test_hundreds_read_as_hundreds() -> None:
    parts = break_down(Decimal(1230), [(1, {"a": 1, "b": 1})], -2)
    assert [str(part.amount) for part in parts] == ["600", "600"]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([], "no parts"),
        ([(1, {})], "no parts"),
        ([(1, {"a": 0, "b": 0})], "all shares at 0"),
        ([(0, {"a": 1})], "all shares at 0"),
        ([(1, {"a": -1, "b": 2})], "a has -1"),
        ([(-1, {"a": 1})], "not be below 0"),
    ],
)
def test_what_cannot_be_broken_down_is_refused(
    keys: list[tuple[int, dict[str, int]]], words: str
) -> None:
    with pytest.raises(PacingError, match=words):
        break_down(Decimal(10), keys)


def test_layers_tell_what_was_put_on_top() -> None:
    county, towns, villages = layers(
        [("c", [Decimal(200)]), ("t", [Decimal(120), Decimal(90)]), ("v", [Decimal(231)])]
    )
    assert county.raised is None
    assert (towns.total, towns.raised) == (210, Fraction(1, 20))
    assert (villages.raised, villages.raised_in_all) == (Fraction(1, 10), Fraction(31, 200))


def test_a_layer_of_nothing_cannot_be_raised() -> None:
    with pytest.raises(PacingError, match="must be above 0"):
        layers([("c", [Decimal(0)]), ("t", [Decimal(1)])])
