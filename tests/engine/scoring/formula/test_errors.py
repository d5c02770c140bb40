import pytest

from sanbi.engine.scoring.formula import FormulaError, parse_formula


def test_the_caret_stands_under_the_fault_in_wide_signs_too() -> None:
    with pytest.raises(FormulaError) as refusal:
        parse_formula("增速 + ^ 2")
    assert refusal.value.caret == "  增速 + ^ 2\n         ^"
    assert str(refusal.value) == (
        "column 6: '^' has no place here; write pow(x, n)\n  增速 + ^ 2\n         ^"
    )


def test_a_long_formula_is_shown_around_the_fault() -> None:
    with pytest.raises(FormulaError) as refusal:
        parse_formula("a + " * 20 + "\n^" + " + b" * 20)
    line, caret = refusal.value.caret.splitlines()
    assert len(line) <= 62
    assert line[len(caret) - 1] == "^"


def test_without_a_text_there_is_no_caret() -> None:
    error = FormulaError(0, "what", "how")
    assert (error.caret, str(error)) == ("", "what; how")
