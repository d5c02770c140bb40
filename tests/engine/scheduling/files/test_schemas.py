"""The published JSON Schemas are the engine's, and files and answers keep to them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanbi.engine.scheduling.files import dated_answer, instance_answer, pooled_answer
from sanbi.engine.scheduling.files.allocation_answer import allocation_answer
from sanbi.engine.scheduling.files.allocation_file import read_allocation_yaml
from sanbi.engine.scheduling.files.answer_schemas import (
    allocation_answer_schema,
    schedule_answer_schema,
)
from sanbi.engine.scheduling.files.file_schemas import allocation_schema, plan_schema
from tests.engine.scheduling.files.test_allocation_file import IN_CHINESE, IN_ENGLISH
from tests.engine.scheduling.files.test_instances import PATTERSON, instance_of
from tests.engine.scheduling.files.written import IN_CHINESE as PLAN_IN_CHINESE
from tests.engine.scheduling.files.written import IN_ENGLISH as PLAN_IN_ENGLISH
from tests.engine.scheduling.files.written import plan_of

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed here")

SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "plan": plan_schema,
    "allocation": allocation_schema,
    "schedule-answer": schedule_answer_schema,
    "allocation-answer": allocation_answer_schema,
}
POOLS = "start: 2026-10-09\npools: [{key: p, capacity: 1}]\ntasks: [{key: a, days: 2, needs: p 1}]"
LATE = "start: 2026-03-02\ndue: 2026-03-03\ntasks: [{key: a, days: 5, shortest: 4}]"


def plain(text: str) -> Any:
    """YAML as plain data with days as texts, as JSON would hold them."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        sign: [each for each in found if each[0] != "tag:yaml.org,2002:timestamp"]
        for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=loader)  # noqa: S506 - a SafeLoader without dates


def errors(name: str, data: object) -> list[str]:
    schema = SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(schema)
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_published_files_are_current(repo: Path, name: str) -> None:
    held = (repo / f"docs/mechanisms/{name}.schema.json").read_text(encoding="utf-8")
    assert held == json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", ["pharma-park", "cold-store", "review-hall"])
def test_examples_keep_to_the_schema(repo: Path, name: str) -> None:
    text = (repo / f"examples/projects/{name}.yaml").read_text(encoding="utf-8")
    assert errors("plan", plain(text)) == []


@pytest.mark.parametrize("text", [PLAN_IN_CHINESE, PLAN_IN_ENGLISH])
def test_plans_in_both_languages(text: str) -> None:
    assert errors("plan", plain(text)) == []


@pytest.mark.parametrize("text", [IN_CHINESE, IN_ENGLISH])
def test_allocations_in_both_languages(text: str) -> None:
    assert errors("allocation", plain(text)) == []


@pytest.mark.parametrize(
    "data",
    [{}, {"tasks": []}, {"tasks": [{}]}, {"tasks": [{"key": "a", "stage": "收尾"}]}, {"x": 1}, []],
)
def test_what_is_no_plan_is_told(data: object) -> None:
    assert errors("plan", data)


def test_answers_keep_to_their_schema() -> None:
    answers = [
        dated_answer(plan_of(LATE)).as_json(),
        pooled_answer(plan_of(POOLS), seconds=5, clock=time.monotonic).as_json(),
        instance_answer(instance_of(PATTERSON, "a"), seconds=5, clock=time.monotonic).as_json(),
    ]
    assert [answer["kind"] for answer in answers] == ["dates", "pools", "days"]
    for answer in answers:
        assert errors("schedule-answer", json.loads(json.dumps(answer))) == []
        assert errors("schedule-answer", {**answer, "more": 1})
        assert errors("schedule-answer", {**answer, "makespan": "6"})


def test_the_answer_to_an_allocation_keeps_to_its_schema() -> None:
    file = read_allocation_yaml(IN_ENGLISH.encode(), "a.yaml")
    answer = allocation_answer(file, seconds=20, gap=0.0, clock=time.monotonic).as_json()
    assert errors("allocation-answer", json.loads(json.dumps(answer))) == []
    assert errors("allocation-answer", {**answer, "end": "maybe"})
