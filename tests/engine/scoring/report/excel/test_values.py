"""The workbook of values for large results."""

import pytest

from sanbi.engine.scoring.report.excel import values
from sanbi.engine.scoring.report.excel.values import ValueBook
from sanbi.engine.scoring.report.excel.words import Words
from tests.engine.scoring.report.excel.small import leaf, result_of

HISTORY = [{"unit": "A", "group": "all", "period": "2025Q4", "score": 9, "rank": 2}]


def book() -> ValueBook:
    result = result_of(
        [leaf("direct")],
        {"a": [5.0, 12.5, 1.0]},
        {"history": HISTORY},
        exclusions=[{"units": ["C"], "reason": "新设"}],
    )
    return ValueBook(result, Words("zh"))


def test_every_sheet_holds_values_only() -> None:
    sheets = book().sheets()
    assert [sheet.name for sheet in sheets] == ["亮晒榜", "总分", "计分", "说明"]
    assert not [cell for sheet in sheets for cell in sheet.cells.values() if cell.formula]


def test_the_league_table_is_as_published() -> None:
    held = book().sheets()[0].cells
    lines = [[held[row, c].value for c in range(9) if (row, c) in held] for row in (3, 4, 5)]
    assert lines[0] == ["all", 1, "B", "单位2", 12.5]
    assert lines[1] == ["all", 2, "A", "单位1", 5.0, 2, 0, 7.5]
    assert lines[2] == ["all", "—", "C", "单位3", 1.0]


def test_too_many_scores_are_left_to_the_working(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "MOST_CELLS", 2)
    sheets = book().sheets()
    assert [sheet.name for sheet in sheets] == ["亮晒榜", "总分", "说明"]
    assert "没有列全" in str(sheets[-1].cells[4, 0].value)


def test_rows_beyond_a_sheet_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "MOST_ROWS", 4)
    sheets = book().sheets()
    assert max(row for row, _ in sheets[0].cells) == 3
    assert max(row for row, _ in sheets[1].cells) == 3
