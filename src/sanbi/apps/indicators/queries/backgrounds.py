"""What the values of reports are held against: earlier periods, other lines, the group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sanbi.apps.indicators.checking import Figures, Finding, findings
from sanbi.apps.indicators.models import Cell, Indicator, Report
from sanbi.apps.indicators.queries.lines import Line, lines_of
from sanbi.apps.indicators.queries.values import Key, Value, newest_figures, newest_values
from sanbi.apps.orgs.models import GroupMember
from sanbi.engine.calendar import Period


@dataclass(frozen=True)
class Entry:
    """A cell of a draft as plain values."""

    value: Decimal | None
    applicable: bool = True
    statement: str = ""
    source: str = "typed"


Entries = Mapping[int, Entry]
EMPTY = Entry(None)


@dataclass
class Background:
    """Everything that some reports are shown and checked with; made by `background_of`.

    ``values`` are those of the reports' own units and periods; ``earlier`` the figures of the
    period before and of a year ago, and ``group`` those of the other units in this period.
    """

    lines: dict[int, tuple[Line, ...]]
    entries: dict[int, dict[int, Entry]]
    values: dict[Key, Value] = field(default_factory=dict)
    earlier: dict[Key, Decimal] = field(default_factory=dict)
    group: dict[Key, Decimal] = field(default_factory=dict)
    codes: dict[str, Indicator] = field(default_factory=dict)
    peers: dict[int, tuple[int, ...]] = field(default_factory=dict)
    found: dict[tuple[int, int], tuple[Finding, ...]] = field(default_factory=dict)

    def previous(self, report: Report, indicator: int) -> Decimal | None:
        """Return the value of the period before."""
        return self.earlier.get((report.unit_id, indicator, before(report.period)))

    def year_ago(self, report: Report, indicator: int) -> Decimal | None:
        """Return the value of the same period a year earlier."""
        return self.earlier.get((report.unit_id, indicator, year_before(report.period)))

    def now(self, report: Report, indicator: int, entries: Entries) -> Decimal | None:
        """Return the value of this period: from the draft, else what is known otherwise."""
        if indicator in entries:
            return entries[indicator].value
        value = self.values.get((report.unit_id, indicator, report.period))
        return None if value is None else value.value

    def findings(
        self, report: Report, line: Line, value: Decimal, entries: Entries
    ) -> tuple[Finding, ...]:
        """Return what the line's checks say of a value."""
        if not line.checks:
            return ()
        place = (report.pk, line.indicator.pk)
        if place not in self.found:
            held = self.figures(report, line, value, entries)
            self.found[place] = findings(line.checks, held)
        return self.found[place]

    def figures(self, report: Report, line: Line, value: Decimal, entries: Entries) -> Figures:
        """Return a value with everything that it is compared with."""
        indicator, kinds = line.indicator, {rule.kind for rule in line.checks}
        same_year = before(report.period)[:4] == report.period[:4]
        cumulative = indicator.accumulation == Indicator.Accumulation.CUMULATIVE
        return Figures(
            value,
            indicator.decimals,
            self.previous(report, indicator.pk),
            self.year_ago(report, indicator.pk),
            same_year,
            [self.now(report, part, entries) for part in line.parts],
            self.others(report, entries) if "ratio" in kinds else {},
            self.peers_say(report, indicator.pk) if "outlier" in kinds else [],
            begins_anew=cumulative and not same_year,
        )

    def others(self, report: Report, entries: Entries) -> dict[str, Decimal]:
        """Return the values of this period that a ratio is asked to, by indicator code."""
        found = {code: self.now(report, other.pk, entries) for code, other in self.codes.items()}
        return {code: other for code, other in found.items() if other is not None}

    def peers_say(self, report: Report, indicator: int) -> list[Decimal]:
        """Return what the other units of the group have handed in for this period."""
        places = ((unit, indicator, report.period) for unit in self.peers.get(report.unit_id, ()))
        return [self.group[place] for place in places if place in self.group]


@lru_cache(maxsize=512)
def before(period: str) -> str:
    """Return the canonical text of the period before."""
    return str(Period.parse(period).previous())


@lru_cache(maxsize=512)
def year_before(period: str) -> str:
    """Return the canonical text of the same period a year earlier."""
    return str(Period.parse(period).year_ago())


def background_of(reports: Sequence[Report]) -> Background:
    """Read what some reports need; the number of queries does not depend on how many they are.

    The reports come with their data sets (`select_related`).
    """
    datasets = {report.dataset_id: report.dataset for report in reports}
    made = Background(lines_of(list(datasets.values())), entries_of(reports))
    lines = [line for held in made.lines.values() for line in held]
    asked = {
        str(rule.settings.get("to"))
        for line in lines
        for rule in line.checks
        if rule.kind == "ratio"
    }
    if asked:
        made.codes = {item.code: item for item in Indicator.objects.filter(code__in=asked)}
    _read_values(made, reports, lines)
    return made


def _read_values(made: Background, reports: Sequence[Report], lines: Sequence[Line]) -> None:
    units = {report.unit_id for report in reports}
    periods = {report.period for report in reports}
    indicators = {line.indicator.pk for line in lines} | {item.pk for item in made.codes.values()}
    with_parts = indicators | {part for line in lines for part in line.parts}
    past = {when(period) for period in periods for when in (before, year_before)}
    compared = {
        line.indicator.pk for line in lines if any(rule.kind == "outlier" for rule in line.checks)
    }
    if compared:
        made.peers = peers_of(units)
    peers = {unit for held in made.peers.values() for unit in held}
    made.values = newest_values(units, with_parts, periods)
    made.earlier = newest_figures(units, indicators, past)
    made.group = newest_figures(peers, compared, periods)


def entries_of(reports: Sequence[Report]) -> dict[int, dict[int, Entry]]:
    """Return the cells of drafts by report and indicator."""
    found: dict[int, dict[int, Entry]] = {report.pk: {} for report in reports}
    cells: Iterable[tuple[Any, ...]] = Cell.objects.filter(report__in=found).values_list(
        "report_id", "indicator_id", "value", "applicable", "statement", "source"
    )
    for report, indicator, *rest in cells:
        found[report][indicator] = Entry(*rest)
    return found


def peers_of(units: set[int]) -> dict[int, tuple[int, ...]]:
    """Return for each unit the others that stand in a group with it."""
    groups: dict[int, set[int]] = {}
    for group, unit in GroupMember.objects.filter(group__members__unit__in=units).values_list(
        "group_id", "unit_id"
    ):
        groups.setdefault(group, set()).add(unit)
    return {
        unit: tuple(
            sorted(set().union(*(held for held in groups.values() if unit in held)) - {unit})
        )
        for unit in units
    }
