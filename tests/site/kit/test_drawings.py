"""The geometry of drawings in cells, worked out by hand."""

import pytest

from sanbi.site.kit import drawings


def test_places_have_the_first_on_top() -> None:
    line = drawings.spark([1, 16, 8.5], low=1, high=16, falling=True)
    assert line.traces == ("4.0,4.0 41.0,18.0 78.0,11.0",)
    assert line.end == (78.0, 11.0)


def test_values_rise_upward_and_a_gap_is_not_bridged() -> None:
    line = drawings.spark([0, 10, None, 5, None, None])
    assert line.traces == ("4.0,18.0 18.8,4.0",)
    assert line.lone == ((48.4, 11.0),)
    assert line.end is None


def test_equal_values_stand_in_the_middle() -> None:
    assert drawings.spark([7, 7]).traces == ("4.0,11.0 78.0,11.0",)
    assert drawings.spark([7]).lone == ((4.0, 11.0),)


def test_a_value_beyond_the_scale_stops_at_its_edge() -> None:
    assert drawings.spark([-5, 25], low=0, high=10).traces == ("4.0,18.0 78.0,4.0",)


def test_no_readings_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one reading"):
        drawings.spark([])


@pytest.mark.parametrize(
    ("value", "x", "width", "better", "clipped"),
    [
        (3.0, 31.0, 13.0, True, False),
        (-3.0, 18.0, 13.0, False, False),
        (0.0, 31.0, 0.0, True, False),
        (9.0, 31.0, 26.0, True, True),
    ],
)
def test_bars_from_the_median(
    value: float, x: float, width: float, better: bool, clipped: bool
) -> None:
    assert drawings.diverge(value, 6.0) == drawings.Diverge(x, width, better, clipped)


def test_a_scale_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        drawings.diverge(1, 0)


def test_ruler_of_sixteen_places() -> None:
    ruler = drawings.ruler(5, 7, 6, 16)
    assert ruler.ticks == (5.0, 25.8, 46.6, 62.2, 83.0)
    assert (ruler.x, ruler.range_width, ruler.at) == (23.2, 15.6, 31.0)


def test_ruler_of_one_place() -> None:
    assert drawings.ruler(1, 1, 1, 1).at == 5.0


@pytest.mark.parametrize("places", [(0, 1, 1, 3), (2, 3, 1, 3), (1, 2, 3, 3), (1, 4, 2, 3)])
def test_places_out_of_order_are_refused(places: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="places out of order"):
        drawings.ruler(*places)


def test_points_won_and_lost() -> None:
    bar = drawings.won(6, 8, 12, tick=7)
    assert (bar.won, bar.lost, bar.tick) == (120.0, 40.0, 140.0)
    assert drawings.won(9, 8, 12).lost == 0
    assert drawings.won(-1, 8, 12).won == 0


@pytest.mark.parametrize(("full", "scale"), [(0, 12), (13, 12)])
def test_a_full_score_beyond_the_scale_is_refused(full: float, scale: float) -> None:
    with pytest.raises(ValueError, match="0 < full ≤ scale"):
        drawings.won(1, full, scale)
