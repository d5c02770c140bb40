"""Both languages have every word."""

import pytest

from sanbi.engine.scoring.report.excel.words import _TABLE, Words
from sanbi.engine.scoring.scheme.rule_fields import RULES
from sanbi.engine.scoring.scheme.words import EFFECTS, TRANSFORMS


def test_every_word_has_two_languages_with_the_same_gaps() -> None:
    for key, (chinese, english) in _TABLE.items():
        assert chinese, key
        assert english, key
        assert chinese.count("{}") == english.count("{}"), key


def test_names_of_rules_transforms_and_effects() -> None:
    zh, en = Words("zh"), Words("en")
    assert [zh.rule("linear"), en.rule("rank_step")] == ["线性加减", "rank step"]
    for name in RULES:
        assert zh.rule(name) != name
    assert {zh.transform(name) for name in TRANSFORMS} >= {"同比", "人均"}
    assert {zh.effect(name) for name in EFFECTS} >= {"降等", "不排名"}
    assert zh.parameter("linear", "slope") == "斜率"
    assert zh.parameter("linear", "unheard_of") == "unheard of"


def test_sheet_names_are_allowed_and_unique() -> None:
    keys = (
        "league",
        "totals",
        "scores",
        "raw",
        "data",
        "parameters",
        "events",
        "ratings",
        "ballots",
    )
    for language in ("zh", "en"):
        names = [Words(language)(key) for key in (*keys, "notes")]
        assert len({name.casefold() for name in names}) == len(names)
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'! ") for name in names)


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'zh' or 'en'"):
        Words("de")
