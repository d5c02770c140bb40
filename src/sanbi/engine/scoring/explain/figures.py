"""The figures that went into a score, each with its kind, version and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from sanbi.engine.scoring.arithmetic.exact import decimal_fraction
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.explain.explanation import SourceFigure
from sanbi.engine.scoring.explain.inputs import input_figures
from sanbi.engine.scoring.explain.phrasing import figure
from sanbi.engine.scoring.explain.scene import Scene
from sanbi.engine.scoring.explain.substitution.marks import ratings_given
from sanbi.engine.scoring.marks import CountedEvent, counted_events
from sanbi.engine.scoring.scheme.rule_fields import RULES

TARGET = ".target"


@dataclass(frozen=True)
class Release:
    """What the data say of a figure beside its value."""

    version: int
    source: str
    revised: bool


Releases = Mapping[tuple[str, str, str], Release]
FIRST = Release(1, "", revised=False)


@dataclass(frozen=True, eq=False)
class Sources:
    """Versions and sources of a run's figures, and its marks, each looked up once."""

    run: Evaluation
    _events: dict[tuple[str, str], list[CountedEvent]]
    _ratings: dict[tuple[str, str], dict[str, list[dict[str, Any]]]]

    @classmethod
    def of(cls, run: Evaluation) -> Sources:
        """Return the sources of a run."""
        return cls(run, {}, {})

    @cached_property
    def releases(self) -> Releases:
        """(unit, indicator, period) → version, source and mark, where the data say something."""
        table = self.run.data.observations
        told = table.filter((pl.col("version") > 1) | (pl.col("source") != "") | pl.col("revised"))
        columns = ("unit", "indicator", "period", "version", "source", "revised")
        return {
            (unit, code, period): Release(version or 1, source or "", revised=bool(revised))
            for unit, code, period, version, source, revised in told.select(columns).rows()
        }

    def events(self, scene: Scene) -> list[CountedEvent]:
        """Return the unit's events that count."""
        key = (scene.leaf.id, scene.result.period)
        if key not in self._events:
            table, params = self.run.data.events, scene.leaf.rule.params
            self._events[key] = counted_events(table, *key, params)
        return [event for event in self._events[key] if event.unit == scene.unit]

    def ratings(self, scene: Scene) -> list[dict[str, Any]]:
        """Return the unit's ratings."""
        key = (scene.leaf.id, scene.result.period)
        if key not in self._ratings:
            self._ratings[key] = ratings_given(self.run, scene.leaf, scene.result.period)
        return self._ratings[key].get(scene.unit, [])


def source_figures(scene: Scene, sources: Sources) -> tuple[SourceFigure, ...]:
    """List the figures of a unit's score, in the order in which they enter."""
    reads = RULES[scene.leaf.rule.type].reads
    marks = {"events": _events, "ratings": _ratings, "ballots": _ballots}
    found = marks[reads](scene, sources) if reads in marks else []
    result, leaf = scene.result, scene.leaf
    for name, when, column in input_figures(scene.run, leaf, result.period, result.scope):
        value = column.values[scene.place] if column.present[scene.place] else None
        found.append(_observed(scene, sources, name, when, value))
    return tuple(found)


def _observed(
    scene: Scene,
    sources: Sources,
    name: str,
    when: str,
    value: Any,  # noqa: ANN401 - a number or None
) -> SourceFigure:
    naming = scene.naming
    code = name.removesuffix(TARGET)
    kind = naming.told(code, "kind")
    title = naming.indicator(code)
    if when == "units":
        kind, when = "coefficient", ""
    elif name.endswith(TARGET):
        kind, title = "target", scene.say("figure.target", name=title)
    held = sources.releases.get((scene.unit, code, when))
    release = held or FIRST
    return SourceFigure(
        code=code,
        name=title,
        period=when,
        period_label=scene.words.period(when),
        value=None if value is None else figure(value),
        measure=naming.told(code, "measure"),
        kind=kind,
        kind_label=naming.kind_label(kind),
        owner=naming.told(code, "owner"),
        version="" if held is None else str(held.version),
        source=release.source or naming.told(code, "source"),
        revised=release.revised and kind != "target",
    )


def _mark(scene: Scene, kind: str, code: str, name: str, value: Any, note: str) -> SourceFigure:  # noqa: ANN401
    return SourceFigure(
        code=code,
        name=name,
        period=scene.result.period,
        period_label=scene.words.period(scene.result.period),
        value=figure(value),
        measure="",
        kind=kind,
        kind_label=scene.naming.kind_label(kind),
        note=note,
    )


def _events(scene: Scene, sources: Sources) -> list[SourceFigure]:
    """One figure for each event, with its document and note."""
    comma = scene.say("comma_clause")
    return [
        _mark(
            scene,
            "event",
            event.kind or scene.leaf.id,
            event.kind or scene.leaf.name,
            event.count,
            comma.join(filter(None, (event.document, event.note))),
        )
        for event in sources.events(scene)
    ]


def _ratings(scene: Scene, sources: Sources) -> list[SourceFigure]:
    """One figure for each rating, with its reason."""
    return [
        _mark(
            scene,
            "rating",
            row["assessor"] or scene.leaf.id,
            row["assessor"] or scene.say("rule.assessors"),
            decimal_fraction(row["rating"]),
            row["reason"] or "",
        )
        for row in sources.ratings(scene)
    ]


def _ballots(scene: Scene, sources: Sources) -> list[SourceFigure]:
    """The mean of each class, with the number of its ballots."""
    electorate = scene.leaf.rule.params["electorate"]
    count = sources.run.ballots(electorate, scene.result.period)
    return [
        _mark(
            scene,
            "ballot",
            kind or electorate,
            kind or scene.say("all_ballots"),
            means[scene.unit],
            scene.say("figure.ballots", count=count.counted.get(kind, 0)),
        )
        for kind, means in count.class_means.items()
        if scene.unit in means
    ]
