"""What a round still lacks, and who owes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.assessments.freezing import Member, members_of
from sanbi.apps.assessments.models import Round
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.assessments.sources.actions import action_figures
from sanbi.apps.assessments.sources.ballots import sealed_polls
from sanbi.apps.assessments.sources.incidents import incident_figures
from sanbi.apps.assessments.sources.indicators import DUE, Figure, figures
from sanbi.apps.assessments.sources.periods import native_period
from sanbi.apps.assessments.sources.projects import project_figures
from sanbi.apps.assessments.sources.ratings import ratings
from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Dataset, DatasetLine, Indicator, Report, ReportState
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.rules import units_seen
from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.data.template import PlanIndicator
from sanbi.engine.scoring.scheme.template import template_plan


@dataclass(frozen=True)
class MissingFigure:
    """A figure that does not count yet.

    Parameters
    ----------
    what : value, target, rating or ballots
    owes : name of the unit that has to act next
    why : how far it has come, in words
    report : key of the report that holds it, if there is one
    waits : whether that report still waits for somebody's step
    """

    unit: str
    unit_name: str
    indicator: str
    name: str
    period: str
    what: str
    owes: str
    why: str
    report: int | None = None
    waits: bool = False

    def __str__(self) -> str:
        return f"{self.unit_name} {self.name} {self.period}（{self.owes}：{self.why}）"


def missing_figures(held: Round, now: datetime) -> list[MissingFigure]:
    """Return every figure that the scheme needs in the round's period and that does not count.

    Earlier periods are asked for too where a rule compares with them. Events are never missing:
    nothing registered means that nothing happened.
    """
    scheme = scheme_of(held.scheme_version)
    members = members_of(held, scheme)
    plan = template_plan(scheme, period=held.period)
    units = {member.pk: member.code for member in members}
    wanted = [item for item in plan.indicators if not item.code.endswith(DUE)]
    labels = sorted({label for item in wanted for label in item.periods} | {held.period})
    codes = [item.code for item in wanted]
    known = [
        *figures(codes, labels, units, now),
        *project_figures(codes, labels, units),
        *action_figures(codes, labels, units),
        *incident_figures(codes, labels, units),
    ]
    found = _without_value(wanted, members, known)
    found += _without_target(wanted, members, known, held.period)
    return [
        *_with_debtors(found, members),
        *_without_rating(held, scheme, members),
        *_without_ballots(held, scheme, members),
    ]


def missing_for(actor: Actor, held: Round, now: datetime) -> list[MissingFigure]:
    """Return what is missing as far as the actor may know of it: of the own unit, or of all.

    What a unit lacks stands together.
    """
    units = units_seen(actor)
    found = _by_unit(missing_figures(held, now))
    if units is None:
        return found
    own = set(Unit.objects.filter(pk__in=units).values_list("code", flat=True))
    return [item for item in found if item.unit in own]


def _by_unit(found: Sequence[MissingFigure]) -> list[MissingFigure]:
    places = {unit: place for place, unit in enumerate(dict.fromkeys(i.unit for i in found))}
    return sorted(found, key=lambda item: places[item.unit])


def _without_value(
    wanted: Iterable[PlanIndicator], members: Sequence[Member], known: Iterable[Figure]
) -> list[MissingFigure]:
    # A figure that was reported as not applicable is there: the scheme's missing rule decides.
    there = {(item.unit, item.indicator, item.period) for item in known}
    return [
        MissingFigure(member.code, member.name, item.code, item.name, label, "value", "", "")
        for item in wanted
        for label in item.periods
        for member in members
        if (member.code, item.code, label) not in there
    ]


def _without_target(
    wanted: Iterable[PlanIndicator],
    members: Sequence[Member],
    known: Iterable[Figure],
    period: str,
) -> list[MissingFigure]:
    there = {
        (item.unit, item.indicator)
        for item in known
        if item.period == period and item.target is None
    }
    return [
        MissingFigure(member.code, member.name, item.code, item.name, period, "target", "", "")
        for item in wanted
        if item.needs_target
        for member in members
        if (member.code, item.code) in there
    ]


def _without_rating(held: Round, scheme: Scheme, members: Sequence[Member]) -> list[MissingFigure]:
    units = {member.pk: member.code for member in members}
    given = {(mark.unit, mark.leaf) for mark in ratings(held.pk, units)}
    plan = template_plan(scheme, period=held.period)
    found = []
    for item in plan.ratings:
        leaf = scheme.leaves[item.leaf]
        owes = str(leaf.texts.get("assessor") or leaf.texts.get("lead_unit") or _("the office"))
        found += [
            MissingFigure(
                member.code,
                member.name,
                item.leaf,
                leaf.name,
                held.period,
                "rating",
                owes,
                _("not rated, or not checked"),
            )
            for member in members
            if (member.code, item.leaf) not in given
        ]
    return found


def _without_ballots(held: Round, scheme: Scheme, members: Sequence[Member]) -> list[MissingFigure]:
    """Return the leaves that count ballots of a poll that is not sealed."""
    leaves = [leaf for leaf in scheme.leaves.values() if leaf.rule.type == "ballot"]
    names = {str(leaf.rule.params["electorate"]) for leaf in leaves}
    sealed = set(sealed_polls(names, held.period).values_list("electorate", flat=True))
    return [
        MissingFigure(
            member.code,
            member.name,
            leaf.id,
            leaf.name,
            held.period,
            "ballots",
            _("the office"),
            _("the poll is not sealed"),
        )
        for leaf in leaves
        if leaf.rule.params["electorate"] not in sealed
        for member in members
    ]


# -- who owes it ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Lines:
    """What is known of the indicators that are missing."""

    indicators: Mapping[str, Indicator]
    datasets: Mapping[int, Dataset]
    reports: Mapping[tuple[int, str, str], Report]


def _with_debtors(found: Sequence[MissingFigure], members: Sequence[Member]) -> list[MissingFigure]:
    if not found:
        return []
    lines = _lines({item.indicator for item in found}, [member.pk for member in members])
    return [_with_debtor(item, lines) for item in found]


def _lines(codes: set[str], units: Sequence[int]) -> _Lines:
    indicators = {
        item.code: item for item in Indicator.objects.filter(code__in=codes).select_related("owner")
    }
    rows = DatasetLine.objects.filter(
        indicator__in=[item.pk for item in indicators.values()], dataset__active=True
    ).select_related("dataset__owner")
    datasets = {row.indicator_id: row.dataset for row in rows}
    reports = Report.objects.filter(
        dataset__in={item.pk for item in datasets.values()}, unit__in=list(units)
    ).select_related("unit")
    return _Lines(
        indicators,
        datasets,
        {(item.dataset_id, item.unit.code, item.period): item for item in reports},
    )


def _with_debtor(item: MissingFigure, lines: _Lines) -> MissingFigure:
    indicator = lines.indicators.get(item.indicator)
    if indicator is None:
        return _owed(item, _("the office"), _("the catalogue has no such indicator"))
    if item.what == "target":
        return _owed(item, indicator.owner.name, _("no target for the year"))
    dataset = lines.datasets.get(indicator.pk)
    if dataset is None:
        return _owed(item, indicator.owner.name, _("not released"))
    native = native_period(item.period, indicator.frequency) or item.period
    report = lines.reports.get((dataset.pk, item.unit, native))
    by_units = dataset.reporter == Dataset.Reporter.UNITS
    reporter = item.unit_name if by_units else dataset.owner.name
    if report is None:
        return _owed(item, reporter, _("no report opened for this period"))
    states = {ReportState.DRAFT: reporter, ReportState.SUBMITTED: reporter}
    owes = states.get(ReportState(report.state), dataset.owner.name)
    if report.state == ReportState.LOCKED:
        return _owed(item, owes, _("locked without this figure"), report.pk)
    why = str(ReportState(report.state).label)
    return replace(_owed(item, owes, why, report.pk), waits=True)


def _owed(item: MissingFigure, owes: str, why: str, report: int | None = None) -> MissingFigure:
    return replace(item, owes=owes, why=why, report=report)
