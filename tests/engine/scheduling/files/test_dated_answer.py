"""Dates of a plan: as the network counts them, in plain data and in sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sanbi.engine.scheduling.faults import SchedulingFaults, said
from sanbi.engine.scheduling.files import dated_answer
from sanbi.engine.scheduling.files.tables import dates_table
from sanbi.engine.scheduling.files.wording import sentences
from sanbi.engine.scheduling.network import Means, Saving
from tests.engine.scheduling.files.written import plan_of

COLD_STORE = Path("examples/projects/cold-store.yaml")


def test_the_dates_of_a_plan() -> None:
    # 2 March 2026 is a Monday; 3 days, then 2 free ones, then 4 days over a week-end.
    plan = plan_of(
        "start: 2026-03-02\ndue: 2026-03-20\n"
        "tasks: [{key: a, days: 3, name: 甲}, {key: b, days: 4, after: aFS+2}]"
    )
    answer = dated_answer(plan)
    data = answer.as_json()
    assert (data["start"], data["finish"], data["makespan"], data["bound"]) == (
        *("2026-03-02", "2026-03-12"),
        *(11, 11),
    )
    assert (data["status"], data["gap"], data["due_kept"]) == ("optimal", 0.0, True)
    assert data["proposal"] is None
    assert data["tasks"] == [
        {
            "key": "a",
            "name": "甲",
            "start": "2026-03-02",
            "finish": "2026-03-04",
            "late_start": "2026-03-10",
            "late_finish": "2026-03-12",
            "total_float": 6,
            "free_float": 0,
            "critical": True,
            "provisional": False,
        },
        {
            "key": "b",
            "name": "b",
            "start": "2026-03-09",
            "finish": "2026-03-12",
            "late_start": "2026-03-17",
            "late_finish": "2026-03-20",
            "total_float": 6,
            "free_float": 0,
            "critical": True,
            "provisional": False,
        },
    ]
    assert [said(each, "zh") for each in sentences(answer)] == [
        "自 2026-03-02 起，最早 2026-03-12 完成，历时 11 个自然日",
        "期限 2026-03-20：各项期限都来得及，富余 6 个工作日",
    ]
    assert dates_table(answer).rows[0] == (
        *("甲", "2026-03-02", "2026-03-04", "2026-03-10", "2026-03-12", "6", "●"),
    )


def test_what_breaks_and_what_would_save_it() -> None:
    plan = plan_of(
        "start: 2026-03-02\ndue: 2026-03-10\ntasks:\n"
        "- {key: 甲, days: 5, shortest: 3, crash_cost: 4}\n"
        "- {key: 乙, days: 4, after: [{task: 甲, overlap: 1, overlap_cost: 2}]}"
    )
    answer = dated_answer(plan)
    assert answer.proposal.savings == [
        Saving(Means.PRESS, "甲", "", 1, 4.0),
        Saving(Means.OVERLAP, "乙", "甲", 1, 2.0),
    ] or answer.proposal.savings == [Saving(Means.OVERLAP, "乙", "甲", 1, 2.0),
                                     Saving(Means.PRESS, "甲", "", 1, 4.0)]  # fmt: skip
    assert [said(each, "zh") for each in sentences(answer)][:4] == [
        "自 2026-03-02 起，最早 2026-03-12 完成，历时 11 个自然日",
        "乙期限 2026-03-10，最早 2026-03-12 完成，晚 2 天",
        "这条链要 11 个自然日，只有 9 个：甲 → 乙",
        "这样各项期限都来得及，总代价 6：",
    ]
    data = answer.as_json()
    assert data["due_kept"] is False
    assert data["breaches"][0]["chain"] == ["甲", "乙"]
    assert data["proposal"]["cost"] == 6.0


def test_nothing_helps_where_the_plan_names_no_means() -> None:
    answer = dated_answer(plan_of("start: 2026-03-02\ndue: 2026-03-03\ntasks: [{key: a, days: 5}]"))
    assert said(list(sentences(answer))[-1], "zh") == (
        "计划里没有可用的办法：没有写最短工期，也没有写可搭接天数"
    )


def test_provisional_years_are_marked() -> None:
    table = dates_table(dated_answer(plan_of("start: 2031-03-03\ntasks: [{key: a, days: 5}]")))
    assert table.rows[0][5] == "0*"
    assert [said(foot, "zh") for foot in table.feet] == ["* 暂定：所在年份的放假安排尚未公布"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("tasks: [{key: a}]", "没有开始日期"),
        ("start: 2026-03-02\ndue: 2026-03-01\ntasks: [{key: a}]", "早于开始日"),
        ("start: 2026-03-02\ntasks: [{key: a, due: 2026-03-01}]", "早于计划开始日"),
        (
            (
                "start: 2026-03-02\non: 2026-03-05\n"
                "tasks: [{key: a, days: 3, started: 2026-03-02, finished: 2026-03-06}]"
            ),
            "晚于截至日",
        ),
        ("start: 1980-03-02\ntasks: [{key: a}]", "1990"),
        ("start: 2099-03-02\ntasks: [{key: a, days: 9999}]", "2100"),
    ],
)
def test_dates_that_contradict_each_other_are_refused(text: str, fault: str) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        dated_answer(plan_of(text))
    assert fault in refusal.value.faults[0].text("zh")


def test_a_plan_without_start_begins_with_its_earliest_day() -> None:
    plan = plan_of("tasks: [{key: a, days: 2, not_before: 2026-03-05}, {key: b, days: 1}]")
    assert plan.begin() == date(2026, 3, 5)


def test_the_late_example_is_saved(repo: Path) -> None:
    plan = plan_of((repo / COLD_STORE).read_text(encoding="utf-8"))
    answer = dated_answer(plan)
    assert [breach.key for breach in answer.breaches] == ["验收"]
    assert answer.breaches[0].late_by > 0
    assert answer.proposal.savings
    assert not answer.proposal.remaining
