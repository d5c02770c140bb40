"""Planned cells: letters, ranges, what counts as live."""

from sanbi.engine.scoring.report.excel.cells import Sheet, column_letters, joined, lines_of


def test_letters_of_columns() -> None:
    numbers = (0, 25, 26, 51, 52, 701, 702, 16_383)
    assert [column_letters(n) for n in numbers] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]


def test_neighbours_in_a_row_become_a_range() -> None:
    assert joined(["甲!$D7", "甲!$E7", "甲!$F7"]) == "甲!$D7:$F7"
    assert joined(["甲!$Y7", "甲!$Z7", "甲!$AA7"]) == "甲!$Y7:$AA7"


def test_what_is_not_neighbouring_stays_apart() -> None:
    assert joined(["甲!$D7", "甲!$F7"]) == "甲!$D7,甲!$F7"
    assert joined(["甲!$D7", "甲!$E8"]) == "甲!$D7,甲!$E8"
    assert joined(["甲!$D7", "乙!$E7"]) == "甲!$D7,乙!$E7"
    assert joined(["甲!$D$7", "甲!$D$8"], "+") == "甲!$D$7+甲!$D$8"
    assert joined(['""', "甲!$D7"]) == '"",甲!$D7'


def test_a_formula_on_its_own_sheet_names_no_sheet() -> None:
    sheet = Sheet("甲")
    sheet.live(0, 0, f"{sheet.at(1, 3)}+乙!$A1", 3.0, role="score")
    assert sheet.cells[0, 0].formula == "$D2+乙!$A1"
    assert sheet.computed == {("score", True): 1}


def test_constants_are_counted_apart_and_say_why() -> None:
    sheet = Sheet("甲")
    sheet.fixed(0, 0, 3.0, "because", role="score")
    assert sheet.cells[0, 0].note == "because"
    assert sheet.computed == {("score", False): 1}


def test_chinese_signs_are_twice_as_wide() -> None:
    assert lines_of("abcdefghij", 11) == 1
    assert lines_of("固定资产投资增速", 11) == 2
    assert lines_of("", 11) == 1
