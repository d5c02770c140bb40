"""The description of the API: sound, whole, and the same as its committed copy."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.test import Client
from ninja import Schema

from tools.write_openapi import PLACE, description

URL = "/api/v1/openapi.json"


@pytest.fixture
def described(db: None) -> dict[str, Any]:
    del db
    return dict(json.loads(Client().get(URL).content))


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_copy_is_what_is_served(described: dict[str, Any]) -> None:
    assert PLACE.read_text(encoding="utf-8") == description(), "run: make openapi"
    assert json.loads(description())["paths"] == described["paths"]


def test_it_is_sound(described: dict[str, Any]) -> None:
    schemathesis.openapi.from_dict(described).validate()
    broken = {**described, "paths": {"/x": {"get": {"responses": 5}}}}
    with pytest.raises(Exception, match="valid"):
        schemathesis.openapi.from_dict(broken).validate()


def test_every_operation_says_what_it_does_and_takes(described: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in described["tags"] if tag["description"]}
    for path, method, operation in operations(described):
        where = (method, path)
        assert operation["summary"], where
        assert operation["description"].rstrip().endswith("."), where
        assert set(operation["tags"]) <= tags, where
        assert operation["security"], where
        for parameter in operation.get("parameters", []):
            said = parameter.get("description") or parameter["schema"].get("description")
            assert said, (where, parameter["name"])


def test_every_operation_describes_its_refusals(described: dict[str, Any]) -> None:
    found = operations(described)
    assert len(found) >= 60
    for path, method, operation in found:
        expected = {"401", "403", "404", "422"} | ({"304"} if method == "get" else {"400", "409"})
        assert expected <= set(operation["responses"]), (path, method)
        for status in expected - {"304"}:
            content = operation["responses"][status]["content"]["application/json"]
            assert content["schema"]["$ref"].endswith("/Refusal"), (path, method, status)


def test_what_creates_takes_a_name_for_the_request(described: dict[str, Any]) -> None:
    lacking = [
        path
        for path, _method, operation in operations(described)
        if {"201", "202"} & set(operation["responses"])
        and "Idempotency-Key" not in {item["name"] for item in operation["parameters"]}
    ]
    assert lacking == []


def test_a_list_has_at_most_a_thousand_items(described: dict[str, Any]) -> None:
    sizes = [
        parameter["schema"]["maximum"]
        for _path, _method, operation in operations(described)
        for parameter in operation.get("parameters", [])
        if parameter["name"] == "size"
    ]
    assert (len(sizes) >= 20, set(sizes)) == (True, {1000})


def test_pages_name_every_tag(repo: Path) -> None:
    text = (repo / "docs/mechanisms/api.md").read_text(encoding="utf-8")
    for tag in json.loads(PLACE.read_text(encoding="utf-8"))["tags"]:
        assert f"\n| {tag['name']} |" in text


def test_no_two_parts_of_the_description_have_one_name() -> None:
    """Ninja keeps the last of two schemas of one name, and describes the other wrongly."""

    def below(kind: type[Schema]) -> list[type[Schema]]:
        found = [kind, *(item for part in kind.__subclasses__() for item in below(part))]
        return [item for item in found if item.__module__.startswith("sanbi.site.api")]

    names = Counter(kind.__name__ for kind in set(below(Schema)))
    inner = {"Input", "Output"}  # of the pages, described as parameters
    assert [name for name, times in names.items() if times > 1 and name not in inner] == []
    assert len(names) >= 50
