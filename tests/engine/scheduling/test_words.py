"""What scheduling says is said in Chinese too: the source is searched for its phrases."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from sanbi.engine.scheduling.days import MonthDay, SpringStop, Stop, YearlyStop, offset_of
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults, said
from sanbi.engine.scheduling.network import Network, Task, schedule_network
from sanbi.engine.scheduling.words_zh import WORDS
from tests.engine.scheduling.network.made import CALENDARS, START
from tests.support.templates import Found, templates_in

SOURCE = "src/sanbi/engine/scheduling"
SPOKEN = ("days", "network", "progress")  # folders whose every phrase has its words


def found_in(repo: Path, folder: str) -> Found:
    root = repo / SOURCE / folder
    return templates_in(sorted(root.rglob("*.py")), root)


@pytest.mark.parametrize("folder", SPOKEN)
def test_every_phrase_has_chinese_words(repo: Path, folder: str) -> None:
    found = found_in(repo, folder)
    assert found.templates
    assert sorted(found.templates - WORDS.keys()) == []
    assert found.loose == []


def test_no_words_are_idle(repo: Path) -> None:
    assert sorted(WORDS.keys() - found_in(repo, "").templates) == []


def test_words_stand_in_order() -> None:
    assert list(WORDS) == sorted(WORDS)


@pytest.mark.parametrize("english", WORDS)
def test_both_languages_have_the_same_values_and_chinese_no_english_words(english: str) -> None:
    chinese = WORDS[english]
    names = [{name for _, name, _, _ in Formatter().parse(text)} for text in (english, chinese)]
    assert names[0] - {None} == names[1] - {None}
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert re.findall("[A-Za-z]{2,}", re.sub("{[^}]*}", "", chinese)) == []


# -- days and dates ------------------------------------------------------------------------------
DAY, EARLIER = date(2026, 10, 9), date(2026, 10, 8)


@pytest.mark.parametrize(
    ("raising", "chinese"),
    [
        (
            lambda: Stop("考试", DAY, EARLIER),
            "考试：停工止日 2026-10-08 早于起日 2026-10-09；请把较早的一天写在前面",
        ),
        (
            lambda: YearlyStop("冬", MonthDay(12, 1), MonthDay(2, 30)),
            "冬：一年中没有 2-30 这一天；请写月和日，如 12-15",
        ),
        (lambda: SpringStop("春节", -1), "春节：节前、节后天数从 0 起；例如写 10、14"),
        (
            lambda: offset_of(date(2101, 1, 1)),
            "2101-01-01超出 1990 年至 2100 年；请检查日期或工期是否写错",
        ),
        (
            lambda: schedule_network(Network([Task("a", 20_000)], [], CALENDARS), date(2090, 1, 1)),
            "计划超出 1990 年至 2100 年；请检查日期或工期是否写错",
        ),
        (
            lambda: schedule_network(
                Network([Task("a", 20_000)], [], CALENDARS), START, date(2026, 12, 1)
            ),
            "计划超出 1990 年至 2100 年；请检查日期或工期是否写错",
        ),
    ],
)
def test_days_and_dates_are_refused_in_chinese(raising: Callable[[], object], chinese: str) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        raising()
    assert [fault.text("zh") for fault in refusal.value.faults] == [chinese]


def test_what_the_catalogue_lacks_stays_english() -> None:
    assert said("not in the catalogue", "zh") == "not in the catalogue"
    assert SchedulingFault("", "plain").text("en") == "plain"
