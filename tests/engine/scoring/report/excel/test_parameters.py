"""Cells of parameters, block after block."""

from fractions import Fraction

from sanbi.engine.scoring.report.excel.parameters import Parameters
from sanbi.engine.scoring.report.excel.words import Words


def test_a_parameter_keeps_its_cell() -> None:
    parameters = Parameters(Words("zh"))
    block = parameters.block("leaf x", "x", "甲", "比例计分")
    first = block.put("points", "满分", Fraction(10))
    second = block.put("cap", "上限", Fraction(1, 4), Fraction(3))
    assert (first, second) == ("参数!$E$4", "参数!$E$5")
    assert block.put("points", "满分", Fraction(99)) == first
    assert block.second("cap") == "参数!$F$5"
    assert block.span("points", "cap") == "参数!$E$4:$E$5"
    cells = parameters.sheet.cells
    assert (cells[3, 4].value, cells[4, 4].value, cells[4, 5].value) == (10, 0.25, 3)


def test_an_owner_is_named_once_and_can_be_looked_up() -> None:
    parameters = Parameters(Words("zh"))
    one, other = (parameters.block(f"leaf {key}", key, key) for key in "xy")
    one.put("a", "a", Fraction(1))
    one.put("b", "b", Fraction(2))
    other.put("a", "a", Fraction(3))
    one.put("c", "c", Fraction(4))
    owners = [parameters.sheet.cells[row, 0].value for row in range(3, 7)]
    assert owners == ["x", "", "y", "x"]
    assert one.identity == "参数!$A$4"
    assert parameters.block("leaf z", "z", "z").identity == "参数!$A$8"


def test_words_stay_texts_and_numbers_may_follow_from_others() -> None:
    parameters = Parameters(Words("en"))
    block = parameters.block("grades", "", "Grade")
    block.put("name", "level 1", "=cmd")
    block.formula("last", "last rank", "1+1", 2)
    cells = parameters.sheet.cells
    assert (cells[3, 4].formula, cells[3, 4].value) == (None, "=cmd")
    assert (cells[4, 4].formula, cells[4, 4].value) == ("1+1", 2)
