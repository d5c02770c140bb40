"""docs/algorithms/explanation.md: every line and sentence that it shows is what comes out."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.explain import explain_leaf, explain_unit

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "explanation.md").read_text(
    encoding="utf-8"
)
BLOCKS = re.findall(r"^```(\w+)([^\n]*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def result() -> Result:
    [text] = [body for name, _, body in BLOCKS if name == "yaml"]
    content: dict[str, Any] = yaml.safe_load(text)
    tables = {name: content.get(name, []) for name in ("observations", "events")}
    data = Data.from_rows(units=content["units"], **tables)
    return score(Scheme.from_mapping(content["scheme"]), data)


def test_lines(result: Result) -> None:
    [body] = [text for name, _, text in BLOCKS if name == "lines"]
    shown = dict(line.split(": ", 1) for line in body.splitlines())
    found = {
        f"{row['leaf']} {row['unit']}": row["substituted"] for row in result.working.to_dicts()
    }
    assert {key: found[key] for key in shown} == shown


@pytest.mark.parametrize(
    ("asked", "text"),
    [(words.split(), body) for name, words, body in BLOCKS if name == "explained"],
)
def test_explanations(result: Result, asked: list[str], text: str) -> None:
    *leaf, unit, language = asked
    told = (
        explain_leaf(result, unit, leaf[0], language="zh" if language == "zh" else "en").to_text()
        if leaf
        else explain_unit(result, unit, language="zh" if language == "zh" else "en").to_text()
    )
    assert told + "\n" == text


def test_the_page_shows_all_that_it_promises() -> None:
    names = [name for name, _, _ in BLOCKS]
    assert (names.count("yaml"), names.count("lines"), names.count("explained")) == (1, 1, 3)
