"""Freezing: all that a round's scheme asks for, gathered into the engine's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Round, RoundState, RunRow
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.assessments.sources.actions import action_figures
from sanbi.apps.assessments.sources.adjustments import Event, events
from sanbi.apps.assessments.sources.ballots import SlipMark, ballot_marks
from sanbi.apps.assessments.sources.incidents import incident_figures
from sanbi.apps.assessments.sources.indicators import due_figures, figures
from sanbi.apps.assessments.sources.periods import labels_of
from sanbi.apps.assessments.sources.projects import project_figures
from sanbi.apps.assessments.sources.ratings import ratings
from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.models import GroupMember, Unit
from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.integrity import HashName, digest, json_bytes
from sanbi.engine.scoring import DataFaults, Scheme
from sanbi.engine.scoring.data import Data, to_csv_files
from sanbi.engine.scoring.scheme.template import template_plan

Row = dict[str, Any]


@dataclass(frozen=True)
class Member:
    """A unit that takes part in a round; ``groups`` are the codes of its groups there."""

    pk: int
    code: str
    name: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Frozen:
    """The canonical files of a snapshot, and which version of what they were made from."""

    files: Mapping[str, bytes]
    versions: Mapping[str, Any]

    def digest_of(self, names: Mapping[str, str]) -> str:
        """Return the digest over the names and digests of the files."""
        return digest(json_bytes(dict(names)), cast("HashName", settings.SANBI_HASH))


def members_of(held: Round, scheme: Scheme) -> tuple[Member, ...]:
    """Return the units of a round in their usual order.

    They are the members of its grouping; without one, the members that the scheme's groups name.

    Raises
    ------
    Refused
        when there are none.
    """
    if held.grouping:
        members = _by_grouping(held.grouping)
    else:
        named = {code for group in scheme.groups for code in group.members or ()}
        units = Unit.objects.filter(code__in=named)
        members = tuple(Member(unit.pk, unit.code, unit.name, ()) for unit in units)
    if not members:
        raise Refused(
            _("The round has no units."),
            _("Name a grouping with members, or state the members in the scheme's groups."),
            "grouping",
        )
    return members


def _by_grouping(grouping: str) -> tuple[Member, ...]:
    rows = (
        GroupMember.objects.filter(group__grouping=grouping)
        .select_related("group", "unit")
        .order_by("group__sequence", "group__code", "unit__sequence", "unit__pinyin", "unit__code")
    )
    held: dict[int, tuple[Unit, list[str]]] = {}
    for row in rows:
        held.setdefault(row.unit_id, (row.unit, []))[1].append(row.group.code)
    return tuple(
        Member(pk, unit.code, unit.name, tuple(groups)) for pk, (unit, groups) in held.items()
    )


def gather(held: Round, now: datetime) -> tuple[Data, dict[str, Any]]:
    """Return the data of a round as they count at a moment, and their versions.

    Raises
    ------
    Refused
        when the scheme's names do not fit what is there.
    """
    scheme = scheme_of(held.scheme_version)
    members = members_of(held, scheme)
    units = {member.pk: member.code for member in members}
    figure_rows, figure_versions = _observations(scheme, held, units, now)
    marks = ratings(held.pk, units)
    happened = events(held.pk, units)
    slips, boxes = ballot_marks(scheme.electorates, held.period, units)
    history, earlier = _history(held, units)
    try:
        data = Data.from_rows(
            units=[unit_row(member) for member in members],
            observations=figure_rows,
            ratings=[
                {
                    "unit": mark.unit,
                    "leaf": mark.leaf,
                    "assessor": mark.assessor,
                    "rating": _number(mark.rating),
                    "reason": mark.reason,
                }
                for mark in marks
            ],
            events=[event_row(item) for item in happened],
            ballots=[slip_row(item) for item in slips],
            history=history,
            period=held.period,
            language="zh",
        )
    except DataFaults as error:
        raise refusal_of(error) from error
    links = sorted([*(mark.link for mark in marks), *(item.link for item in happened)])
    versions: dict[str, Any] = {
        "observations": figure_versions,
        "items": links,
        "history": earlier,
    }
    return data, versions | ({"boxes": boxes} if boxes else {})


def freeze(held: Round, now: datetime) -> Frozen:
    """Return the files of a snapshot of a round."""
    data, versions = gather(held, now)
    files = {f"data/{name}": content for name, content in to_csv_files(data).items()}
    return Frozen(files, versions)


def refusal_of(error: DataFaults, limit: int = 8) -> Refused:
    """Tell the engine's faults as one refusal, the first of them in full."""
    lines = [fault.text("zh") for fault in error.faults]
    more = len(lines) - limit
    if more > 0:
        lines = [*lines[:limit], _("and %(count)d more") % {"count": more}]
    return Refused("；".join(lines), _("Mend the data or the scheme, then do it again."))


