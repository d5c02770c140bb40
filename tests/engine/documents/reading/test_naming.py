from __future__ import annotations

import pytest

from sanbi.engine.documents.reading.naming import RECURRING, Namer
from sanbi.engine.documents.text import Span


def likeliest(text: str, start: int) -> tuple[str, float]:
    best = Namer(text, Span(0, len(text))).readings(start)[0]
    return best.name, best.odds


@pytest.mark.parametrize(
    ("before", "name", "behind"),
    [
        ("县发改局局长", "池海燕", "公布了评分结果。"),
        ("白塔镇镇长", "黎江", "汇报了有关情况。"),
        ("公司董事长", "邝振声", "向大家介绍。"),
        ("党工委书记", "令狐平", "依次发言。"),
        ("区委书记", "欧阳若水", "带队检查。"),
        ("村级河长", "温良", "介绍了巡查情况。"),
    ],
)
def test_a_name_ends_where_words_go_on(before: str, name: str, behind: str) -> None:
    """None of the words behind these names stands in a list of the reader."""
    text = before + name + behind
    found, odds = likeliest(text, len(before))
    assert (found, odds > 0) == (name, True)


@pytest.mark.parametrize(
    ("before", "behind"), [("各级领导", "高度重视。"), ("副镇长", "任务很重。")]
)
def test_words_are_likelier_words_than_names(before: str, behind: str) -> None:
    assert likeliest(before + behind, len(before))[1] < 0


def test_what_stands_behind_each_time_belongs_to_the_name() -> None:
    text = "县长温良玉带队。温良玉说，"
    assert likeliest(text, 2)[0] == "温良玉"


def test_the_shorter_name_is_likelier_where_it_stands_alone_elsewhere() -> None:
    def odds(text: str) -> dict[str, float]:
        rows = Namer(text, Span(0, len(text))).readings(2)
        return {row.name: row.odds for row in rows}

    once, thrice = odds("县长温良玉带队。"), odds("县长温良玉带队。温良说，温良要求")
    assert thrice["温良"] == pytest.approx(once["温良"] + 2 * RECURRING)
    assert thrice["温良玉"] == pytest.approx(once["温良玉"])


def test_no_surname_begins_no_name() -> None:
    assert Namer("县长的", Span(0, 3)).readings(2) == ()
    assert Namer("县长李", Span(0, 3)).readings(2) == ()
    assert Namer("县长李在。", Span(0, 5)).readings(2) == ()  # 在 is never part of a name


def test_weighing_many_at_once_gives_what_each_gives_alone() -> None:
    text = "县长池海燕、副县长温良和局长黎江出席。"
    starts = [2, 9, 14]
    primed = Namer(text, Span(0, len(text)))
    primed.prime(starts)
    for start in starts:
        alone = Namer(text, Span(0, len(text))).readings(start)
        assert [row.name for row in primed.readings(start)] == [row.name for row in alone]
        assert [row.odds for row in primed.readings(start)] == pytest.approx(
            [row.odds for row in alone]
        )
