"""The published JSON Schema is the one that the engine has, and knows good from bad."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanbi.engine.scoring import Scheme, SchemeFaults
from sanbi.engine.scoring.scheme.fields import json_schema

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed here")

PUBLISHED = "docs/mechanisms/scheme.schema.json"


class PlainLoader(yaml.SafeLoader):
    """YAML as JSON sees it: days stay text."""


PlainLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_published_file_is_current(repo: Path) -> None:
    held = json.loads((repo / PUBLISHED).read_text(encoding="utf-8"))
    hint = f"write it anew: .venv/bin/sanbi scheme schema > {PUBLISHED}"
    assert held == json_schema(), hint


def test_every_example_is_valid(repo: Path, validator: jsonschema.Draft202012Validator) -> None:
    paths = sorted((repo / "examples").rglob("scheme.yaml"))
    assert len(paths) >= 15
    for path in paths:
        data = yaml.load(path.read_text(encoding="utf-8"), PlainLoader)  # noqa: S506 - a safe loader
        assert [error.message for error in validator.iter_errors(data)] == [], path


SOUND: dict[str, Any] = {
    "sanbi": 1,
    "id": "t",
    "title": "t",
    "period": "2026Q3",
    "tree": {"children": [{"id": "a", "points": 5, "input": "x", "rule": "rank_step"}]},
}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"precison": 2}, "precison"),
        ({"precision": 12}, "12"),
        ({"better": "up"}, "up"),
        ({"tree": {"children": [{"id": "a", "input": "x", "rule": "linaer"}]}}, "linaer"),
        ({"ties": {"method": "dense", "than": []}}, "than"),
    ],
)
def test_schema_and_engine_refuse_the_same(
    validator: jsonschema.Draft202012Validator, change: dict[str, Any], key: str
) -> None:
    Scheme.from_mapping(SOUND)
    assert not list(validator.iter_errors(SOUND))
    bad = {**SOUND, **change}
    assert list(validator.iter_errors(bad))
    with pytest.raises(SchemeFaults) as refused:
        Scheme.from_mapping(bad)
    assert key in str(refused.value)
