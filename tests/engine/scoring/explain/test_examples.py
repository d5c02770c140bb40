"""Every example of the house, explained: each line is true, each number is the table's."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import read_data
from sanbi.engine.scoring.explain import Explainer, LeafExplanation, UnitExplanation
from sanbi.engine.scoring.explain.substitution import substituted_texts
from sanbi.engine.scoring.scheme.model import Node
from tests.engine.scoring.explain.calculator import falsehood

ROOT = Path(__file__).resolve().parents[4] / "examples"
FOLDERS = sorted(path.parent.relative_to(ROOT).as_posix() for path in ROOT.rglob("scheme.yaml"))
SMALL = [name for name in FOLDERS if name.startswith(("schemes/", "cases/"))]
LETTERS = {"位次": "r", "place": "r", "单位数": "n", "units": "n"}
LEFT_OVER = re.compile("[\ue000-\ue0ff{}]|None|nan|Fraction|\\(\\)|（）|，，|。。|；；|,,|\\.\\.")


@cache
def result_of(name: str) -> Result:
    folder = ROOT / name
    scheme = Scheme.load(folder / "scheme.yaml")
    source = next(path for path in (folder / "data", folder / "data.csv") if path.exists())
    return score(scheme, read_data(source, layout=scheme.layout, period=scheme.period))


def test_there_are_examples() -> None:
    assert len([name for name in FOLDERS if name.startswith("schemes/s")]) >= 15
    assert {"asem", "zhejiang", "hdi"} <= set(FOLDERS)


@pytest.mark.parametrize("name", FOLDERS)
def test_every_line_of_working_is_true(name: str) -> None:
    result, counted = result_of(name), 0
    for outcome in result.outcomes:
        for (leaf, _), found in outcome.scores.leaves.items():
            texts = substituted_texts(result.run, found)
            values, present = found.unrounded.values.tolist(), found.unrounded.present.tolist()
            for code, text, value, held in zip(outcome.codes, texts, values, present, strict=True):
                assert bool(text) == held, f"{leaf} {code}: {text}"
                if held:
                    assert falsehood(text, value, result.scheme.rounding) == "", f"{leaf} {code}"
                    counted += 1
    assert counted > 5


def arithmetic(text: str) -> str:
    """The arithmetic of an explained line, with the letters of working.csv."""
    for word, letter in LETTERS.items():
        text = text.replace(f"{word} =", f"{letter} =")
    return text.replace("，", ", ").rpartition("：")[2].rpartition(": ")[2]


def leaves(name: str, language: str) -> Iterator[tuple[LeafExplanation, dict[str, str]]]:
    """Explanations of all leaves, each with its row of working.csv."""
    result = result_of(name)
    explainer = Explainer(result, "zh" if language == "zh" else "en")
    for row in result.working.to_dicts():
        told = explainer.leaf(row["unit"], row["leaf"], row["group"], row["period"])
        yield told, row


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SMALL)
def test_explanations_of_leaves_hold_the_figures_of_the_table(name: str, language: str) -> None:
    result = result_of(name)
    low = result.scheme.better == "low"
    beside = {leaf.id for block in result.scheme.adjustments for leaf in block.items}
    for told, row in leaves(name, language):
        assert (told.unit, told.leaf, told.state) == (row["unit"], row["leaf"], row["state"])
        assert (None if told.score is None else float(told.score.value)) == row["score"]
        lost = None if told.lost is None else float(told.lost.value)
        assert lost == (None if low or told.leaf in beside else row["lost"])
        assert (told.unrounded is None) == (row["unrounded"] is None)
        line = told.line("substitution")
        if told.unrounded is not None:
            fault = falsehood(arithmetic(line.text), told.unrounded.value, result.scheme.rounding)
            assert fault == ""
            assert [span.kind for span in line.spans].count("result") == 1
        assert not LEFT_OVER.search(told.to_text()), told.to_text()
        assert all(told.line(step).text for step in ("inputs", "rule", "rounding", "loss"))


@pytest.mark.parametrize("name", SMALL)
def test_leaves_written_together_read_as_one_by_one(name: str) -> None:
    whole = Explainer(result_of(name), "zh", whole=True)
    for told, row in leaves(name, "zh"):
        assert whole.leaf(row["unit"], row["leaf"], row["group"], row["period"]) == told


def units(name: str, language: str) -> Iterator[tuple[UnitExplanation, dict[str, str]]]:
    """Explanations of all units, each with its row of ranking.csv."""
    result = result_of(name)
    explainer = Explainer(result, "zh" if language == "zh" else "en")
    for row in result.ranking.to_dicts():
        yield explainer.unit(row["unit"], row["group"]), row


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SMALL)
def test_explanations_of_units_hold_the_figures_of_the_table(name: str, language: str) -> None:
    grades = {(r["group"], r["unit"]): r["grade"] for r in result_of(name).grades.to_dicts()}
    for told, row in units(name, language):
        assert told.score is not None
        assert float(told.score.value) == row["score"]
        assert told.score.text in told.to_text()
        assert told.rank == ("" if row["rank"] is None else f"{float(row['rank']):g}")
        assert (None if told.gap is None else float(told.gap.value)) == row["gap"]
        change = None if told.change is None else float(told.change.value)
        assert change == row["rank_change"]
        assert told.grade == (grades.get((row["group"], row["unit"])) or "")
        assert not LEFT_OVER.search(told.to_text()), told.to_text()
        assert bool(told.rank) != bool(told.unranked)


def is_straight(node: Node) -> bool:
    """Whether full marks and scores of a node are combined alike."""
    summed = node.over is not None and node.over.aggregate == "sum"
    return node.aggregate in {"sum", "weighted", "fold"} and not summed


STRAIGHT = [
    name
    for name in SMALL
    for scheme in [Scheme.load(ROOT / name / "scheme.yaml")]
    if scheme.better == "high"
    and all(is_straight(part) for part in scheme.tree.walk() if isinstance(part, Node))
]


@pytest.mark.parametrize("name", STRAIGHT)
def test_losses_add_up_to_what_the_total_lacks(name: str) -> None:
    """Full mark less all losses, in points of the total, is the score of the tree."""
    digits, checked = result_of(name).scheme.precision or 0, 0
    for told, _ in units(name, "zh"):
        root = told.parts[0]
        lost = [part.lost_in_total for part in told.parts if part.kind == "leaf"]
        if told.points is None or root.score is None or None in lost:
            continue
        lacking = sum(float(item.value) for item in lost if item is not None)
        # nodes are not rounded on the way to the total, so that nothing is lost there
        expected = float(told.points.value) - lacking
        assert float(root.score.value) == pytest.approx(expected, abs=10 ** -(digits + 3))
        checked += 1
    assert checked or name in {"schemes/s08-yanan", "cases/three-keys"}


def test_most_examples_are_straight() -> None:
    assert len(STRAIGHT) >= 15
