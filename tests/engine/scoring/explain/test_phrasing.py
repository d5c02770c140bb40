"""Sentences of both languages: the same keys, the same blanks, marks that come out as spans."""

import string
from fractions import Fraction

import pytest

from sanbi.engine.scoring.explain import Span
from sanbi.engine.scoring.explain.phrasing import (
    LANGUAGES,
    Phrasing,
    as_input,
    as_result,
    difference,
    figure,
    published,
    scored,
    signed,
    spans,
    unmarked,
)

ZH, EN = Phrasing("zh"), Phrasing("en")


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_blanks() -> None:
    chinese, english = LANGUAGES["zh"], LANGUAGES["en"]
    assert chinese.keys() == english.keys()
    # a language may leave a figure out, but may not ask for one that the other does not
    wrong = {key for key in chinese if blanks(chinese[key]) ^ blanks(english[key])}
    assert wrong == set()


def test_chinese_is_written_in_chinese_signs() -> None:
    for key, text in LANGUAGES["zh"].items():
        assert not any(sign in text for sign in ",;?!"), key
    for key, text in LANGUAGES["en"].items():
        assert not any(sign in text for sign in "，；。：（）、"), key
        assert "  " not in text, key


def test_spans_of_marks() -> None:
    text = f"{as_input('8')} − {as_input('2')} = {as_result('6')}。"
    assert spans(text) == (
        Span("input", "8"),
        Span("plain", " − "),
        Span("input", "2"),
        Span("plain", " = "),
        Span("result", "6"),
        Span("plain", "。"),
    )
    assert unmarked(text) == "8 − 2 = 6。"
    assert spans("") == ()
    assert spans("x") == (Span("plain", "x"),)


def test_points_quantities_and_lists() -> None:
    assert ZH.points("1") == "1分"
    assert [EN.points(n) for n in ("1", "−1", as_input("1"), "1.00", "2")] == [
        "1 point",
        "−1 point",
        f"{as_input('1')} point",
        "1.00 points",
        "2 points",
    ]
    assert [ZH.quantity("6.4", measure) for measure in ("%", "亿元", "", "kWh")] == [
        "6.4%",
        "6.4亿元",
        "6.4",
        "6.4 kWh",
    ]
    assert EN.quantity("6.4", "亿元") == "6.4 亿元"
    assert EN.quantity("6.4", "%") == "6.4%"
    assert ZH.distance("2.6", "%") == "2.6个百分点"
    assert EN.distance("2.6", "%") == "2.6 percentage points"
    assert ZH.distance("2.6", "亿元") == "2.6亿元"
    assert [ZH.listing(items) for items in ([], ["甲"], ["甲", "乙"], ["甲", "乙", "丙"])] == [
        "",
        "甲",
        "甲、乙",
        "甲、乙、丙",
    ]
    assert EN.listing(["a", "b", "c"]) == "a, b and c"
    assert ZH.clauses(["一", "", "二"]) == "一；二"
    assert (ZH.label("领导1"), ZH.label("统计局"), EN.label("A1")) == ("领导1 ", "统计局", "A1")


def test_periods() -> None:
    assert ZH.period("2026Q3") == "2026年三季度"
    assert EN.period("2026-09") == "September 2026"
    assert ZH.period("") == ""
    assert ZH.period("第一轮") == "第一轮"


def test_unknown_key_is_an_error() -> None:
    assert not ZH.knows("kind.invented")
    with pytest.raises(KeyError):
        ZH.say("kind.invented")


def test_numbers() -> None:
    assert [signed(Fraction(x)) for x in ("3.2", "-1.4", "0")] == ["+3.2", "−1.4", "0"]
    assert figure(Fraction(1, 3)).text == "≈0.333333"
    assert scored(Fraction("-6.5"), 2).text == "−6.50"
    assert published(Fraction(9), 0) == "9"
    assert published(Fraction(1, 3), 2) == "≈0.333333"  # not rounded at its stage
    assert published(Fraction("1.5"), None) == "1.5"
    assert published(0.1 + 0.2, None) == "0.3"


def test_difference_of_floats_that_are_the_same_is_zero() -> None:
    assert difference(0.1 + 0.2, 0.3) == 0.0
    assert difference(0.3001, 0.3) == pytest.approx(0.0001)
    assert difference(Fraction(1, 3), Fraction(1, 4)) == Fraction(1, 12)
