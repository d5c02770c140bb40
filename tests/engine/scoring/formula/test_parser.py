import re
import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scoring.formula import FormulaError, parse_formula
from sanbi.engine.scoring.formula.nodes import (
    Binary,
    Call,
    Choice,
    Compare,
    Inverse,
    Logic,
    Name,
    Negative,
    Number,
)
from tests.engine.scoring.formula.arithmetics import NAN, Exact, undefined

A, B, C = Name("a"), Name("b"), Name("c")
ONE, TWO = Number("1"), Number("2")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b * c", Binary("+", A, Binary("*", B, C))),
        ("a - b - c", Binary("-", Binary("-", A, B), C)),
        ("a / b * c", Binary("*", Binary("/", A, B), C)),
        ("(a + b) * c", Binary("*", Binary("+", A, B), C)),
        ("-a * b", Binary("*", Negative(A), B)),
        ("a * -b", Binary("*", A, Negative(B))),
        ("--a", Negative(Negative(A))),
        ("5%", Number("5", percent=True)),
        ("a * 2.50 %", Binary("*", A, Number("2.50", percent=True))),
        ("[a] + [固定资产投资 增速]", Binary("+", A, Name("固定资产投资 增速"))),
        ("min(a, b, 1)", Call("min", (A, B, ONE))),
        ("round(a, 2)", Call("round", (A, TWO))),
        ("pow(a, -2)", Call("pow", (A, Negative(TWO)))),
        ("if(a < b, 1, 2)", Choice(Compare("<", A, B), ONE, TWO)),
        ("if(a = b, 1, 2)", Choice(Compare("==", A, B), ONE, TWO)),
        ("if((a + 1) > b, 1, 2)", Choice(Compare(">", Binary("+", A, ONE), B), ONE, TWO)),
        ("if((a > b), 1, 2)", Choice(Compare(">", A, B), ONE, TWO)),
        (
            "if(a > b or b > c and not c > a, 1, 2)",
            Choice(
                Logic(
                    "or",
                    Compare(">", A, B),
                    Logic("and", Compare(">", B, C), Inverse(Compare(">", C, A))),
                ),
                ONE,
                TWO,
            ),
        ),
        (
            "if(if(a > b, 1, 2) > max(a, b), 1, 2)",
            Choice(
                Compare(">", Choice(Compare(">", A, B), ONE, TWO), Call("max", (A, B))), ONE, TWO
            ),
        ),
        ("mean + mean(mean)", Binary("+", Name("mean"), Call("mean", (Name("mean"),)))),
        ("非税收入 / 总收入", Binary("/", Name("非税收入"), Name("总收入"))),
    ],
)
def test_what_binds_how(text: str, tree: Any) -> None:
    assert parse_formula(text).root == tree


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("８ − （９．０ － 增速） × ０．８", "8 - (9.0 - 增速) * 0.8"),
        ("ａ ÷ ｂ ＋ ５％", "a / b + 5%"),
        ("取小（ａ，ｂ）", "min(a, b)"),
        ("如果(a ≥ 8 且 非 b ＜ 5 或 c ≠ 1，4，0)", "if(a >= 8 and not b < 5 or c != 1, 4, 0)"),
        ("如果(a ≤ 8，修约(a，1)，限于(a，0，4))", "if(a <= 8, round(a, 1), clip(a, 0, 4))"),
        ("合计(a)+平均(a)+绝对值(a)+取大(a)", "sum(a) + mean(a) + abs(a) + max(a)"),
        ("平方根(a)+自然对数(a)+指数(a)+乘方(a,2)", "sqrt(a) + ln(a) + exp(a) + pow(a, 2)"),
        ("a\n  +\tb\u3000+ c", "a + b + c"),
        ("［ a-b ］", "[a-b]"),
    ],
)
def test_full_width_and_chinese_forms_mean_the_same(written: str, plain: str) -> None:
    assert parse_formula(written) == parse_formula(plain)
    assert str(parse_formula(written)) == plain


def test_brackets_keep_the_sign_width_of_a_name() -> None:
    assert parse_formula("[投资（万元） ]").names == ("投资（万元）",)


