"""Changed figures replace values, leave all else, and are scored as any figures are."""

from __future__ import annotations

import numpy as np
import pytest

from sanbi.engine.scoring import score
from sanbi.engine.scoring.advice import ChangedFigures, standing_of, tried
from tests.engine.scoring.advice.cases import PERIOD, UNITS, data_of, figures, scheme_of, scored


def test_only_what_was_changed_is_changed() -> None:
    result = scored(scheme_of())
    before = result.run.figures
    changed = ChangedFigures(before, {("B", "tax", PERIOD): 99.0})
    expected = before.values("tax", PERIOD).copy()
    expected[1] = 99.0
    np.testing.assert_array_equal(changed.values("tax", PERIOD), expected)
    np.testing.assert_array_equal(changed.values("gdp", PERIOD), before.values("gdp", PERIOD))
    np.testing.assert_array_equal(changed.targets("tax", PERIOD), before.targets("tax", PERIOD))
    assert changed.units == UNITS
    assert changed.knows("jobs")
    assert not changed.knows("rain")
    assert changed.periods("jobs") == (PERIOD,)


def test_a_trial_is_the_scoring_of_the_changed_table() -> None:
    scheme = scheme_of(("min_max", "min_max", "min_max"), precision=2)
    result = score(scheme, data_of(figures(2)), PERIOD)
    values = figures(2)
    values["gdp"]["C"] = 58.0
    by_hand = score(scheme, data_of(values), PERIOD)
    found = tried(result, {("C", "gdp", PERIOD): 58.0})
    assert found.ranking_rows == by_hand.ranking_rows
    assert standing_of(found, "C") == standing_of(by_hand, "C")
    assert result.ranking_rows == score(scheme, data_of(figures(2)), PERIOD).ranking_rows


def test_a_unit_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        tried(scored(scheme_of()), {("Z", "gdp", PERIOD): 1.0})
