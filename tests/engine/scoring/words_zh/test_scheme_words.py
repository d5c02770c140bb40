"""Choices are told as an author may write them, in the words that the scheme knows."""

from sanbi.engine.calendar.period_text import PeriodKind
from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.rule_fields import RULE_WORDS
from sanbi.engine.scoring.words_zh import in_chinese, periods
from sanbi.engine.scoring.words_zh.scheme_words import CHOICES, RULES


def test_rules_have_the_names_that_a_scheme_may_use() -> None:
    assert {name: zh[0] for name, zh in RULE_WORDS.items()} == RULES


def test_choices_name_both_words() -> None:
    tables = (words.EFFECTS, words.AGGREGATES, words.TRANSFORMS, RULE_WORDS)
    assert set(CHOICES) == {word for table in tables for word in table}
    assert CHOICES["cap_total"] == "cap_total / 总分封顶"
    assert CHOICES["linear"] == "linear / 线性加减"


def test_a_choice_in_a_fault_is_told_with_both_words() -> None:
    needs = Phrase(
        "leaf '{leaf}': the rule {rule} needs points", leaf="a", rule=Phrase("threshold")
    )
    assert needs == "leaf 'a': the rule threshold needs points"
    assert in_chinese(needs) == "指标项“a”：计分方法 threshold / 达标计分 须写“points / 满分”"


def test_kinds_of_periods_are_all_told() -> None:
    assert set(periods.KINDS) == {kind.value for kind in PeriodKind}
