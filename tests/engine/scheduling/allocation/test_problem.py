"""A problem that cannot be meant is refused: every fault once, in English and in Chinese."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest

from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
    Staff,
)
from sanbi.engine.scheduling.allocation.patterns import patterns_of
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.words_zh import WORDS
from sanbi.engine.scheduling.words_zh_allocation import ALLOCATION
from tests.support.templates import templates_in

MONTHS = ["2027-01", "2027-02", "2027-03"]
LAND = Quota("land", [10.0, 0.0, 0.0])
OFFICE = Staff("office", [5.0, 5.0, 5.0])
START = Milestone("start", 0, 2, uses={"land": 4.0}, staff=[("office", 1, 2.0)])
A = Candidate("a", "east", 3.0, [START])
B = Candidate("b", "west", 3.0, [START])
FAIR = Fairness("land", {"east": 0.5, "west": 0.5})


def problem(**changes: Any) -> AllocationProblem:
    made = {"months": MONTHS, "candidates": [A, B], "quotas": [LAND], "staffs": [OFFICE]}
    return AllocationProblem(**{**made, **changes})


def a(**changes: Any) -> dict[str, Any]:
    return {"candidates": [replace(A, **changes), B]}


def start(**changes: Any) -> dict[str, Any]:
    return a(milestones=[replace(START, **changes)])


def land(**changes: Any) -> dict[str, Any]:
    return {"quotas": [replace(LAND, **changes)]}


def fair(**changes: Any) -> dict[str, Any]:
    return {"fairness": replace(FAIR, **changes)}


CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"months": [], "quotas": [], "staffs": [], "candidates": []},
     "months: there are 0 months — write 1 to 60", "月份：共有0个月；请写 1 到 60 个"),
    ({"candidates": []}, "projects: there is no project — write at least one",
     "项目：没有项目；至少写一个"),
    ({"frozen": 4}, "rules: the number of frozen months is 4 — write a number from 0 to 3",
     "规则：冻结月数是4；请写 0 到 3 之间的数"),
    ({"stability": -0.1}, "rules: the stability is -0.1 — write a number from 0 to 1",
     "规则：变动扣减比例是-0.1；请写 0 到 1 之间的数"),
    ({"earliness": nan}, "rules: the worth of an earlier month is nan — write a number from 0",
     "规则：每早一个月的加分是nan；请写不小于 0 的数"),
    ({"candidates": [A, A]}, "project a: stands 2 times — keep one",
     "项目 a：出现了 2 次；只保留一个"),
    ({"quotas": [LAND, LAND]}, "factor land: stands 2 times — keep one",
     "要素 land：出现了 2 次；只保留一个"),
    (land(releases=[1.0]),
     "factor land: has 1 amounts for 3 months — write one amount for each month",
     "要素 land：3个月却有1个数；请每月写一个数"),
    (land(releases=[1.0, -2.0, 0.0]),
     "factor land: the amount of month 1 is -2.0 — write 0 or more",
     "要素 land：第1月的数是-2.0；请写 0 或更大的数"),
    ({"staffs": [Staff("office", [1.0, nan, 2.0])]},
     "factor office: the amount of month 1 is nan — write 0 or more",
     "要素 office：第1月的数是nan；请写 0 或更大的数"),
    (land(opening=-1.0), "factor land: the opening stock is -1 — write a number from 0",
     "要素 land：期初结余是-1；请写不小于 0 的数"),
    (land(ahead=inf), "factor land: what may be used ahead is inf — write a number from 0",
     "要素 land：可预支的数量是inf；请写不小于 0 的数"),
    (land(keeps={3: 0.5}), "factor land: stock expires in month 3 — write months from 1 to 2",
     "要素 land：在第3月收回结余；请写第 1 到第 2 月"),
    (land(keeps={1: 1.5}),
     "factor land: the share that is carried over is 1.5 — write a number from 0 to 1",
     "要素 land：可结转的比例是1.5；请写 0 到 1 之间的数"),
    (land(only_for=frozenset({"a", "b", "z"})),
     "factor land: there is no project 'z' — use its key",
     "要素 land：没有项目“z”；请写项目的代码"),
    (land(only_for=frozenset({"b"})),
     ("project a: takes land, which is kept for others — "
      "use another factor, or add the project to those that may use it"),
     "项目 a：占用了专给其他项目的“land”；请改用其他要素，或者把该项目列入可用名单"),
    (a(value=0.0), "project a: its value is 0.0 — write it above 0",
     "项目 a：它的分值是0.0；请写大于 0 的数"),
    (a(late=2.0), "project a: the loss by a month's lateness is 2 — write a number from 0 to 1",
     "项目 a：每晚一个月的扣减比例是2；请写 0 到 1 之间的数"),
    (a(milestones=[]), "project a: has no milestone — write at least one",
     "项目 a：没有节点；至少写一个"),
    (start(first=2, last=1),
     "project a: milestone start falls between months 2 and 1 — write months from 0 to 2",
     "项目 a：节点“start”的时间窗是第2月到第1月；请写第 0 到第 2 月"),
    (start(gap=-1), "project a: the gap before a milestone is -1 — write a number from 0",
     "项目 a：与上一节点的最小间隔是-1；请写不小于 0 的数"),
    (start(uses={"water": 1.0}), "project a: there is no factor 'water' — use a factor's key",
     "项目 a：没有要素“water”；请写要素的代码"),
    (start(uses={"land": -1.0}), "project a: takes -1.0 of land — write 0 or more",
     "项目 a：占用“land”-1.0；请写 0 或更大的数"),
    (start(staff=[("office", 0, nan)]), "project a: takes nan of office — write 0 or more",
     "项目 a：占用“office”nan；请写 0 或更大的数"),
    (start(staff=[("office", -1, 1.0)]),
     "project a: asks for office after its milestone — write 0 or more months before it",
     "项目 a：在节点之后才要“office”；请写节点之前的月数，不小于 0"),
    (a(approved=(0, 1)),
     "project a: has 2 months for 1 milestones — write one month for each milestone",
     "项目 a：1个节点却有2个月份；请给每个节点写一个月份"),
    (a(published=(7,)), "project a: its plan names the months 7 — write months from 0 to 2",
     "项目 a：它的计划写了第7月；请写第 0 到第 2 月"),
    ({"exclusions": [["a", "z"]]}, "rules: there is no project 'z' — use its key",
     "规则：没有项目“z”；请写项目的代码"),
    ({"exclusions": [["a", "b", "a"]]},
     "rules: project a excludes itself — name it once in its group",
     "规则：项目“a”与自己互斥；请在同一组里只写一次"),
    ({"prerequisites": [("a", "b", -1)]},
     "a before b: the number of months between them is -1 — write a number from 0",
     "a先于b：两者相隔的月数是-1；请写不小于 0 的数"),
    ({"prerequisites": [("a", "b", 0), ("b", "a", 0)]},
     "rules: these projects wait for each other: a, b — take out one of these prerequisites",
     "规则：这些项目互相等待：a、b；请去掉其中一条先后关系"),
    (fair(quota="water"), "fairness: there is no factor 'water' — use a factor's key",
     "乡镇平衡：没有要素“water”；请写要素的代码"),
    (fair(shares={"east": 1.0}),
     "fairness: townships without a share: west — write a share for each township",
     "乡镇平衡：没有份额的乡镇：west；请给每个乡镇写一个份额"),
    (fair(shares={"east": 0.5, "west": 0.4}),
     "fairness: the shares add up to 0.9 — make them add up to 1",
     "乡镇平衡：各乡镇份额合计0.9；请使合计为 1"),
    (fair(shares={"east": 0.5, "west": 0.5, "sea": nan}),
     "township sea: the share is nan — write a number from 0 to 1",
     "乡镇 sea：份额是nan；请写 0 到 1 之间的数"),
    (fair(least=1.7),
     ("fairness: a township gets 1.7 to 1.6 times its share — "
      "write the lower number first, from 0"),
     "乡镇平衡：乡镇所得为应得份额的1.7倍到1.6倍；请先写较小的数，不小于 0"),
    (fair(penalty=-1.0),
     "fairness: the penalty of a missed unit is -1 — write a number from 0",
     "乡镇平衡：每缺一个单位的扣分是-1；请写不小于 0 的数"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "english", "chinese"), CASES)
def test_a_fault_is_one_line_in_both_languages(
    changes: dict[str, Any], english: str, chinese: str
) -> None:
    with pytest.raises(SchedulingFaults) as refused:
        problem(**changes)
    lines = [fault.text("en") for fault in refused.value.faults]
    assert english in lines
    assert lines.count(english) == 1
    assert chinese in [fault.text("zh") for fault in refused.value.faults]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(SchedulingFaults) as refused:
        problem(
            **a(value=-1.0, approved=(9,)),
            quotas=[replace(LAND, opening=nan)],
            fairness=replace(FAIR, least=-1.0),
        )
    assert [fault.where for fault in refused.value.faults] == [
        "factor land", "project a", "project a", "fairness",
    ]  # fmt: skip


def test_too_many_ways_are_refused() -> None:
    wide = [Milestone(f"m{n}", 0, 29) for n in range(4)]
    with pytest.raises(SchedulingFaults) as refused:
        patterns_of(Candidate("a", "east", 1.0, wide))
    assert [fault.text("zh") for fault in refused.value.faults] == [
        "项目 a：各节点的排法超过20000种；请缩小时间窗"
    ]


def test_every_phrase_has_chinese_words_and_none_is_idle(repo: Path) -> None:
    root = repo / "src/sanbi/engine/scheduling/allocation"
    found = templates_in(sorted(root.rglob("*.py")), root)
    assert sorted(found.templates - ALLOCATION.keys() - WORDS.keys()) == []
    assert sorted(ALLOCATION.keys() - found.templates) == []
    assert ALLOCATION.keys().isdisjoint(WORDS)
    assert list(ALLOCATION) == sorted(ALLOCATION)
    assert found.loose == []
