"""Money and work apart: margin, side, streak, gaps."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scheduling.progress import Disagreement, Side, disagreement
from tests.engine.scheduling.progress.made import month


def apart(*pairs: tuple[Any, Any], margin: Any = 10) -> Disagreement | None:
    money = {month(number): pair[0] for number, pair in enumerate(pairs, 1)}
    work = {month(number): pair[1] for number, pair in enumerate(pairs, 1)}
    return disagreement(money, work, month(len(pairs)), margin)


@pytest.mark.parametrize(
    ("money", "work", "side", "points"),
    [
        (Decimal("0.40"), 0.30, Side.NONE, 10),
        (0.41, 0.30, Side.MONEY, 11),
        (0.30, 0.40, Side.NONE, -10),
        (0.30, 0.405, Side.WORK, -10.5),
        (0.30, 0.30, Side.NONE, 0),
    ],
)
def test_the_margin_itself_is_agreement(money: Any, work: Any, side: Side, points: float) -> None:
    found = apart((money, work))
    assert found is not None
    assert (found.side, found.points, found.streak) == (side, points, side is not Side.NONE)


def test_the_margin_is_a_parameter() -> None:
    found = apart((0.33, 0.30), margin=2.5)
    assert found is not None
    assert found.side is Side.MONEY


def test_a_streak_is_of_one_side() -> None:
    found = apart((0.1, 0.5), (0.5, 0.2), (0.6, 0.3), (0.7, 0.3))
    assert found is not None
    assert (found.streak, found.unbroken) == (3, True)
    assert found.text() == "投资比实物工作量超前40个百分点，已3个月"
    assert found.text("en") == "money is 40 points ahead of work, for 3 months"


def test_the_first_month_of_all_ends_a_streak_for_certain() -> None:
    found = apart((0.5, 0.2), (0.6, 0.3))
    assert found is not None
    assert (found.streak, found.unbroken) == (2, True)


def test_a_month_that_is_not_reported_leaves_the_streak_open() -> None:
    for gap in ((None, 0.3), (0.5, None)):
        found = apart((0.5, 0.2), gap, (0.125, 0.5), (0.2, 0.5125))
        assert found is not None
        assert (found.side, found.streak, found.unbroken) == (Side.WORK, 2, False)
        assert found.text() == "实物工作量比投资超前31.3个百分点，已至少2个月"
        assert found.text("en") == "work is 31.3 points ahead of money, for at least 2 months"


def test_agreement_says_nothing_and_a_missing_month_is_not_judged() -> None:
    found = apart((0.5, 0.2), (0.3, 0.3))
    assert found == Disagreement(month(2), Fraction(0), Side.NONE, 0, unbroken=True)
    assert (found.text(), found.text("en")) == ("", "")
    assert apart((0.5, 0.2), (None, 0.3)) is None
    assert apart((0.5, 0.2), (0.3, None)) is None
