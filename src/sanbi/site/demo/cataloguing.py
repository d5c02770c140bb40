"""The catalogue, its checks, the data sets and the targets, entered as the office enters them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.drafts import (
    CheckDraft,
    DatasetDraft,
    IndicatorDraft,
    LineDraft,
    TargetDraft,
)
from sanbi.apps.indicators.services import dataset_save, indicator_save, targets_save
from sanbi.site.demo.desk import Desk
from sanbi.site.demo.model import Form, Measure

ERROR, EXPLAIN = "error", "explain"
JUMPS = {"signed": 50, "funds": 120}
"""Indicators whose jump against the month before asks for a word, and from how many per cent."""


def enter_catalogue(desk: Desk, now: datetime) -> None:
    """Enter the 40 indicators with their checks, and the data sets with their clocks."""
    office = desk.named("office")
    known: dict[str, int] = {}
    for number, measure in enumerate(desk.county.measures):
        draft = _indicator(desk, measure, known, number)
        known[measure.code] = indicator_save(actor=office, now=now, draft=draft).pk
    for form in desk.county.forms:
        dataset_save(actor=office, now=now, draft=_dataset(desk, form, known))


def set_targets(desk: Desk, now: datetime, year: int) -> None:
    """Set the targets of a year: of every township, and the county's own beside them."""
    office: Actor = desk.named("office")
    goals = [goal for goal in desk.county.goals if goal.year == year]
    for indicator in dict.fromkeys(goal.indicator for goal in goals):
        targets_save(
            actor=office,
            now=now,
            indicator=desk.indicators[indicator],
            year=year,
            targets=[
                TargetDraft(desk.units[goal.unit], goal.value, *goal.quarters)
                for goal in goals
                if goal.indicator == indicator
            ],
            reason=f"{year}年目标任务分解（虚构）",
        )


def _indicator(desk: Desk, measure: Measure, known: dict[str, int], number: int) -> IndicatorDraft:
    return IndicatorDraft(
        code=measure.code,
        name=measure.name,
        measure=measure.measure,
        owner=desk.units[measure.owner],
        purpose=measure.purpose,
        direction=measure.direction,
        accumulation=measure.accumulation,
        frequency=measure.frequency,
        kind=measure.kind,
        decimals=measure.decimals,
        topic=measure.topic,
        reported_where=measure.reported_where,
        definition=measure.definition,
        part_of=known.get(measure.part_of),
        sequence=number,
        checks=tuple(_checks(measure, desk)),
    )


def _checks(measure: Measure, desk: Desk) -> Iterator[CheckDraft]:
    most = {"most": 100} if measure.measure == "%" else {}
    yield CheckDraft("range", ERROR, {"least": 0, **most})
    if measure.accumulation == "cumulative":
        yield CheckDraft("falls", ERROR)
    if any(other.part_of == measure.code for other in desk.county.measures):
        yield CheckDraft("sum", ERROR, {"tolerance": 0})
    if measure.code in JUMPS:
        percent = JUMPS[measure.code]
        yield CheckDraft("jump", EXPLAIN, {"against": "previous", "percent": percent})
    if measure.code == "tax":
        yield CheckDraft("ratio", ERROR, {"to": "revenue", "name": "一般公共预算收入", "most": 1})


def _dataset(desk: Desk, form: Form, known: dict[str, int]) -> DatasetDraft:
    headed = len({desk.measures[line].topic for line in form.lines}) > 1
    return DatasetDraft(
        code=form.code,
        name=form.name,
        owner=desk.units[form.owner],
        lines=tuple(
            LineDraft(
                known[line],
                desk.measures[line].topic if headed else "",
                imported=line in form.imported,
            )
            for line in form.lines
        ),
        units=tuple(desk.units[place.code] for place in desk.county.townships),
        reporter=form.reporter,
        frequency=form.frequency,
        due_day=form.due_day,
        purpose=form.purpose,
    )
