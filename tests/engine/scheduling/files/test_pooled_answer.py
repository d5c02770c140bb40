"""Plans with pools: nobody works for more than there are, on worked days only, proved best."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from sanbi.engine.scheduling.faults import SchedulingFaults, said
from sanbi.engine.scheduling.files import (
    PooledAnswer,
    pool_sentences,
    pooled_answer,
    pools_table,
)
from sanbi.engine.scheduling.files.calendars import usual_calendars
from tests.engine.scheduling.files.written import plan_of

HEAD = "start: 2026-10-09\npools: [{key: p, name: 审图员, capacity: 1}]\ntasks:\n"


def answered(text: str) -> PooledAnswer:
    return pooled_answer(plan_of(text), seconds=5, clock=time.monotonic)


def days_of(answer: PooledAnswer) -> list[tuple[date, date]]:
    return list(answer.dates)


def test_two_tasks_share_one_reviewer() -> None:
    # 9 October 2026 is a Friday, the 10th a made-up workday, the 11th a free Sunday.
    answer = answered(
        HEAD + "- {key: a, days: 2, needs: {p: 1}, due: 2026-10-10}\n"
        "- {key: b, days: 3, needs: {p: 1}}\n- {key: c, after: [a, b]}\n"
    )
    assert days_of(answer) == [
        (date(2026, 10, 9), date(2026, 10, 10)),
        (date(2026, 10, 12), date(2026, 10, 14)),
        (date(2026, 10, 14), date(2026, 10, 14)),
    ]
    data = answer.as_json()
    assert (data["kind"], data["makespan"], data["cost"], data["objective"]) == (
        *("pools", 5),
        *(0.0, "tardiness"),
    )
    assert (data["finish"], data["status"], data["due_kept"]) == ("2026-10-14", "optimal", True)
    assert data["tasks"][0]["needs"] == {"p": 1}
    assert pools_table(answer).rows[0] == ("a", "审图员 × 1", "2026-10-09", "2026-10-10")


def test_a_late_task_is_named() -> None:
    answer = answered(HEAD.replace("tasks", "due: 2026-10-12\ntasks") + "- {key: a, days: 4}\n")
    assert [said(each, "zh") for each in pool_sentences(answer)] == [
        "自 2026-10-09 起，2026-10-13 完成，历时 4 个工作日",
        "已证明：没有更好的排程",
        "a期限 2026-10-12，2026-10-13 完成",
    ]
    assert answer.as_json()["due_kept"] is False


def test_leave_links_and_first_days_hold() -> None:
    answer = answered(
        "start: 2026-10-09\npools:\n"
        "- {key: p, capacity: 2, lacks: [{from: 2026-10-01, to: 2026-10-12, units: 1}]}\n"
        "tasks:\n- {key: a, days: 2, needs: p 2}\n"
        "- {key: b, days: 1, needs: p 1, not_before: 2026-10-16}\n"
        "- {key: c, days: 2, after: bSS+1}\n- {key: d, days: 4, after: cFF+1}\n"
    )
    first = dict(zip("abcd", (first for first, _ in answer.dates), strict=True))
    last = dict(zip("abcd", (last for _, last in answer.dates), strict=True))
    assert first["a"] >= date(2026, 10, 13)
    assert first["b"] >= date(2026, 10, 16)
    assert first["c"] >= date(2026, 10, 19)  # one worked day after Friday's start
    assert last["d"] > last["c"]
    working = usual_calendars()["approval"].working
    for begin, end in answer.dates:
        span = [begin + timedelta(number) for number in range((end - begin).days + 1)]
        assert working.is_workday(span[0])
        assert working.is_workday(span[-1])


def test_known_days_are_over() -> None:
    answer = answered(HEAD.replace("tasks", "on: 2026-10-15\ntasks") + "- {key: a, days: 1}\n")
    assert days_of(answer) == [(date(2026, 10, 16), date(2026, 10, 16))]


@pytest.mark.parametrize(
    ("tasks", "fault"),
    [
        (
            "- {key: a, days: 1}\n- {key: b, days: 1, calendar: natural}\n",
            "节点 b：按日历 natural 计，其他节点按 approval 计；有共享资源时，所有节点用同一个日历",
        ),
        (
            "- {key: a, days: 1, started: 2026-10-09}\n",
            "节点 a：已经开始；有共享资源时，请去掉已发生的节点，用 --on 给出截至日",
        ),
        (
            (
                "- {key: a, days: 1}\n"
                "- {key: b, days: 1, after: [{task: a, lag: 2, calendar: natural}]}\n"
            ),
            (
                "前后关系 a → b：按日历 natural 计，其他节点按 approval 计；"
                "有共享资源时，所有节点用同一个日历"
            ),
        ),
    ],
)
def test_what_cannot_be_shared_is_refused(tasks: str, fault: str) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        answered(HEAD + tasks)
    assert [each.text("zh") for each in refusal.value.faults] == [fault]


def test_more_than_there_is_is_refused_with_its_line() -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        answered(HEAD + "- {key: a, days: 1, needs: {p: 2}}\n")
    assert str(refusal.value) == "plan.yaml:4: '2' is no whole number — write 0 to 1"
