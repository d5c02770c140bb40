"""Points for counted events: so many each, by kind (S5, S8, S12, S14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.arithmetic.exact import decimal_fraction
from sanbi.engine.scoring.faults import DataFaults, Fault


@dataclass(frozen=True)
class CountedEvent:
    """An event that counts: how many of a kind, and the points of each."""

    unit: str
    kind: str
    count: Fraction
    each: Fraction
    document: str
    note: str


def counted_events(
    table: pl.DataFrame, item: str, period: str, params: Mapping[str, Any]
) -> list[CountedEvent]:
    """The events of this item that count, in the order of the data.

    Raises
    ------
    DataFaults
        when an event has a kind for which the rule states no points.
    """
    each = params["each"]
    counted: list[CountedEvent] = []
    faults = []
    for row in _rows(table, item, period):
        if row["kind"] in params["exclude"]:
            continue
        if params["min_amount"] is not None and not _large(row["amount"], params["min_amount"]):
            continue
        value = each.get(row["kind"]) if isinstance(each, dict) else each
        if value is None:
            where = Phrase("events {unit}/{item}", unit=row["unit"], item=item)
            message = Phrase("the kind '{kind}' has no points in the scheme", kind=row["kind"])
            faults.append(
                Fault(where, message, Phrase("known: {words}", words=list(each)), "event-kind")
            )
            continue
        count = decimal_fraction(row["count"])
        counted.append(
            CountedEvent(row["unit"], row["kind"], count, value, row["document"], row["note"])
        )
    if faults:
        raise DataFaults(faults)
    return counted


def event_points(
    table: pl.DataFrame, item: str, period: str, params: Mapping[str, Any]
) -> dict[str, Fraction]:
    """Σ count·each for each unit that has events of this item; others have none.

    Raises
    ------
    DataFaults
        when an event has a kind for which the rule states no points.
    """
    points: dict[str, Fraction] = {}
    for event in counted_events(table, item, period, params):
        points[event.unit] = points.get(event.unit, Fraction(0)) + event.count * event.each
    return points


def event_counts(table: pl.DataFrame, item: str, period: str) -> dict[str, Fraction]:
    """Number of events of an item for each unit that has any."""
    counts: dict[str, Fraction] = {}
    for row in _rows(table, item, period):
        number = decimal_fraction(row["count"])
        counts[row["unit"]] = counts.get(row["unit"], Fraction(0)) + number
    return counts


def _rows(table: pl.DataFrame, item: str, period: str) -> list[dict[str, Any]]:
    held = table.filter((pl.col("item") == item) & (pl.col("period") == period))
    return held.to_dicts()


def _large(amount: float | None, least: Fraction) -> bool:
    return amount is not None and decimal_fraction(amount) >= least
