"""What speaks for a reading by the names of places and people in it."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.repair.naming import GIVEN, LAND, likely_names


@pytest.mark.parametrize(
    ("before", "reading", "nats"),
    [
        ("走访了", "福河村，", 2 * LAND),
        ("走訪了", "龍河鎮，", 2 * LAND),  # traditional copies, too
        ("走访了", "将口县，", LAND),
        ("大口村", "，走访", 0.0),  # the name stands before the reading
        ("", "。胡盛楠对一季度", 2 * GIVEN),
        ("副县长", "李明要求", GIVEN),
        ("县长林", "福浩强调，", 2 * GIVEN),
        ("会议", "强调，", 0.0),
        ("全县对", "明年要求", 0.0),  # no surname
    ],
)
def test_common_signs_of_names_count_where_names_stand(
    before: str, reading: str, nats: float
) -> None:
    assert likely_names(before, reading) == nats
