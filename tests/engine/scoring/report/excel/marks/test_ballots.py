"""Ballots: points of each mark, which marks count, and what is left to the program."""

from typing import Any

from sanbi.engine.scoring.report.excel.planning import Plan
from tests.engine.scoring.report.excel.small import column, formula, plan_of, sheet


def ballot(number: str, voter: str = "", **marks: Any) -> list[dict[str, Any]]:
    head = {"electorate": "e", "ballot": number, "voter_unit": voter}
    return [{**head, "unit": unit, "mark": str(mark)} for unit, mark in marks.items()]


def counted(rows: list[dict[str, Any]], **electorate: Any) -> Plan:
    return plan_of(
        {"type": "ballot", "electorate": "e"},
        0.0,
        0.0,
        tables={"ballots": rows},
        electorates={"e": electorate},
        leaf={"missing": "zero"},
    )


def test_places_become_points() -> None:
    plan = counted([*ballot("1", A=1, B=2), *ballot("2", A=2, B=1)], kind="rank")
    held = sheet(plan, "测评票").cells
    assert [held[row, 8].value for row in (3, 4, 5, 6)] == [100, 97, 97, 100]
    assert "-" in str(held[3, 8].formula)
    assert formula(plan, "数据", "甲").startswith("IFERROR(AVERAGEIFS(测评票!$I$4:$I$7,")


def test_ballots_that_do_not_count_keep_their_row_and_say_why() -> None:
    rows = [*ballot("1", "A", A=90, B=80), *ballot("2", A=120, B=70)]
    plan = counted(rows, kind="score")
    held = sheet(plan, "测评票").cells
    assert [held[row, 7].value for row in (3, 4, 5, 6)] == [0, 1, 0, 0]
    assert "自评" in str(held[3, 9].value)
    assert str(held[5, 9].value).startswith("废票")
    assert [cell.value for cell in column(plan, "数据", "甲")] == ["", 80.0]


def test_grades_refer_to_their_points() -> None:
    plan = counted(ballot("1", A="好", B="中"), kind="grade", grades={"好": 100, "中": 80})
    held = sheet(plan, "测评票").cells
    assert str(held[3, 8].formula).startswith("参数!$E$")
    assert [held[row, 8].value for row in (3, 4)] == [100, 80]


def test_a_trimmed_mean_is_a_constant() -> None:
    rows = [*ballot("1", A=1, B=2), *ballot("2", A=3, B=4), *ballot("3", A=5, B=6)]
    plan = counted(rows, kind="score", trim=1)
    assert plan.reasons == {"去掉最高、最低票后取平均，由程序计票": 2}
    assert [cell.note for cell in column(plan, "数据", "甲")] == list(plan.reasons) * 2
