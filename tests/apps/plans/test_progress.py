"""Progress rolled up: exact values for each stated rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sanbi.apps.plans.progress import (
    NOTHING,
    Part,
    figure_share,
    money_share,
    pace_lamp,
    place_lamp,
    rolled_up,
    worst,
)


def d(text: str | int) -> Decimal:
    return Decimal(text)


def test_a_node_is_the_weighted_mean_of_what_says_something() -> None:
    parts = [
        Part(d(3), d("0.8"), d("0.75")),
        Part(d(1), d("0.4"), d("0.75")),
        Part(d(5), None),
    ]
    found = rolled_up(parts)
    assert (found.share, found.due) == (d("0.7000"), d("0.7500"))
    assert (found.parts, found.silent) == (3, 1)
    assert (found.gap, found.lamp) == (d("-5.0"), "green")


def test_what_went_beyond_its_aim_hides_nothing_that_lags() -> None:
    found = rolled_up([Part(d(1), d("1.6"), d("0.75")), Part(d(1), d("0.4"), d("0.75"))])
    assert (found.share, found.gap, found.lamp) == (d("0.7000"), d("-5.0"), "green")


def test_past_its_day_a_node_should_be_whole() -> None:
    parts, day = [Part(d(1), d("0.8"), d("0.75"))], date(2026, 10, 8)
    assert rolled_up(parts, day, day).lamp == "green"
    late = rolled_up(parts, day, date(2026, 10, 9))
    assert (late.due, late.gap, late.lamp) == (d("1.0000"), d("-20.0"), "red")


def test_nothing_is_said_where_nothing_below_says_anything() -> None:
    assert rolled_up([]) == NOTHING
    silent = rolled_up([Part(d(1), None), Part(d(2), None, d("0.5"))])
    assert (silent.share, silent.parts, silent.silent, silent.lamp) == (None, 2, 2, "none")


@pytest.mark.parametrize(
    ("share", "lamp"),
    [("0.70", "green"), ("0.6999", "yellow"), ("0.60", "yellow"), ("0.5999", "red")],
)
def test_the_lamp_turns_at_5_and_15_percentage_points(share: str, lamp: str) -> None:
    assert pace_lamp(d(share), d("0.75")) == lamp


@pytest.mark.parametrize(
    ("place", "lamp"), [(3, "green"), (4, "yellow"), (5, "yellow"), (6, "red"), (None, "none")]
)
def test_a_place_is_green_where_wanted_and_yellow_two_behind(place: int | None, lamp: str) -> None:
    assert place_lamp(place, 3) == lamp


def test_what_links_say() -> None:
    assert figure_share(d(150), d(200)) == d("0.7500")
    assert figure_share(d(-5), d(200)) == 0
    assert figure_share(None, d(200)) is None
    assert figure_share(d(1), d(0)) is None
    assert figure_share(d(3), d(4), low=True) == 1
    assert figure_share(d(5), d(4), low=True) == d("0.8000")
    assert money_share(d(30), d(120)) == d("0.2500")
    assert money_share(d(30), d(0)) is None
    assert worst("green", "none", "yellow") == "yellow"
