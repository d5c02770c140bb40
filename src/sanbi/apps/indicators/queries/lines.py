"""Lines of data sets with what their checks need."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sanbi.apps.indicators.checking import Rule
from sanbi.apps.indicators.models import Check, Dataset, DatasetLine, Indicator
from sanbi.apps.indicators.models.catalogue import Kind

EDIT = "edit"
IMPORTED = "imported"
STATISTIC = "statistic"


@dataclass(frozen=True)
class Line:
    """A line of a data set.

    ``mode``: edit (typed by who reports), imported (comes by feed), statistic (released by its
    bureau, read only for units).
    """

    number: int
    heading: str
    required: bool
    mode: str
    indicator: Indicator
    checks: tuple[Rule, ...]
    parts: tuple[int, ...]


def mode_of(dataset: Dataset, line: DatasetLine) -> str:
    """Return how a line of a data set gets its values."""
    statistic = line.indicator.kind == Kind.STATISTIC
    if statistic and dataset.reporter == Dataset.Reporter.UNITS:
        return STATISTIC
    return IMPORTED if line.imported else EDIT


def lines_of(datasets: Collection[Dataset]) -> dict[int, tuple[Line, ...]]:
    """Return the lines of data sets by the data set's primary key, in three queries."""
    by_key = {dataset.pk: dataset for dataset in datasets}
    rows = list(
        DatasetLine.objects.filter(dataset__in=by_key)
        .select_related("indicator__owner")
        .order_by("dataset_id", "sequence", "id")
    )
    indicators = {row.indicator_id for row in rows}
    checks: dict[int, list[Rule]] = {}
    for check in Check.objects.filter(indicator__in=indicators):
        rule = Rule(check.kind, check.severity, check.settings)
        checks.setdefault(check.indicator_id, []).append(rule)
    parts: dict[int, list[int]] = {}
    for pk, whole in Indicator.objects.filter(part_of__in=indicators, active=True).values_list(
        "pk", "part_of_id"
    ):
        parts.setdefault(int(whole or 0), []).append(pk)
    found: dict[int, list[Line]] = {pk: [] for pk in by_key}
    for row in rows:
        held = found[row.dataset_id]
        held.append(
            Line(
                len(held) + 1,
                row.heading,
                row.required,
                mode_of(by_key[row.dataset_id], row),
                row.indicator,
                tuple(checks.get(row.indicator_id, ())),
                tuple(parts.get(row.indicator_id, ())),
            )
        )
    return {pk: tuple(lines) for pk, lines in found.items()}
