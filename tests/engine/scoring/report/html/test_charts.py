import re

from sanbi.engine.scoring.report.html.charts import (
    BarScale,
    deviation_bar,
    lost_bar,
    rank_line,
    won_lost_bar,
)


def length(svg: str, cls: str) -> float:
    found = re.search(rf'class="{cls}" d="M[\d.]+ [\d.]+h([\d.]+)', svg)
    assert found, svg
    return float(found[1])


def test_bars_from_the_median_share_one_scale() -> None:
    whole, half = deviation_bar(1, "a", better=True), deviation_bar(0.5, "b", better=True)
    assert length(whole, "bw") == 2 * length(half, "bw") == 27


def test_worse_is_hollow_and_on_the_left() -> None:
    svg = deviation_bar(-0.5, "c", better=False)
    assert 'class="bl"' in svg
    assert 'class="bw"' not in svg
    assert float(re.findall(r'class="bl" d="M([\d.]+)', svg)[0]) < 31


def test_fewer_points_may_be_better() -> None:
    svg = deviation_bar(-0.5, "d", better=True)
    assert float(re.findall(r'class="bw" d="M([\d.]+)', svg)[0]) < 31


def test_a_median_score_has_no_bar() -> None:
    assert re.findall(r'class="(\w+)"', deviation_bar(0, "e", better=True)) == ["dv", "ax"]


def test_words_in_drawings_are_escaped() -> None:
    svg = deviation_bar(1, '<a>&"', better=True)
    assert "<title>&lt;a&gt;&amp;&quot;</title>" in svg
    assert svg.__html__() == svg


def test_won_and_lost_lie_on_one_scale() -> None:
    scale = BarScale(0, 10)
    svg = won_lost_bar(scale, 6, 8, 7, "T")
    assert 'class="ww" d="M0 9H151.2"' in svg
    assert abs(length(svg, "bh") - (2 * 25.2 - 1)) < 0.1
    assert 'class="wt" d="M176.4 1v16"' in svg


def test_a_full_mark_has_no_loss_and_the_first_no_tick() -> None:
    svg = won_lost_bar(BarScale(0, 10), 8, 8, None, "")
    assert "bh" not in svg
    assert "wt" not in svg
    assert 'aria-hidden="true"' in svg


def test_negative_points_go_left_from_nought() -> None:
    scale = BarScale(-2, 8)
    svg = won_lost_bar(scale, -1, None, None, "")
    assert 'class="wn" d="M50.4 9H25.2"' in svg
    assert 'class="ax" d="M50.4 1v16"' in svg


def test_losses_are_drawn_beside_the_largest() -> None:
    assert length(lost_bar(1), "bh") == 129
    assert length(lost_bar(0.5), "bh") == 64.5


def test_rank_line_has_place_one_on_top_and_skips_gaps() -> None:
    svg = rank_line([1, None, 16], 16, "r")
    assert re.findall(r'points="([^"]*)"', svg) == ["4,4 78,18"]
    assert "circle" in svg
    assert "circle" not in rank_line([1, 2, None], 16, "r")
