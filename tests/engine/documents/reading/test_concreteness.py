from __future__ import annotations

import pytest

from sanbi.engine.documents.reading.concreteness import GROUNDS, WEIGHTS, weighed
from sanbi.engine.documents.words_zh import WORDS


@pytest.mark.parametrize(
    ("quote", "addressees", "limit", "score", "grounds"),
    [
        ("要真抓实干", (), False, 0.2, ()),
        ("要增强担当意识", (), False, 0.0, ("asks for an attitude",)),
        (
            "大榆镇要于10月20日前完成整改",
            ("大榆镇",),
            True,
            0.85,
            ("a stated limit", "a named addressee", "a deed that can be checked"),
        ),
        (
            "柳桥镇8月15日前完成项目3户腾空",
            ("柳桥镇",),
            True,
            1.0,
            (
                "a stated limit",
                "a named addressee",
                "a figure",
                "a deed that can be checked",
                "a thing to work on",
            ),
        ),
    ],
)
def test_scores_and_their_grounds(
    quote: str, addressees: tuple[str, ...], limit: bool, score: float, grounds: tuple[str, ...]
) -> None:
    assert weighed(quote, addressees, stated_limit=limit) == (score, grounds)


def test_every_ground_has_a_weight_and_its_chinese() -> None:
    assert set(GROUNDS) == set(WEIGHTS)
    assert [text for text in GROUNDS.values() if text not in WORDS] == []
