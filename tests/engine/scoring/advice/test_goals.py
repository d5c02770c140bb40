"""Goals: checked when they are named, reached by a standing or not."""

from __future__ import annotations

import pytest

from sanbi.engine.scoring.advice import Goal, Standing, reaches, standing_of
from tests.engine.scoring.advice.cases import scheme_of, scored

GRADES = {"by": "score", "bands": [{"grade": "good", "min": 80}, {"grade": "poor"}]}


def test_a_standing_is_what_the_table_says() -> None:
    result = scored(scheme_of(precision=1, grades=GRADES))
    for row in result.ranking.to_dicts():
        found = standing_of(result, row["unit"])
        assert (found.score, found.rank) == (row["score"], row["rank"])
        assert found.grade == ("good" if row["score"] >= 80 else "poor")


@pytest.mark.parametrize(
    ("goal", "at", "short"),
    [
        (Goal(rank=3), Standing(80, 3, None), Standing(90, 3.5, None)),
        (Goal(score=80.0), Standing(80, 9, None), Standing(79.9, 1, None)),
        (Goal(grade="good"), Standing(80, 9, "good"), Standing(79.9, 1, "poor")),
        (Goal(rank=3), Standing(80, 1, None), Standing(80, None, None)),
        (Goal(grade="good"), Standing(80, 9, "good"), Standing(79.9, 1, None)),
    ],
)
def test_reaching(goal: Goal, at: Standing, short: Standing) -> None:
    scheme = scheme_of(grades=GRADES)
    assert reaches(at, goal, scheme)
    assert not reaches(short, goal, scheme)


def test_less_is_better_where_the_scheme_says_so() -> None:
    assert reaches(Standing(5, 1, None), Goal(score=6.0), scheme_of(better="low"))
    assert not reaches(Standing(7, 1, None), Goal(score=6.0), scheme_of(better="low"))