FAULTS = [
    ("", 1, "the formula is empty; write one"),
    ("  ", 3, "the formula is empty"),
    ("a +", 4, "the formula ends too early; a number, a name or a bracket is missing"),
    ("a + * b", 5, "* has no place here; a number, a name or a bracket is expected"),
    ("+5", 1, "+ has no place here; a figure is missing before it; a leading + is left out"),
    ("(a", 1, "this bracket is never closed; write ) where it ends"),
    ("min(a, (b", 8, "this bracket is never closed"),
    ("if(a > 1, 2, 3", 3, "this bracket is never closed"),
    ("if(a > 1", 3, "this bracket is never closed"),
    ("a)", 2, ") has no place here; no bracket is open here"),
    ("min(a,)", 7, ") has no place here"),
    ("a, b", 2, ", has no place here; commas stand between the arguments of a function"),
    ("a % 2", 3, "% has no place here; percent follows a number directly: 5%"),
    ("(a b)", 4, "b follows without a sign; put + - * / between figures"),
    ("2 [a b]", 3, "a b follows without a sign"),
    ("3x", 2, "'x' follows the number 3 directly; put a sign between them (3 * …)"),
    ("1e5", 2, "'e' follows the number 1 directly; put a sign between them (1 * …); write powers"),
    ("5万", 2, "'万' follows the number 5 directly"),
    ("1.2.3", 4, "'.' follows the number 1.2 directly; a decimal has digits after its one point"),
    (
        "if(a > 5且b < 3, 1, 2)",
        9,
        "'且' follows the number 5 directly; put spaces around it: 5 且 …",
    ),
    ("٣", 1, "'٣' has no place here"),
    ("1٣", 2, "'٣' follows the number 1 directly"),
    (".5", 1, "'.' has no place here; a decimal needs a digit before the point: 0.5"),
    ("a.b", 2, "a name with a point goes in [ ]"),
    ("a ^ 2", 3, "'^' has no place here; write pow(x, n)"),
    ("9**9", 3, "* has no place here"),
    ("a – b", 3, "'–' has no place here; write the minus sign -"),
    ("[GDP@growth] + a@b", 17, "'@' has no place here; a name with @ goes in square brackets"),
    ("'a'", 1, "names stand without quotation marks"),
    ("__import__(os)", 1, "there is no function __import__; known are min, max"),
    ("a;b", 2, "';' has no place here; separate arguments by a comma"),
    ("#", 1, "'#' has no place here; leave it out"),
    ("[]", 1, "the name is empty or begins or ends with a space; write it as [固定"),
    ("[ ]", 1, "the name is empty"),
    ("[a", 1, "'[' has no place here; close the name with ]"),
    ("[a[b]]", 1, "'[' has no place here; close the name with ]"),
    ("a]", 2, "']' has no place here; a name begins with ["),
    ("[a\u200bb]", 1, "a sign that cannot be seen"),
    (f"[{'a' * 101}]", 1, "the name is longer than 100 signs"),
    ("a" * 101, 1, "the name is longer than 100 signs; shorten it"),
    ("1" * 31, 1, "a number of 31 signs; use at most 30"),
    ("foo(a)", 1, "there is no function foo; known are min"),
    ("min()", 1, "min is given 0 of its arguments; give it 1 to 255"),
    ("clip(a b, 0)", 8, "b follows without a sign"),
    ("clip(a)", 1, "clip is given 1 of its arguments; give it 3"),
    ("a + abs(a, b)", 5, "abs is given 2 of its arguments; give it 1"),
    ("round(a)", 1, "round is given 1 of its arguments; give it 2"),
    ("round(a, b)", 1, "round needs the number of decimals as a plain whole number; write round(x"),
    ("round(a, 1.5)", 1, "round needs the number of decimals"),
    ("round(a, -1)", 1, "round needs the number of decimals"),
    ("round(a, 13)", 1, "write round(x, 2), from 0 to 12"),
    ("pow(a, 1001)", 1, "the exponent 1001 is too large; use at most 1000"),
    ("pow(9, -9999)", 1, "the exponent -9999 is too large"),
    ("a > 1", 3, "> stands outside the condition of an if; write if(condition, a, b)"),
    ("(a > 1)", 4, "> stands outside the condition of an if"),
    ("a and b", 3, "and stands outside the condition of an if"),
    ("not a", 1, "not stands outside the condition of an if"),
    ("if(min(a > 1, 2) > 1, 1, 2)", 10, "> stands outside the condition of an if"),
    ("if(a > 1, b > 1, 2)", 13, "> stands outside the condition of an if"),
    ("if(a, 1, 2)", 4, "a number stands where a comparison is needed; write x >= 8"),
    ("if((a + b), 1, 2)", 4, "a number stands where a comparison is needed"),
    ("if(not a, 1, 2)", 8, "a number stands where a comparison is needed"),
    ("if(a and b > 1, 1, 2)", 4, "a number stands where a comparison is needed"),
    ("if(a > 1 and b, 1, 2)", 14, "a number stands where a comparison is needed"),
    ("if((a > 1) + 2 > 3, 1, 2)", 4, "a comparison stands where a number is needed"),
    ("if(2 + (a > 1) > 3, 1, 2)", 8, "a comparison stands where a number is needed"),
    ("if((a > 1) > 3, 1, 2)", 4, "a comparison stands where a number is needed"),
    ("if(-(a > 1) > 3, 1, 2)", 5, "a comparison stands where a number is needed"),
    ("if(3 > (a > 1), 1, 2)", 8, "a comparison stands where a number is needed"),
    ("if(1 < a < 3, 1, 2)", 10, "two comparisons in a row; write a < b and b < c"),
    ("if(a > 1, 2)", 1, "if has 2 arguments; write if(condition, a, b)"),
    ("if(a > 1, 1, 2, 3)", 1, "if has 4 arguments"),
    ("if + 1", 1, "if is not a figure; write if(condition, a, b)"),
    ("如果 + 1 b", 8, "b follows without a sign"),
]


