"""What is wrong with a network is told at once, each fault in one line of either language."""

from __future__ import annotations

from datetime import date

import pytest

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.network import Link, Network, Task
from tests.engine.scheduling.network.made import CALENDARS

DAY, EARLIER = date(2026, 10, 9), date(2026, 10, 8)
SPOILT: list[tuple[Task | Link, str, str]] = [
    (
        Task("a", calendar="nowhere"),
        (
            "task a: there is no calendar 'nowhere' — "
            "use one of approval, construction, natural, weekend"
        ),
        "节点 a：没有日历“nowhere”；可用的有：approval、construction、natural、weekend",
    ),
    (
        Task("a", -1),
        "task a: the duration is -1 days — write 0 to 20000 working days",
        "节点 a：工期为 -1 天；请写 0 到 20000 个工作日",
    ),
    (
        Task("a", 20_001),
        "task a: the duration is 20001 days — write 0 to 20000 working days",
        "节点 a：工期为 20001 天；请写 0 到 20000 个工作日",
    ),
    (
        Task("a", 3, remaining=-2),
        "task a: what remains is -2 days — write 0 to 20000 working days",
        "节点 a：剩余工期为 -2 天；请写 0 到 20000 个工作日",
    ),
    (
        Task("a", 3, shortest=-2),
        "task a: the shortest duration is -2 days — write 0 to 20000 working days",
        "节点 a：最短工期为 -2 天；请写 0 到 20000 个工作日",
    ),
    (
        Task("a", 3, shortest=4),
        "task a: the shortest duration (4) is longer than the duration (3) — write at most 3",
        "节点 a：最短工期（4）比工期（3）还长；最多写 3",
    ),
    (
        Task("a", 3, shortest=1, crash_cost=-0.5),
        "task a: saving a day costs -0.5 — write 0 or more",
        "节点 a：缩短一天的代价为 -0.5；请写 0 或更大的数",
    ),
    (
        Task("a", 3, through="moon"),
        (
            "task a: there is no calendar 'moon' — "
            "use one of approval, construction, natural, weekend"
        ),
        "节点 a：没有日历“moon”；可用的有：approval、construction、natural、weekend",
    ),
    (
        Task("a", 3, finished=DAY),
        "task a: is finished on 2026-10-09 and never started — write the day on which it started",
        "节点 a：2026-10-09 已完成，却没有开始日期；请补写开始日期",
    ),
    (
        Task("a", 3, started=DAY, finished=EARLIER),
        (
            "task a: is finished on 2026-10-08, before it started on 2026-10-09 — "
            "write the earlier day as the start"
        ),
        "节点 a：完成日 2026-10-08 早于开始日 2026-10-09；请把较早的一天写作开始",
    ),
    (
        Task("a", not_before=DAY, due=EARLIER),
        (
            "task a: is due on 2026-10-08, before it may start on 2026-10-09 — "
            "move one of the two days"
        ),
        "节点 a：期限 2026-10-08 早于最早开始日 2026-10-09；请改动其中一个日期",
    ),
    (
        Task("x"),
        "task x: stands 2 times — keep one",
        "节点 x：出现了 2 次；只保留一个",
    ),
    (
        Link("x", "y"),
        "link x → y: there is no task 'y' — use a task's key",
        "前后关系 x → y：没有节点“y”；请用已有节点的编号",
    ),
    (
        Link("x", "x"),
        "task x: waits for itself: 签约 → 签约 — take out one of these links",
        "节点 x：互相等待，成了循环：签约 → 签约；请去掉其中一条前后关系",
    ),
    (
        Link("x", "z", lag=-20_001),
        "link x → z: lag -20001 or overlap 0 is out of bounds — write at most 20000 working days",
        "前后关系 x → z：间隔 -20001 或可搭接天数 0 超出范围；最多写 20000 个工作日",
    ),
    (
        Link("x", "z", overlap=2, overlap_cost=float("inf")),
        "link x → z: saving a day costs inf — write 0 or more",
        "前后关系 x → z：缩短一天的代价为 inf；请写 0 或更大的数",
    ),
    (
        Link("x", "z", calendar="moon"),
        (
            "link x → z: there is no calendar 'moon' — "
            "use one of approval, construction, natural, weekend"
        ),
        "前后关系 x → z：没有日历“moon”；可用的有：approval、construction、natural、weekend",
    ),
]


@pytest.mark.parametrize(("part", "english", "chinese"), SPOILT)
def test_one_fault_is_one_line_in_both_languages(
    part: Task | Link, english: str, chinese: str
) -> None:
    tasks, links = [Task("x", name="签约"), Task("z")], [Link("x", "z")]
    if isinstance(part, Task):
        tasks.append(part)
    else:
        links.append(part)
    with pytest.raises(SchedulingFaults) as refusal:
        Network(tasks, links, CALENDARS)
    assert [str(fault) for fault in refusal.value.faults] == [english]
    assert [fault.text("zh") for fault in refusal.value.faults] == [chinese]
    assert str(refusal.value) == english


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        Network(
            [Task("a", -1, "moon"), Task("a", 1)],
            [Link("a", "b", calendar="moon", lag=30_000, overlap_cost=-1.0)],
            CALENDARS,
        )
    assert [fault.text("en").partition(" — ")[0] for fault in refusal.value.faults] == [
        "task a: stands 2 times",
        "task a: there is no calendar 'moon'",
        "task a: the duration is -1 days",
        "link a → b: there is no task 'b'",
        "link a → b: there is no calendar 'moon'",
        "link a → b: lag 30000 or overlap 0 is out of bounds",
        "link a → b: saving a day costs -1.0",
    ]


def test_no_task_is_a_fault_without_a_place() -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        Network([], [], CALENDARS)
    assert refusal.value.faults[0].text("zh") == "没有节点；至少写一个"
