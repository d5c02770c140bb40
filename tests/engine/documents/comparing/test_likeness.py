"""Likeness counts runs of four signs, and the order of the sentences that two texts share."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.comparing import Copy
from sanbi.engine.documents.comparing.likeness import likeness_of, prints_of

FIRST = "会议通报了进展情况。县长主持了会议。各乡镇作了发言。部门负责人列席。"


@pytest.mark.parametrize(
    ("text", "order", "common"),
    [
        (FIRST, 1.0, 4),
        ("部门负责人列席。各乡镇作了发言。县长主持了会议。会议通报了进展情况。", 0.25, 4),
        ("各乡镇作了发言。会议通报了进展情况。县长主持了会议。部门负责人列席。", 0.75, 4),
        ("会议通报了进展情况。", 1.0, 1),
    ],
)
def test_the_order_of_common_sentences(text: str, order: float, common: int) -> None:
    found = likeness_of(prints_of(Copy("a", FIRST)), prints_of(Copy("b", text)))
    assert (found.order, found.common) == (order, common)


def test_shares_of_runs() -> None:
    found = likeness_of(prints_of(Copy("a", "甲乙丙丁戊")), prints_of(Copy("b", "甲乙丙丁，己")))
    assert (found.shared, found.held) == (pytest.approx(1 / 3), 0.5)
    assert likeness_of(prints_of(Copy("a", "")), prints_of(Copy("b", ""))).shared == 0.0
