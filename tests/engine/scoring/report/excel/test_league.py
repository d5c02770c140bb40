"""The league table looks up who stands where."""

from tests.engine.scoring.report.excel.small import plan_of, sheet


def test_lines_look_up_their_unit() -> None:
    held = sheet(plan_of("direct", 5.0, 12.0, 12.0), "亮晒榜").cells
    assert [held[row, 0].value for row in (4, 5, 6)] == [1, 2, 3]
    assert [held[row, 1].value for row in (4, 5, 6)] == [1, 1, 3]
    assert [held[row, 2].value for row in (4, 5, 6)] == ["单位2", "单位3", "单位1"]
    assert str(held[4, 2].formula).startswith("INDEX(总分!$B$7:$B$9,MATCH($A5,总分!$")


def test_units_on_one_place_share_the_gap() -> None:
    held = sheet(plan_of("direct", 5.0, 12.0, 12.0), "亮晒榜").cells
    assert [held[row, 4].value for row in (4, 5, 6)] == ["", "", 7]
    assert "ABS($D6-$D7)" in str(held[6, 4].formula)


def test_changes_are_shown_only_against_an_earlier_rank() -> None:
    def heads(**tables: object) -> list[object]:
        cells = sheet(plan_of("direct", 5.0, 12.0, tables=tables), "亮晒榜").cells
        return [cell.value for (row, _), cell in cells.items() if row == 3]

    assert "升降" not in heads()
    history = [{"unit": "A", "group": "all", "period": "2025Q4", "score": 9, "rank": 1}]
    assert "升降" in heads(history=history)


def test_consequences_stand_below_as_they_follow_now() -> None:
    consequence = {"id": "c", "text": "通报表扬", "when": {"fact": "rank", "op": "==", "value": 1}}
    held = sheet(plan_of("direct", 5.0, 12.0, consequences=[consequence]), "亮晒榜").cells
    shown = [(cell.value, cell.style) for cell in held.values() if cell.style.startswith("fixed")]
    assert shown == [("单位2", "fixed"), ("通报表扬", "fixed_long")]
