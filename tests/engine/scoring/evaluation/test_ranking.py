"""What splits ties below a roll-up over periods."""

import pytest

from tests.engine.scoring.evaluation.small import leaf, ranks, run

MORE = [
    {"unit": unit, "indicator": "f", "period": period, "value": value}
    for period, pair in (("2026-07", (1, 9)), ("2026-08", (9, 1)))
    for unit, value in zip("AB", pair, strict=True)
]


@pytest.mark.parametrize("key", ["a", "inner"])
@pytest.mark.parametrize(
    ("periods", "first"),
    [(["2026-08", "2026-07"], "B"), (["2026-07", "2026-08"], "A"), (["2026Q3", "2026-07"], "A")],
)
def test_tie_key_below_a_roll_up_is_of_the_own_period_or_the_last(
    periods: list[str], first: str, key: str
) -> None:
    rolled = {
        "id": "n",
        "over": {"periods": periods},
        "children": [{"id": "inner", "children": [leaf()]}],
    }
    ties = {"then": [{"by": key}]}
    result = run(rolled, figures={"f": {"A": 9, "B": 1}}, more=MORE, ties=ties)
    assert {row["score"] for row in result.ranking.to_dicts()} == {5.0}
    assert ranks(result)[first] == 1
    assert sorted(ranks(result).values()) == [1, 2]
