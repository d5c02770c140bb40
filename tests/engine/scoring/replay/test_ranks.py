"""Ranks along the rows of a matrix: ties by every method, several keys, units set aside."""

import numpy as np
import pytest

from sanbi.engine.scoring.replay.ranks import ranks_of

NAN = float("nan")
TOTALS = np.array([[-90.0, -70.0, -70.0, -50.0], [-1.0, -2.0, -3.0, -3.0]])
EVERYONE = np.ones((2, 4), dtype=bool)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("competition", [[1, 2, 2, 4], [4, 3, 1, 1]]),
        ("dense", [[1, 2, 2, 3], [3, 2, 1, 1]]),
        ("average", [[1, 2.5, 2.5, 4], [4, 3, 1.5, 1.5]]),
        ("ordinal", [[1, 2, 3, 4], [4, 3, 1, 2]]),
    ],
)
@pytest.mark.parametrize("keys", [1, 2])
def test_ties(method: str, expected: list[list[float]], keys: int) -> None:
    further = [np.zeros((2, 4))] * (keys - 1)
    assert ranks_of([TOTALS, *further], EVERYONE, method).tolist() == expected


def test_a_second_key_splits_ties() -> None:
    second = np.array([[0.0, 5.0, 4.0, 0.0], [9.0, 9.0, 1.0, 1.0]])
    assert ranks_of([TOTALS, second], EVERYONE, "competition").tolist() == [
        [1, 3, 2, 4],
        [4, 3, 1, 1],
    ]


@pytest.mark.parametrize("method", ["competition", "dense", "average", "ordinal"])
def test_who_is_set_aside_takes_no_place(method: str) -> None:
    aside = EVERYONE.copy()
    aside[0, 0] = False
    totals = TOTALS.copy()
    totals[0, 0] = NAN
    ranks = ranks_of([totals], aside, method)
    assert np.isnan(ranks[0, 0])
    assert ranks[0, 3] == (2 if method == "dense" else 3)
    assert ranks[1].tolist() == ranks_of([TOTALS], EVERYONE, method)[1].tolist()
