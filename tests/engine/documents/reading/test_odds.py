from __future__ import annotations

import pytest

from sanbi.engine.documents.reading.odds import log_odds


def test_what_the_genre_says_is_likelier_than_what_it_does_not() -> None:
    said, unsaid = log_odds([("县长同志", "出席会议"), ("县长同志", "席会出议")])
    assert said > unsaid


def test_only_the_last_three_characters_before_bear_on_it() -> None:
    near, far = log_odds([("各乡镇", "政府"), ("请转告各乡镇", "政府")])
    assert near == far


def test_many_at_once_are_what_each_is_alone() -> None:
    pairs = [("", "会议强调"), ("平", ""), ("，", "要坚持"), ("\n", "第1次")]
    assert log_odds(pairs) == pytest.approx([log_odds([pair])[0] for pair in pairs])
    assert log_odds(pairs)[1] == 0
    assert log_odds([]) == []