@pytest.mark.parametrize(
    ("text", "column", "said"), FAULTS, ids=[text[:20] for text, _, _ in FAULTS]
)
def test_each_fault_has_its_place_and_its_remedy(text: str, column: int, said: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse_formula(text)
    assert refusal.value.position == column
    assert said in str(refusal.value)
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(" * 10_000 + "a" + ")" * 10_000, "the formula has 20,001 signs, more than 4,000"),
        ("(" * 1_500 + "a" + ")" * 1_500, "more than 20 brackets or signs within each other"),
        ("-" * 3_000 + "a", "more than 20 brackets or signs within each other"),
        ("min(" * 900 + "a", "more than 20 brackets or signs within each other"),
        ("if(not " * 500 + "a", "more than 20 brackets or signs within each other"),
        ("+".join("a" * 2_000), "more than 100 steps one upon another"),
        ("if(" + " and ".join(["a>b"] * 300) + ",1,2)", "more than 100 steps one upon another"),
        ("min(" + ",".join("a" * 300) + ")", "min is given 300 of its arguments"),
        ("a" * 1_000_000, "the formula has 1,000,000 signs"),
        ("9" * 1_000_000, "the formula has 1,000,000 signs"),
        ("[" * 4_000, "'[' has no place here"),
        (" " * 3_999 + "+", "has no place here"),
    ],
)
def test_hostile_texts_are_refused_at_once(text: str, said: str) -> None:
    start = time.perf_counter()
    with pytest.raises(FormulaError, match=re.escape(said)):
        parse_formula(text)
    assert time.perf_counter() - start < 1


def test_the_limits_themselves_are_allowed() -> None:
    parse_formula("(" * 20 + "a" + ")" * 20)
    parse_formula("+".join("a" * 100))
    parse_formula(" " * 3_999 + "a")
    parse_formula("min(" + ",".join("a" * 255) + ")")
    parse_formula("pow(a, 1000) + round(a, 12)")
    parse_formula("9" * 30)


@given(st.text(alphabet="ab1.5%+-*/(),<>=! 且if[]min增", max_size=30))
def test_any_text_is_a_formula_or_a_refusal_inside_the_text(text: str) -> None:
    try:
        formula = parse_formula(text)
    except FormulaError as refusal:
        assert 1 <= refusal.position <= len(text) + 1  # noqa: PT017
    else:
        assert parse_formula(str(formula)) == formula


# -- an outside judge of precedence: Python's own grammar for + - * / and brackets -----------------
ATOMS = st.sampled_from(["a", "b", "2", "0.5", "7"])


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(st.tuples(st.sampled_from("+-*/"), parts), min_size=1, max_size=3)
    chain = st.tuples(parts, several).map(
        lambda pair: pair[0] + "".join(f" {op} {part}" for op, part in pair[1])
    )
    return chain | parts.map(lambda part: f"({part})") | parts.map(lambda part: f"-{part}")


@given(st.recursive(ATOMS, joined, max_leaves=10))
def test_arithmetic_is_read_as_everybody_reads_it(text: str) -> None:
    names = {"a": Fraction(3), "b": Fraction(-5, 4)}
    python = text.replace("0.5", "F(1, 2)").replace("2 ", "F(2) ").replace("7", "F(7)")
    try:
        wanted = eval(python, {"F": Fraction, **names})  # noqa: S307  a text made above
    except ZeroDivisionError:
        wanted = NAN
    found = parse_formula(text).evaluate(names, Exact())
    assert found == wanted or undefined(found, wanted)
