"""A bulk feed, from the file to checked versions, beside what could be done by hand.

The peers write the same rows without reading, checking or comparing: a bare COPY is the floor.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measuring import Goal, Ranks, Report, side_by_side
from benchmarks.site_database import FOLDER, site_database

AT = datetime(2026, 10, 9, tzinfo=UTC)
LIMIT_SECONDS = 30
PERIODS = [f"{year}-{month:02d}" for year in range(2023, 2026) for month in range(1, 13)]


def measure(units: int, indicators: int, runs: int) -> Report:
    """Time a feed of units × indicators × 36 months as csv."""
    with site_database():
        county = _county(units, indicators)
        rows = [
            (unit, item, period, f"{place % 9973}.25")
            for place, (unit, item, period) in enumerate(
                (unit, item, period)
                for item in county["items"]
                for period in PERIODS
                for unit in county["units"]
            )
        ]
        path = FOLDER / "feed.csv"
        _write(path, rows)
        timings = side_by_side(
            {
                "sanbi feed": _undone(lambda: _feed(county, path)),
                "bare COPY": _undone(lambda: _copy(rows)),
                "bulk_create": _undone(lambda: _bulk_create(rows)),
            },
            runs,
        )
        path.unlink()
    seconds, floor = timings[0].median, timings[1].median
    goal = Goal(
        f"under {LIMIT_SECONDS} s",
        f"{seconds:.1f} s, {seconds / floor:.1f} × a bare COPY",
        seconds < LIMIT_SECONDS,
    )
    title = f"{len(rows):,} rows of figures from a csv to PostgreSQL"
    notes = ("the peers neither read the file nor check, compare, or record what they do",)
    return Report(title, timings, [goal], notes)


def _county(units: int, indicators: int) -> dict[str, Any]:
    from sanbi.apps.indicators.models import Indicator
    from sanbi.apps.orgs.models import Unit

    bureau = Unit.objects.create(code="D2", name="统计局", kind="department")
    made = Unit.objects.bulk_create(
        Unit(code=f"U{number}", name=f"单位{number}", kind="township") for number in range(units)
    )
    items = Indicator.objects.bulk_create(
        Indicator(
            code=f"i{number}",
            name=f"指标{number}",
            measure="万元",
            direction="high",
            accumulation="stock",
            decimals=2,
            frequency="month",
            kind="statistic",
            owner=bureau,
        )
        for number in range(indicators)
    )
    return {"bureau": bureau, "units": made, "items": items}


def _write(path: Path, rows: list[tuple[Any, Any, str, str]]) -> None:
    lines = ["unit,indicator,period,value"]
    lines += [f"{unit.code},{item.code},{period},{value}" for unit, item, period, value in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _undone(work: Callable[[], None]) -> Callable[[], Ranks]:
    """Do the work in a transaction that is undone; what was written is the answer."""

    def run() -> Ranks:
        from django.db import connection, transaction

        with transaction.atomic():
            work()
            with connection.cursor() as cursor:
                cursor.execute("select count(*), sum(value)::bigint from indicators_observation")
                found = cursor.fetchone()
            transaction.set_rollback(True)
        return np.array(found, np.int64)

    return run


def _feed(county: dict[str, Any], path: Path) -> None:
    from sanbi.apps.audit.actors import Actor, Grant, Role
    from sanbi.apps.indicators.feeding.services import feed_add, take_in

    bureau = county["bureau"].pk
    actor = Actor(1, "bench", bureau, "统计局", (Grant(Role.BUREAU, bureau),))
    feed = feed_add(actor=actor, now=AT, owner=bureau, name=path.name, content=path.read_bytes())
    take_in(actor, AT, feed.pk, path)


COLUMNS = (
    "unit_id, indicator_id, period, version, value, applicable, statement, reason, revised, "
    'source, edition, "by", by_name, at'
)


def _copy(rows: list[tuple[Any, Any, str, str]]) -> None:
    from django.db import connection

    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy indicators_observation ({COLUMNS}) from stdin") as copy,
    ):
        for unit, item, period, value in rows:
            copy.write_row(
                (unit.pk, item.pk, period, 1, value, True, "", "", False, "feed", "", 1, "b", AT)
            )


def _bulk_create(rows: list[tuple[Any, Any, str, str]]) -> None:
    from sanbi.apps.indicators.models import Observation

    Observation.objects.bulk_create(
        (
            Observation(
                unit=unit,
                indicator=item,
                period=period,
                version=1,
                value=value,
                source="feed",
                by=1,
                by_name="b",
                at=AT,
            )
            for unit, item, period, value in rows
        ),
        batch_size=5_000,
    )
