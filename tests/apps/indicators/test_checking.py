"""Checks with numbers worked by hand (docs/mechanisms/checks.md), and their properties."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sanbi.apps.indicators.checking import (
    CHECKS,
    Figures,
    Rule,
    findings,
    robust_z,
    settings_fault,
    shown,
)
from sanbi.apps.indicators.models import Check
from sanbi.apps.indicators.reading import read_typed
from sanbi.apps.indicators.wording import check_words

D = Decimal
NUMBERS = st.decimals(-(10**9), 10**9, places=2)


def figures(value: str, **more: Any) -> Figures:
    """A value with what it is compared with, as texts."""
    plain = {
        name: D(text) if name in {"previous", "year_ago"} and text is not None else text
        for name, text in more.items()
    }
    return Figures(D(value), **plain)


def found(kind: str, held: Figures, **settings: Any) -> bool:
    """Whether a check finds something."""
    return bool(findings([Rule(kind, "error", settings)], held))


def test_every_kind_of_the_catalogue_is_written() -> None:
    assert set(CHECKS) == set(Check.Kind.values)


@pytest.mark.parametrize(
    ("value", "told", "expected"),
    [
        ("0", {"least": 0}, False),
        ("-1", {"least": 0}, True),
        ("100", {"most": 100}, False),
        ("100.01", {"most": 100}, True),
        ("5", {}, False),
    ],
)
def test_range(value: str, told: dict[str, Any], expected: bool) -> None:
    assert found("range", figures(value), **told) is expected


@pytest.mark.parametrize(
    ("value", "previous", "percent", "expected"),
    [
        ("58000", "32000", 50, True),  # +81.25%
        ("48000", "32000", 50, False),  # exactly +50%
        ("15999", "32000", 50, True),  # −50.003%
        ("58000", None, 50, False),
        ("58000", "0", 50, False),
        ("-3", "-1", 100, True),  # −200% of the size of the base
    ],
)
def test_jump(value: str, previous: str | None, percent: int, expected: bool) -> None:
    held = figures(value, previous=previous)
    assert found("jump", held, against="previous", percent=percent) is expected
    yearly = figures(value, year_ago=previous)
    assert found("jump", yearly, against="year_ago", percent=percent) is expected


def test_january_is_no_jump_from_december() -> None:
    held = replace(figures("100", previous="1200", year_ago="20"), begins_anew=True)
    assert not found("jump", held, against="previous", percent=50)
    assert found("jump", held, against="year_ago", percent=50)


def test_a_jump_names_the_fact_and_the_limit() -> None:
    held = figures("58000", previous="32000")
    said = findings([Rule("jump", "explain", {"percent": 50})], held)[0]
    assert "81.3%" in said.fact
    assert "50%" in said.fact
    assert said.fix
    assert not said.blocks


@pytest.mark.parametrize(
    ("value", "same_year", "expected"),
    [("10950", True, True), ("11200", True, False), ("10950", False, False)],
)
def test_a_cumulative_value_never_falls_within_a_year(
    value: str, same_year: bool, expected: bool
) -> None:
    held = Figures(D(value), previous=D(11200), same_year=same_year)
    assert found("falls", held) is expected


@pytest.mark.parametrize(
    ("parts", "tolerance", "expected"),
    [
        ([10950, 10435], 0, False),
        ([10950, 10434], 0, True),
        ([10950, 10434], 1, False),
        ([10950, None], 0, False),
        ([], 0, False),
    ],
)
def test_sum_of_parts(parts: list[int | None], tolerance: int, expected: bool) -> None:
    held = Figures(D(21385), parts=[None if part is None else D(part) for part in parts])
    assert found("sum", held, tolerance=tolerance) is expected


@pytest.mark.parametrize(
    ("other", "told", "expected"),
    [
        ("100", {"least": 0, "most": 1}, False),
        ("40", {"least": 0, "most": 1}, True),  # 50 / 40 = 1.25
        ("200", {"least": "0.3"}, True),  # 0.25
        ("0", {"most": 1}, False),
    ],
)
def test_ratio(other: str, told: dict[str, Any], expected: bool) -> None:
    held = Figures(D(50), others={"b": D(other)})
    assert found("ratio", held, to="b", **told) is expected
    assert not found("ratio", Figures(D(50)), to="b", **told)


def test_robust_z_by_hand() -> None:
    # Median 12, distances 2 1 0 1 8, their median 1: z = 0.6745 · (20 − 12) / 1.
    peers = [D(10), D(11), D(12), D(13), D(20)]
    assert robust_z(D(20), peers) == D("5.396")
    # More than half are equal: mean distance 2, z = 0.7979 · (25 − 5) / 2.
    assert robust_z(D(25), [D(5), D(5), D(5), D(5), D(15)]) == D("7.979")
    assert robust_z(D(25), [D(5)] * 5) is None


def test_an_outlier_needs_five_others() -> None:
    peers = [D(10), D(11), D(12), D(13)]
    assert not found("outlier", Figures(D(1200), peers=peers))
    assert found("outlier", Figures(D(1200), peers=[*peers, D(12)]))
    assert not found("outlier", Figures(D(14), peers=[*peers, D(12)]))


def test_errors_come_first() -> None:
    held = figures("10", previous="100")
    rules = [Rule("jump", "explain", {"percent": 50}), Rule("falls", "error")]
    assert [finding.kind for finding in findings(rules, held)] == ["falls", "jump"]


@pytest.mark.parametrize(
    ("kind", "told", "good"),
    [
        ("range", {"least": 0}, True),
        ("range", {"leest": 0}, False),
        ("range", {"least": "NaN"}, False),
        ("jump", {"percent": 50}, True),
        ("jump", {"percent": 50, "against": "tomorrow"}, False),
        ("jump", {}, False),
        ("ratio", {"to": "a", "most": "1.5"}, True),
        ("ratio", {"most": 1}, False),
        ("guess", {}, False),
    ],
)
def test_settings(kind: str, told: dict[str, Any], good: bool) -> None:
    assert (settings_fault(kind, told) == "") is good


@given(NUMBERS, NUMBERS, st.integers(1, 500))
def test_a_jump_does_not_depend_on_the_unit_of_measure(
    value: Decimal, before: Decimal, percent: int
) -> None:
    small = Figures(value, previous=before)
    large = Figures(value * 10000, previous=before * 10000)
    assert found("jump", small, percent=percent) == found("jump", large, percent=percent)


@given(NUMBERS, st.lists(NUMBERS, min_size=5, max_size=20), st.randoms())
def test_an_outlier_does_not_depend_on_the_order(
    value: Decimal, peers: list[Decimal], random: Any
) -> None:
    mixed = list(peers)
    random.shuffle(mixed)
    assert robust_z(value, peers) == robust_z(value, mixed)


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_exact_parts_always_add_up(parts: list[Decimal]) -> None:
    held = Figures(sum(parts, D(0)), decimals=2, parts=parts)
    assert not found("sum", held)


@given(st.decimals(-(10**12), 10**12, places=3))
def test_what_is_shown_is_read_again(value: Decimal) -> None:
    read = read_typed(shown(value, 3), 3)
    assert (read.value, read.fault) == (value, "")


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("21,385", 0, D(21385)),
        ("２１，３８５", 0, D(21385)),
        (" 8 ", 0, D(8)),
        ("−5.20", 1, D("-5.2")),
        ("6.4%", 1, D("6.4")),
        ("1e3", 0, D(1000)),
    ],
)
def test_typed_figures(text: str, decimals: int, value: Decimal) -> None:
    assert read_typed(text, decimals).value == value


@pytest.mark.parametrize("text", ["12a", "1,2,3", "1.5", "inf", "nan", "1e400", "=1+1", "1..2"])
def test_what_is_no_figure(text: str) -> None:
    read = read_typed(text, 0)
    assert read.fault
    assert read.value is None


def test_empty_and_not_applicable() -> None:
    assert read_typed("—", 0) == read_typed("", 0)
    assert read_typed("不适用", 0).applicable is False


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("0.25", 1, "0.3"), ("-0.04", 1, "0.0"), ("-1234.5", 1, "−1,234.5"), ("81.25", 1, "81.3")],
)
def test_figures_are_shown_rounded_half_up(value: str, decimals: int, text: str) -> None:
    assert shown(D(value), decimals) == text


@pytest.mark.parametrize(
    ("kind", "limits", "words"),
    [
        ("range", {"least": 0}, "at least 0"),
        ("range", {"least": 0, "most": 100}, "0 to 100"),
        ("range", {"most": 100}, "at most 100"),
        ("jump", {"percent": 50}, "more than 50% from the period before"),
        ("jump", {"percent": "12.5", "against": "year_ago"}, "more than 12.5% from a year ago"),
        ("sum", {"tolerance": "0.5"}, "may differ by 0.5"),
        ("sum", {}, ""),
        ("ratio", {"to": "tax", "name": "税收占比", "least": 0, "most": 1}, "税收占比 0 to 1"),
        ("outlier", {"z": 3}, "robust z above 3"),
        ("falls", {}, ""),
    ],
)
def test_the_limits_of_a_check_are_told_in_words(
    kind: str, limits: dict[str, Any], words: str
) -> None:
    with override("en"):
        assert check_words(kind, limits) == words
