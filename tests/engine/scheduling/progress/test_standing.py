"""All of it at once, as of a day."""

from datetime import date
from fractions import Fraction

from sanbi.engine.scheduling.lamps import progress_facts
from sanbi.engine.scheduling.progress import Credit, ForecastState, WorkNode, standing
from tests.engine.scheduling.progress.made import month

WORK = [
    WorkNode("a", 1, date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 1), date(2026, 2, 20)),
    WorkNode("b", 1, date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 21)),
]


def test_standing_is_of_the_last_month_that_is_over() -> None:
    before = standing(WORK, date(2026, 1, 30))
    assert (before.points, before.now) == ((), None)
    assert before.forecast.state is ForecastState.TOO_SHORT
    january = standing(WORK, date(2026, 2, 27)).now
    february = standing(WORK, date(2026, 2, 28), Credit.HALVES).now
    assert january is not None
    assert february is not None
    assert (january.month, january.earned) == (month(1), 0)
    assert (february.earned, february.schedule) == (Fraction(3, 4), Fraction(3, 2))


def test_it_gives_what_the_progress_lamp_asks_for() -> None:
    found = standing(WORK, date(2026, 2, 28), Credit.HALVES)
    assert found.now is not None
    facts = progress_facts(
        date(2026, 2, 28),
        planned=found.planned.by_month,
        done=found.earned.by_month,
        days_behind=found.now.days_behind,
    )
    assert (facts["behind_plan_points"], facts["days_behind"]) == (25, 14)
