import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scoring.formula import FormulaError
from sanbi.engine.scoring.formula.tokens import is_plain_name, name_fault, tokenize


def test_every_sign_knows_its_column() -> None:
    assert [(t.kind, t.text, t.position) for t in tokenize("  增速 ≥ [a b]×5％")] == [
        ("name", "增速", 3),
        ("sign", ">=", 6),
        ("bracketed", "a b", 8),
        ("sign", "*", 13),
        ("number", "5", 14),
        ("sign", "%", 15),
        ("end", "", 16),
    ]


def test_full_width_signs_do_not_move_columns() -> None:
    wide, narrow = tokenize("（ａ＋ｂ）＊２．５"), tokenize("(a+b)*2.5")
    assert wide == narrow


@given(st.text(max_size=20))
def test_columns_rise_and_stay_inside(text: str) -> None:
    try:
        tokens = tokenize(text)
    except FormulaError:
        return
    positions = [token.position for token in tokens]
    assert positions == sorted(set(positions))
    assert positions[-1] == len(text) + 1


@pytest.mark.parametrize("name", ["a", "增速", "_x", "a1", "mean", "非税收入", "à"])
def test_plain_names(name: str) -> None:
    assert is_plain_name(name)


@pytest.mark.parametrize("name", ["1a", "a b", "a-b", "and", "且", "if", "ａ", "", "a.b"])
def test_names_that_need_brackets(name: str) -> None:
    assert not is_plain_name(name)


@pytest.mark.parametrize("name", ["", " ", " a", "a ", "a]", "［a", "a\nb", "x" * 101])
def test_names_that_no_formula_can_spell(name: str) -> None:
    assert name_fault(name)


def test_a_name_with_symbols_can_be_spelt() -> None:
    assert name_fault("固定资产投资（万元）@增速") is None