def _observations(
    scheme: Scheme, held: Round, units: Mapping[int, str], now: datetime
) -> tuple[list[Row], list[list[Any]]]:
    codes = scheme.used_indicators
    labels = _labels(scheme, held.period)
    rows: list[Row] = []
    versions: list[list[Any]] = []
    known = figures(codes, labels, units, now)
    of_projects = project_figures(codes, labels, units)
    of_actions = action_figures(codes, labels, units)
    for item in chain(known, of_projects, of_actions, incident_figures(codes, labels, units)):
        if item.indicator not in codes:
            continue
        rows.append(
            {
                "unit": item.unit,
                "indicator": item.indicator,
                "period": item.period,
                "value": _number(item.value),
                "target": _number(item.target),
                "version": item.version,
                "source": item.source,
                "revised": item.revised,
            }
        )
        versions.append([item.unit, item.indicator, item.period, item.version, item.link])
    for unit, code, label, value, _link in due_figures(codes, labels, units):
        rows.append({"unit": unit, "indicator": code, "period": label, "value": _number(value)})
    return rows, sorted(versions)


def _labels(scheme: Scheme, period: str) -> list[str]:
    """Return the labels whose figures a scheme may ask for in a period."""
    try:
        last = Period.parse(period)
    except PeriodError:
        return [period]
    plan = template_plan(scheme, period=period)
    kinds = {last.kind}
    for item in plan.indicators:
        kinds |= {Period.parse(label).kind for label in item.periods}
    return labels_of(kinds, last)


def _history(held: Round, units: Mapping[int, str]) -> tuple[list[Row], list[list[int]]]:
    """Return what earlier final rounds of the scheme gave, the latest of each period."""
    rounds = Round.objects.filter(
        scheme_version__scheme=held.scheme_version.scheme_id,
        grouping=held.grouping,
        state=RoundState.FINAL,
        current_run__isnull=False,
    ).exclude(pk=held.pk)
    earlier = {item.current_run_id: item for item in rounds if _before(item.period, held.period)}
    rows = [
        {
            "unit": units[row.unit_id],
            "group": row.group,
            "period": earlier[row.run_id].period,
            "score": _number(row.score),
            "rank": _number(row.rank),
            "grade": row.grade,
        }
        for row in RunRow.objects.filter(run__in=list(earlier), unit__in=list(units))
    ]
    return rows, sorted([item.pk, cast("int", run)] for run, item in earlier.items())


def _before(one: str, other: str) -> bool:
    """Whether a period lies before another of the same kind."""
    try:
        first, second = Period.parse(one), Period.parse(other)
    except PeriodError:
        return one < other
    return first.kind is second.kind and first < second


def unit_row(member: Member) -> Row:
    return {"unit": member.code, "name": member.name, "group": ";".join(member.groups)}


def event_row(item: Event) -> Row:
    return {
        "unit": item.unit,
        "item": item.item,
        "kind": item.kind,
        "count": _number(item.count),
        "amount": _number(item.amount),
        "document": item.document,
        "note": item.note,
    }


def slip_row(item: SlipMark) -> Row:
    return {
        "electorate": item.electorate,
        "ballot": item.slip,
        "class": item.voter_class,
        "unit": item.unit,
        "criterion": item.criterion,
        "mark": item.mark,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


__all__ = ["Frozen", "Member", "freeze", "gather", "members_of", "refusal_of"]
