from typing import Any

import pytest

from sanbi.engine.scoring.scheme import fields
from tests.engine.scoring.properties.cases import leaf, scheme_of
from tests.engine.scoring.scheme.written import faults_with


def test_ties_are_a_method_or_a_mapping() -> None:
    assert scheme_of(leaf("a"), ties="并列不占位").ties.method == "dense"
    assert scheme_of(leaf("a"), ties={"再按": [{"按": "a"}]}).ties.method == "competition"
    assert faults_with(leaf("a"), ties="tense") == [("ties", "choice")]


def test_two_objects_of_one_name_cannot_be_published() -> None:
    one: dict[str, Any] = {"type": "object", "title": "band", "properties": {}}
    definitions: dict[str, Any] = {}
    assert fields._hoisted(one, definitions) == {"$ref": "#/$defs/band"}
    described = {**one, "description": "best first"}
    assert fields._hoisted(described, definitions)["description"] == "best first"
    with pytest.raises(ValueError, match="band"):
        fields._hoisted({**one, "properties": {"x": {}}}, definitions)


def test_an_object_is_not_called_like_a_kind_of_part(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = {"type": "object", "title": "rule", "properties": {}}
    monkeypatch.setattr(fields, "tree_schema", lambda: {"anyOf": [schema]})
    with pytest.raises(ValueError, match="rule"):
        fields.json_schema()
