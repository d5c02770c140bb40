"""What a little more is worth, and where points were lost."""

from __future__ import annotations

import pytest

from sanbi.engine.scoring.advice import losses_of, standing_of, tried, worth_of
from tests.engine.scoring.advice.cases import INDICATORS, PERIOD, levers, scheme_of, scored


def test_worth_is_what_scoring_again_says() -> None:
    result = scored(scheme_of(("min_max", "min_max", "min_max"), precision=2), 3)
    chosen = levers(result, "D", steps=9, step=1)
    now = standing_of(result, "D")
    found = worth_of(result, "D", chosen)
    assert [item.points for item in found] == sorted((w.points for w in found), reverse=True)
    for item in found:
        lever = item.lever
        for change, points in (
            (round(lever.usual), item.points),
            (lever.limit, item.whole),
            (1, item.of_one),
        ):
            then = standing_of(
                tried(result, {("D", lever.indicator, PERIOD): lever.now + change}), "D"
            )
            assert then.score is not None
            assert now.score is not None
            assert points == pytest.approx(then.score - now.score)


def test_losses_are_full_marks_less_scores() -> None:
    result = scored(scheme_of(precision=2), 3)
    worth = worth_of(result, "D", levers(result, "D")[:2])
    found = losses_of(result, "D", worth)
    assert [loss.lost for loss in found] == sorted((x.lost for x in found), reverse=True)
    assert {loss.leaf for loss in found} == {f"leaf-{name}" for name in INDICATORS}
    total = standing_of(result, "D").score
    assert total is not None
    assert sum(loss.lost for loss in found) == pytest.approx(100 - total)
    by_leaf = {loss.leaf: loss for loss in found}
    assert by_leaf["leaf-jobs"].cheapest is None
    gdp = next(item for item in worth if item.lever.indicator == "gdp")
    assert by_leaf["leaf-gdp"].cheapest == gdp.points
    assert by_leaf["leaf-gdp"].indicators == ("gdp",)
