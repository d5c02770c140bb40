"""The page that shows the API's description for reading, made from the description itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sanbi.apps.orgs.pages import Request, anyone, page
from sanbi.site.api.app import api

Described = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """A parameter of an operation, or a field of its body; ``place`` says where it is sent."""

    name: str
    place: str
    required: bool
    words: str
    example: str


@dataclass(frozen=True)
class Operation:
    """One operation: how it is asked, what it takes, what it answers."""

    method: str
    path: str
    words: str
    fields: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """The operations of one tag."""

    name: str
    words: str
    operations: tuple[Operation, ...]


@page(anyone)
def guide(request: Request) -> HttpResponse:
    """Show what the API offers."""
    return render(request, "api_guide.html", {"sections": sections(api.get_openapi_schema())})


def sections(described: Described) -> list[Section]:
    """Return the operations of a description by their tags."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in described["tags"]}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            shown = _operation(described, path, method, operation)
            found[operation["tags"][0]].append(shown)
    return [
        Section(tag["name"], _said(tag["description"]), tuple(found[tag["name"]]))
        for tag in described["tags"]
    ]


def _operation(described: Described, path: str, method: str, operation: Described) -> Operation:
    fields = [
        _field(item["name"], item["in"], item, required=item.get("required", False))
        for item in operation.get("parameters", [])
    ]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        fields += _body(described, content["schema"])
    answers = [
        (str(status), _said(item["description"])) for status, item in operation["responses"].items()
    ]
    said = _said(operation["description"])
    return Operation(method.upper(), path, said, tuple(fields), tuple(answers))


def _body(described: Described, schema: Described) -> list[Field]:
    plain = _resolved(described, schema)
    needed = plain.get("required", [])
    found = []
    for name, item in plain.get("properties", {}).items():
        found.append(_field(name, "body", {"schema": item}, required=name in needed))
        if "items" in item and "$ref" in item["items"]:
            found += [
                Field(f"{name}[].{below.name}", *_rest(below))
                for below in _body(described, item["items"])
            ]
    return found


def _said(text: str) -> SafeString:
    """The words of a description, with what stands between double backticks as code."""
    said = SafeString()
    for place, piece in enumerate(text.split("``")):
        said += format_html("<code>{}</code>" if place % 2 else "{}", piece)
    return said


def _rest(field: Field) -> tuple[str, bool, str, str]:
    return field.place, field.required, field.words, field.example


def _resolved(described: Described, schema: Described) -> Described:
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rsplit("/", 1)[-1]
    found: Described = described["components"]["schemas"][name]
    return found


def _field(name: str, place: str, item: Described, *, required: bool) -> Field:
    schema = item["schema"]
    words = item.get("description") or schema.get("description") or schema.get("title", "")
    examples = [item["example"]] if "example" in item else schema.get("examples") or [""]
    return Field(name, place, required, _said(words), str(examples[0]))
