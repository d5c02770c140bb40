"""The invented county 云川县 (演示县·数据虚构), made from a seed: the same on every machine.

Nothing here knows of tables; `sanbi.site.demo.loading` puts it into the platform through the
services that people use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sanbi.site.demo import people, story, targets
from sanbi.site.demo.figures import draw
from sanbi.site.demo.model import County, Form, Measure, Place

SEED = 2026


@cache
def county(seed: int = SEED) -> County:
    """Return the county of a seed, whole."""
    raw = _read("places.yaml")
    places, measures, forms = tuple(_places(raw)), tuple(_measures()), tuple(_forms())
    townships = tuple(place for place in places if place.kind == "township")
    figures = draw(seed, measures, townships, story.ANCHORS)
    owners = {item.owner for item in measures} | {item.owner for item in forms}
    listed = people.named(_read("people.yaml"))
    return County(
        seed=seed,
        places=places,
        grouping=raw["grouping"],
        groups=tuple((group["code"], group["name"]) for group in raw["groups"]),
        people=people.all_people(seed, listed, places, owners),
        measures=measures,
        forms=forms,
        figures=figures,
        revisions=story.revisions(figures),
        drafts=story.DRAFTS,
        goals=targets.set_goals(seed, measures, townships, raw["county"]["code"], figures),
        entries=story.register(seed, townships),
        pleas=story.PLEAS,
        statements=story.STATEMENTS,
    )


def scheme_text(name: str = "scheme.yaml") -> str:
    """Return the text of a scheme of the demo: scheme.yaml, or the year before's."""
    return files("sanbi.site.demo").joinpath(name).read_text(encoding="utf-8")


def _read(name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    return yaml.safe_load(scheme_text(name))


def _places(raw: Mapping[str, Any]) -> Iterator[Place]:
    root = raw["county"]
    yield Place(root["code"], root["name"], root["short"], "county", "", root["number"])
    kinds = {"townships": "township", "departments": "department", "firms": "firm"}
    for heading, kind in kinds.items():
        for place, item in enumerate(raw[heading], start=1):
            # 1xx are towns, 2xx townships, as in the national codes.
            town = 100 if item["name"].endswith("镇") else 200
            number = f"{root['number']}{town + place - 1}" if kind == "township" else ""
            more = {"number": number, "kind": kind, "parent": root["code"], "short": item["name"]}
            yield Place(**{**more, **item})


def _measures() -> Iterator[Measure]:
    for topic in _read("catalogue.yaml"):
        for item in topic["indicators"]:
            yield Measure(**{**item, "topic": topic["topic"]})


def _forms() -> Iterator[Form]:
    for item in _read("datasets.yaml"):
        lines = tuple(str(line) for line in item["lines"])
        yield Form(
            **{
                **item,
                "lines": tuple(line.removesuffix("*") for line in lines),
                "imported": tuple(line[:-1] for line in lines if line.endswith("*")),
            }
        )
