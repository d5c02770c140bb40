"""Ranks of earlier periods: lines, marked units, gaps."""

import re

from sanbi.engine.scoring.report.html.ribbon import MOST_NAMED, draw_ribbon
from sanbi.engine.scoring.report.html.trend import build_trend
from tests.engine.scoring.report.html.county import result, wide
from tests.engine.scoring.report.html.test_board import view_of


def test_at_most_the_steepest_two_are_marked() -> None:
    trend = build_trend(view_of(result()))
    assert trend is not None
    assert trend.labels == ("26年一季", "26年二季", "26年三季")
    assert trend.drawing.count('class="up"') == trend.drawing.count('class="dn"') == 1
    assert "白鹭镇（升 2）" in trend.ribbon.marked
    assert trend.drawing.count("<g ") == 6


def test_a_group_without_earlier_ranks_has_no_trend() -> None:
    assert build_trend(view_of(result(), 1)) is None


def test_a_missing_period_breaks_the_line() -> None:
    view = view_of(result())
    ranks = [[1.0, 1.0, 2.0], [2.0, None, 1.0]] + [[None, None, None]] * 5
    drawing = draw_ribbon(view, ("a", "b", "c"), ranks).drawing
    lines = re.findall(r'class="ln" d="([^"]*)"', drawing)
    assert sorted(line.count("M") for line in lines) == [1, 2]
    assert sorted(line.count("C") for line in lines) == [0, 2]


def test_place_one_is_on_top() -> None:
    view = view_of(result())
    ranks = [[1.0, 1.0], [7.0, 7.0]] + [[None, None]] * 5
    drawing = draw_ribbon(view, ("a", "b"), ranks).drawing
    heights = [float(y) for y in re.findall(r'class="ln" d="M[\d.]+ ([\d.]+)', drawing)]
    assert heights[0] < heights[1]


def test_names_of_a_large_group_are_left_out() -> None:
    view = view_of(wide(MOST_NAMED + 2, 1))
    ranks = [[float(n), float(n)] for n in range(1, MOST_NAMED + 3)]
    drawing = draw_ribbon(view, ("a", "b"), ranks).drawing
    assert drawing.count('class="hid"') == 2 * (MOST_NAMED + 2)
    few = draw_ribbon(view_of(wide(5, 1)), ("a", "b"), ranks[:5]).drawing
    assert 'class="hid"' not in few
