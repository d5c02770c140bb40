"""The names that a scheme knows, so that a misspelt one in the data is told at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import Origin

_HINTS = 50  # comparing takes long, and the hint is only a help


@dataclass(frozen=True)
class Expectation:
    """What the rows of the data may name. None means: not known, so nothing is checked.

    Parameters
        indicators : codes of the indicators that the scheme uses; others are noted, because a
            county's file may hold more than one scheme needs.
        leaves : ids of the leaves that are rated.
        items : ids of the leaves that count events, each with its kinds; no kinds allow any.
        electorates : ids of the electorates, each with its classes; no classes allow any.
    """

    indicators: frozenset[str] | None = None
    leaves: frozenset[str] | None = None
    items: Mapping[str, frozenset[str]] | None = None
    electorates: Mapping[str, frozenset[str]] | None = None


def check_names(
    frames: Mapping[str, pl.DataFrame],
    origins: Mapping[str, Origin],
    expected: Expectation,
    faults: FaultList,
) -> None:
    """Refuse rows that name a leaf, item, kind, electorate or class that the scheme has not."""
    if expected.indicators is not None and "observations" in origins:
        _note_indicators(frames, origins, expected.indicators, faults)
    for table, column, known in (
        ("ratings", "leaf", expected.leaves),
        ("events", "item", expected.items),
        ("ballots", "electorate", expected.electorates),
    ):
        if known is not None and table in origins:
            _refuse_names(frames[table], origins[table], column, known, faults)
    for table, column, part, parts in (
        ("events", "item", "kind", expected.items),
        ("ballots", "electorate", "class", expected.electorates),
    ):
        if parts is not None and table in origins:
            _refuse_parts(frames[table], origins[table], (column, part), parts, faults)


def _note_indicators(
    frames: Mapping[str, pl.DataFrame],
    origins: Mapping[str, Origin],
    known: frozenset[str],
    faults: FaultList,
) -> None:
    frame = frames["observations"]
    extra = frame.filter(~pl.col("indicator").is_in(list(known)) & (pl.col("indicator") != ""))
    first = extra.group_by("indicator").agg(pl.col("_row").min(), pl.len())
    for number, (code, row, rows) in enumerate(first.sort("_row").iter_rows()):
        place = origins["observations"].place(row, "indicator")
        like = _closest(code, known) if number < _HINTS else ""
        name = "unknown-indicator-like" if like else "unknown-indicator"
        facts = {"like": like} if like else {}
        faults.note(name, place, group=code, indicator=code, rows=rows, **facts)


def _refuse_names(
    frame: pl.DataFrame, origin: Origin, column: str, known: Iterable[str], faults: FaultList
) -> None:
    names = ", ".join(sorted(known)) or "—"
    wrong = frame.filter(~pl.col(column).is_in(sorted(known)) & (pl.col(column) != ""))
    for row, name in faults.listed(wrong).select("_row", column).iter_rows():
        place = origin.place(row, column)
        faults.add("unknown-name", place, column=column, name=name, names=names)


def _refuse_parts(
    frame: pl.DataFrame,
    origin: Origin,
    columns: tuple[str, str],
    parts: Mapping[str, frozenset[str]],
    faults: FaultList,
) -> None:
    name, part = columns
    for owner, known in parts.items():
        if not known:
            continue
        rows = frame.filter(pl.col(name) == owner)
        wrong = rows.filter(~pl.col(part).is_in(sorted(known)))
        shown = ", ".join(sorted(known))
        for row, kind in faults.listed(wrong).select("_row", part).iter_rows():
            place = origin.place(row, part)
            faults.add("unknown-kind", place, item=owner, column=part, kind=kind, kinds=shown)


def _closest(code: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(code, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else ""
