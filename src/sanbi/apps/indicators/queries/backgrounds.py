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
from sanbi.apps.indicators.queries.values import Key, Value, versions_of
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
    """Everything that some reports are shown and checked with; made by `background_of`."""

    lines: dict[int, tuple[Line, ...]]
    entries: dict[int, dict[int, Entry]]
    values: dict[Key, Value] = field(default_factory=dict)
    codes: dict[str, Indicator] = field(default_factory=dict)
    peers: dict[int, tuple[int, ...]] = field(default_factory=dict)
    found: dict[tuple[int, int], tuple[Finding, ...]] = field(default_factory=dict)

    def known(self, unit: int, indicator: int, period: str) -> Decimal | None:
        """Return the newest version of a value; None where there is none."""
        value = self.values.get((unit, indicator, period))
        return None if value is None else value.value

    def previous(self, report: Report, indicator: int) -> Decimal | None:
        """Return the value of the period before."""
        return self.known(report.unit_id, indicator, before(report.period))

    def year_ago(self, report: Report, indicator: int) -> Decimal | None:
        """Return the value of the same period a year earlier."""
        return self.known(report.unit_id, indicator, year_before(report.period))

    def now(self, report: Report, indicator: int, entries: Entries) -> Decimal | None:
        """Return the value of this period: from the draft, else what is known otherwise."""
        if indicator in entries:
            return entries[indicator].value
        return self.known(report.unit_id, indicator, report.period)

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
        indicator = line.indicator
        peers = (
            self.known(unit, indicator.pk, report.period)
            for unit in self.peers.get(report.unit_id, ())
        )
        others = {code: self.now(report, other.pk, entries) for code, other in self.codes.items()}
        same_year = before(report.period)[:4] == report.period[:4]
        cumulative = indicator.accumulation == Indicator.Accumulation.CUMULATIVE
        return Figures(
            value,
            indicator.decimals,
            self.previous(report, indicator.pk),
            self.year_ago(report, indicator.pk),
            same_year,
            [self.now(report, part, entries) for part in line.parts],
            {code: other for code, other in others.items() if other is not None},
            [peer for peer in peers if peer is not None],
            begins_anew=cumulative and not same_year,
        )


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
    if any(rule.kind == "outlier" for line in lines for rule in line.checks):
        made.peers = peers_of({report.unit_id for report in reports})
    made.values = versions_of(_keys(reports, made))
    return made


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


def _keys(reports: Sequence[Report], made: Background) -> set[Key]:
    keys: set[Key] = set()
    others = {item.pk for item in made.codes.values()}
    for report in reports:
        lines = made.lines[report.dataset_id]
        indicators = {line.indicator.pk for line in lines} | others
        parts = {part for line in lines for part in line.parts}
        for period in (report.period, before(report.period), year_before(report.period)):
            keys |= {(report.unit_id, indicator, period) for indicator in indicators | parts}
        for unit in made.peers.get(report.unit_id, ()):
            keys |= {(unit, indicator, report.period) for indicator in indicators}
    return keys
