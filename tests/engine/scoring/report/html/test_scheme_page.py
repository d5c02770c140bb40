"""The scheme in words, for every example and in both languages."""

from pathlib import Path

import pytest

from sanbi.engine.scoring.report.html.grounds import Naming
from sanbi.engine.scoring.report.html.scheme_page import scheme_page, verify_page
from sanbi.engine.scoring.report.html.scheme_words import SchemeWords
from sanbi.engine.scoring.report.html.words import words_of
from tests.engine.scoring.report.html.county import result, scheme
from tests.engine.scoring.report.html.test_outline import EXAMPLES, example


def named(held: object, language: str = "zh") -> Naming:
    return Naming(held.run, words_of(language))  # type: ignore[attr-defined]


def test_rules_are_said_with_their_parameters() -> None:
    held = result()
    said = SchemeWords(held.run, named(held))
    leaves = scheme().leaves
    assert said.rule(leaves["gdp"]) == "线性加减；目标 9；斜率 4"
    assert said.rule(leaves["tasks"]) == "比例计分；目标 100；缺数：按组内最低分计"
    assert said.rule(leaves["prize"]) == "计次；每次 1.5"
    assert said.input(leaves["gdp"]) == "生产总值增速"
    assert said.leads(leaves["tasks"]) == "牵头 督查室"


def test_gates_grades_and_rewards_are_sentences() -> None:
    held = result()
    page = scheme_page(held.run, named(held))
    assert page.gates[0] == (
        "任务过少 · 第 9 条",
        "如果 重点任务办结率取数 低于 61：定为最低等次",
    )
    assert page.gates[1] == ("新设单位", "不参评：望江镇")
    assert page.grades == ("好：总分不低于 90", "差：其余")
    assert page.consequences == (("红旗", "如果 名次 不高于 1：授予红旗"),)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "path",
    [path for path in EXAMPLES if (path.parent / "data").is_dir()],
    ids=lambda p: p.parent.name,
)
def test_every_example_can_be_said(path: Path, language: str) -> None:
    held = example(path)
    naming = named(held, language)
    page = scheme_page(held.run, naming)
    leaves = [row for row in page.rows if row.kind == "leaf"]
    assert len(leaves) == len(held.scheme.leaves)
    text = " ".join([*(row.rule + row.input for row in page.rows), *page.ranking, *page.grades])
    assert "Fraction" not in text
    assert "None" not in text
    assert verify_page(held, naming).unit in held.run.units
