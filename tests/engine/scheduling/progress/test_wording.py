"""How forecasts and disagreements are put, where the other tests do not look."""

from datetime import date
from fractions import Fraction

import pytest

from sanbi.engine.scheduling.progress import Disagreement, Forecast, ForecastState, Side
from sanbi.engine.scheduling.progress.wording import disagreement_text, forecast_text
from tests.engine.scheduling.progress.made import month


@pytest.mark.parametrize("state", ForecastState)
def test_every_state_has_words_and_only_a_range_names_days(state: ForecastState) -> None:
    day = date(2026, 9, 1)
    found = Forecast(state, month(8), 8, day, day, day)
    likely = state is ForecastState.LIKELY
    assert ("2026年9月1日" in forecast_text(found, "zh")) is likely
    assert ("2026-09-01" in forecast_text(found, "en")) is likely
    assert ("不是承诺" in forecast_text(found, "zh")) is likely
    assert ("not a promise" in forecast_text(found, "en")) is likely


@pytest.mark.parametrize(
    ("points", "said"),
    [(Fraction(1204, 100), "12"), (Fraction(1205, 100), "12.1"), (Fraction(-3149, 100), "31.5")],
)
def test_points_are_rounded_to_tenths(points: Fraction, said: str) -> None:
    side = Side.MONEY if points > 0 else Side.WORK
    found = Disagreement(month(3), points, side, 1, unbroken=True)
    assert f"超前{said}个百分点，已1个月" in disagreement_text(found, "zh")
