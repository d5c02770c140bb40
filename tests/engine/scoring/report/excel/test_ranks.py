"""Ranks by every method, and who has one."""

from typing import Any

import pytest

from tests.engine.scoring.report.excel.small import column, formula, plan_of


@pytest.mark.parametrize(
    ("method", "ranks", "part"),
    [
        ("competition", [3, 1, 1, 4], "1+SUMPRODUCT("),
        ("dense", [2, 1, 1, 3], "ISNUMBER("),
        ("average", [3, 1.5, 1.5, 4], ")-1)/2"),
        ("ordinal", [3, 1, 2, 4], "=1,$"),
    ],
)
def test_ties(method: str, ranks: list[float], part: str) -> None:
    plan = plan_of("direct", 5.0, 12.0, 12.0, 4.0, ties=method)
    assert [cell.value for cell in column(plan, "总分", "名次")] == ranks
    assert [cell.value for cell in column(plan, "总分", "排列序")] == [3, 1, 2, 4]
    assert part in formula(plan, "总分", "名次")


def test_further_keys_split_ties() -> None:
    then = {"method": "competition", "then": [{"by": "a", "better": "low"}]}
    plan = plan_of({"type": "direct", "cap": 9}, 9.0, 12.0, 12.0, ties=then)
    assert [cell.value for cell in column(plan, "总分", "名次")] == [1, 2, 2]
    assert "*(数据!$E$7:$E$9<数据!$E7)" in formula(plan, "总分", "名次")


def test_ranks_may_go_by_unrounded_totals() -> None:
    more: dict[str, Any] = {"round_at": ["total"], "rank_on": "unrounded"}
    plan = plan_of("direct", 5.001, 5.002, **more)
    assert [cell.value for cell in column(plan, "总分", "名次")] == [2, 1]
    assert [cell.value for cell in column(plan, "总分", "总分")] == [5.0, 5.0]


def test_who_takes_no_part_has_no_rank() -> None:
    units = [{"unit": "A"}, {"unit": "B", "participates": False}, {"unit": "C"}]
    plan = plan_of("direct", 5.0, 12.0, 8.0, tables={"units": units})
    assert [cell.value for cell in column(plan, "总分", "名次")] == [2, "—", 1]
    assert [cell.value for cell in column(plan, "总分", "排列序")] == [2, 3, 1]


def test_who_lacks_a_figure_may_be_left_out() -> None:
    plan = plan_of("direct", 5.0, None, 8.0, leaf={"missing": "leave_out"})
    assert [cell.value for cell in column(plan, "总分", "参与排名")] == [1, 0, 1]
    assert "ISNUMBER(计分!$D7)" in formula(plan, "总分", "参与排名")


def test_last_come_those_whom_a_gate_puts_there() -> None:
    veto = {
        "id": "g",
        "name": "红线",
        "when": {"fact": "a", "op": ">", "value": 9},
        "then": [{"effect": "rank_last"}],
    }
    plan = plan_of("direct", 5.0, 12.0, vetoes=[veto])
    assert [cell.value for cell in column(plan, "总分", "名次")] == [1, 2]
    assert [cell.value for cell in column(plan, "总分", "排末位")] == [0, 1]


def test_changes_compare_with_the_earlier_rank() -> None:
    history = [
        {"unit": "A", "group": "all", "period": "2025Q4", "score": 9, "rank": 1},
        {"unit": "B", "group": "all", "period": "2025Q4", "score": 8, "rank": 2},
    ]
    plan = plan_of("direct", 5.0, 12.0, 1.0, tables={"history": history})
    assert [cell.value for cell in column(plan, "总分", "升降")] == [-1, 1, ""]
