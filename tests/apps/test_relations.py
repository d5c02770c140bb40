"""No table points to an app above its own: text in a foreign key escapes the import rules."""

from __future__ import annotations

from typing import Any

from django.apps import apps

ORDER = (
    "audit",
    "orgs",
    "documents",
    "indicators",
    "projects",
    "actions",
    "ballots",
    "assessments",
    "plans",
    "meetings",
    "bulletins",
    "screens",
)


def upward(relations: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the pairs (from, to) of model labels that point upward."""
    place = {name: number for number, name in enumerate(ORDER)}
    return [
        (source, target)
        for source, target in relations
        if (own := source.split(".")[0]) in place
        and place.get(target.split(".")[0], -1) > place[own]
    ]


def relations_of(models: Any) -> list[tuple[str, str]]:
    return [
        (model._meta.label, field.related_model._meta.label)
        for model in models
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
    ]


def test_relations_point_downward_only() -> None:
    found = relations_of(apps.get_models())
    assert ("indicators.Report", "orgs.Unit") in found
    assert upward(found) == []


def test_a_relation_that_points_upward_is_noticed() -> None:
    assert upward([("orgs.Unit", "assessments.Round"), ("orgs.Unit", "auth.Group")]) == [
        ("orgs.Unit", "assessments.Round")
    ]
