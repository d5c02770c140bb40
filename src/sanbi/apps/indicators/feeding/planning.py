"""Checks a feed against the catalogue and says what would be written; writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _

from sanbi.apps.indicators.feeding.faults import FeedRefused, RowFaults
from sanbi.apps.indicators.models import Feed, Indicator, ReportState
from sanbi.apps.orgs.models import Unit
from sanbi.engine.calendar import Period, PeriodError

NOT_APPLICABLE = ("不适用", "n/a", "N/A")
KEYS = ["indicator_id", "period", "unit_id"]
LENGTHS = {"month": "month", "quarter": "quarter", "half": "half", "year": "year"}


@dataclass(frozen=True)
class Plan:
    """What a feed would write.

    ``rows`` holds unit_id, indicator_id, period, version, value (text), applicable, released_on,
    edition, statement, revised; in the order of `KEYS`. ``same`` rows hold what is known already.
    """

    rows: pl.DataFrame
    same: int


def plan_feed(feed: Feed, table: pl.DataFrame) -> Plan:
    """Check every row and compare with the latest versions.

    Raises
    ------
    FeedRefused
        with every fault: nothing of the file is taken in.
    """
    faults = RowFaults()
    rows = _with_units(table, faults)
    rows = _with_indicators(rows, feed, faults)
    rows = _with_periods(rows, faults)
    rows = _with_values(rows, faults)
    rows = _with_dates(rows, faults)
    _refuse_repeats(rows, faults)
    if faults.count:
        raise FeedRefused(faults)
    plan = _compared(rows)
    locked = plan.rows.filter(pl.col("revised"))
    if len(locked) and not feed.reason:
        for row in locked["row"].to_list():
            faults.add(row, "value", _("The report is locked: state a reason for the correction."))
        raise FeedRefused(faults)
    return plan


def _note(
    rows: pl.DataFrame, bad: pl.Expr, column: str, words: Callable[[str], str], faults: RowFaults
) -> None:
    """Note a fault for each row that an expression marks."""
    for row, text in rows.filter(bad).select("row", column).iter_rows():
        faults.add(row, column, words(text))


def _matched(rows: pl.DataFrame, column: str, known: dict[str, int]) -> pl.DataFrame:
    """The rows with ``<column>_id`` beside the column; −1 where it is not known."""
    pairs = pl.DataFrame(
        {column: list(known), f"{column}_id": list(known.values())},
        schema={column: pl.String, f"{column}_id": pl.Int64},
    )
    return rows.join(pairs, on=column, how="left", maintain_order="left").with_columns(
        pl.col(f"{column}_id").fill_null(-1)
    )


def _with_units(rows: pl.DataFrame, faults: RowFaults) -> pl.DataFrame:
    """Units by code, by either national code, or by their full name."""
    known: dict[str, int] = {}
    for unit in Unit.objects.filter(until__isnull=True).order_by("-pk"):
        names = (unit.name, unit.civil_code, unit.statistics_code, unit.code)
        known |= {name: unit.pk for name in names if name}
    rows = _matched(rows, "unit", known)
    _note(
        rows,
        pl.col("unit_id") < 0,
        "unit",
        lambda text: _("There is no unit '{text}'.").format(text=text),
        faults,
    )
    return rows


def _with_indicators(rows: pl.DataFrame, feed: Feed, faults: RowFaults) -> pl.DataFrame:
    """Indicators by code or name; only those that the feed's bureau owns."""
    items = list(Indicator.objects.filter(active=True))
    known = {item.name: item.pk for item in items} | {item.code: item.pk for item in items}
    rows = _matched(rows, "indicator", known)
    _note(
        rows,
        pl.col("indicator_id") < 0,
        "indicator",
        lambda text: _("There is no indicator '{text}'.").format(text=text),
        faults,
    )
    foreign = [item.pk for item in items if item.owner_id != feed.owner_id]
    _note(
        rows,
        pl.col("indicator_id").is_in(foreign),
        "indicator",
        lambda text: _("'{text}' belongs to another bureau.").format(text=text),
        faults,
    )
    facts = pl.DataFrame(
        {
            "indicator_id": [item.pk for item in items],
            "decimals": [item.decimals for item in items],
            "frequency": [str(item.frequency) for item in items],
        },
        schema={"indicator_id": pl.Int64, "decimals": pl.Int64, "frequency": pl.String},
    )
    return rows.join(facts, on="indicator_id", how="left", maintain_order="left")


def _with_periods(rows: pl.DataFrame, faults: RowFaults) -> pl.DataFrame:
    """Periods in their canonical text, of the indicator's own length."""
    found: dict[str, tuple[str, str]] = {}
    for text in rows["period"].unique().to_list():
        try:
            period = Period.parse(text)
            found[text] = (str(period), period.kind.value)
        except PeriodError:
            found[text] = ("", "")
    texts = pl.DataFrame(
        {
            "period": list(found),
            "canonical": [canonical for canonical, _kind in found.values()],
            "length": [kind for _canonical, kind in found.values()],
        },
        schema={"period": pl.String, "canonical": pl.String, "length": pl.String},
    )
    rows = rows.join(texts, on="period", how="left", maintain_order="left")
    _note(
        rows,
        pl.col("canonical") == "",
        "period",
        lambda text: _("'{text}' is no period; write 2026-09, 2026Q3, 2026H1 or 2026.").format(
            text=text
        ),
        faults,
    )
    _note(
        rows,
        (pl.col("canonical") != "") & (pl.col("length") != pl.col("frequency")),
        "period",
        lambda text: _("'{text}' does not fit the indicator's frequency.").format(text=text),
        faults,
    )
    return rows.with_columns(period=pl.col("canonical")).drop("canonical", "length")


def _with_values(rows: pl.DataFrame, faults: RowFaults) -> pl.DataFrame:
    """Numbers as decimal texts without separators; 不适用 is no value."""
    plain = pl.col("value").str.replace_all("−", "-", literal=True)
    grouped = plain.str.contains(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
    number = pl.when(grouped).then(plain.str.replace_all(",", "", literal=True)).otherwise(plain)
    rows = rows.with_columns(applicable=~pl.col("value").is_in(list(NOT_APPLICABLE)), number=number)
    good = pl.col("number").str.contains(r"^-?\d{1,17}(\.\d{1,6})?$")
    _note(
        rows,
        pl.col("applicable") & (pl.col("value") == ""),
        "value",
        lambda _text: _("The value is empty; write a number, or 不适用."),
        faults,
    )
    _note(
        rows,
        pl.col("applicable") & (pl.col("value") != "") & ~good,
        "value",
        lambda text: _("'{text}' is not a number.").format(text=text),
        faults,
    )
    places = pl.col("number").str.extract(r"\.(\d*?)0*$").fill_null("").str.len_chars()
    _note(
        rows,
        pl.col("applicable") & good & (places > pl.col("decimals")),
        "value",
        lambda text: _("'{text}' has more decimals than the indicator.").format(text=text),
        faults,
    )
    return rows


def _with_dates(rows: pl.DataFrame, faults: RowFaults) -> pl.DataFrame:
    """Release dates of official statistics, as YYYY-MM-DD."""
    text = pl.col("released_on")
    rows = rows.with_columns(day=text.str.to_date("%Y-%m-%d", strict=False))
    _note(
        rows,
        (text != "") & pl.col("day").is_null(),
        "released_on",
        lambda text: _("'{text}' is no date; write 2026-10-18.").format(text=text),
        faults,
    )
    return rows


def _refuse_repeats(rows: pl.DataFrame, faults: RowFaults) -> None:
    known = rows.filter((pl.col("unit_id") >= 0) & (pl.col("indicator_id") >= 0))
    first = known.with_columns(first=pl.col("row").min().over(KEYS))
    for row, before in (
        first.filter(pl.col("row") > pl.col("first")).select("row", "first").iter_rows()
    ):
        faults.add(
            row,
            "unit",
            _("The same unit, indicator and period stand in row {before}.").format(before=before),
        )


def _compared(rows: pl.DataFrame) -> Plan:
    """Versions for the rows that say something new."""
    latest = _latest(rows["indicator_id"].unique().to_list(), rows["period"].unique().to_list())
    joined = rows.join(latest, on=KEYS, how="left")
    value = pl.when("applicable").then(pl.col("number").cast(pl.Decimal(24, 6)))
    same = (
        pl.col("version").is_not_null()
        & (value.eq_missing(pl.col("held")))
        & (pl.col("applicable") == pl.col("held_applicable"))
    )
    changed = joined.filter(~same).sort(KEYS)
    wanted = changed.select(
        "row",
        "unit_id",
        "indicator_id",
        "period",
        "applicable",
        "edition",
        "statement",
        value=pl.when("applicable").then("number"),
        released_on="day",
        version=pl.col("version").fill_null(0) + 1,
        revised=pl.col("locked").fill_null(value=False),
    )
    return Plan(wanted, len(joined) - len(wanted))


LATEST = """
select distinct on (o.indicator_id, o.period, o.unit_id)
    o.indicator_id, o.period, o.unit_id, o.version, o.value::text, o.applicable
from indicators_observation o
where o.indicator_id = any(%s) and o.period = any(%s)
order by o.indicator_id, o.period, o.unit_id, o.version desc
"""
LOCKED = """
select distinct l.indicator_id, r.period, r.unit_id
from indicators_report r
join indicators_datasetline l on l.dataset_id = r.dataset_id
where r.state = %s and l.indicator_id = any(%s) and r.period = any(%s)
"""


def _latest(indicators: list[int], periods: list[str]) -> pl.DataFrame:
    """The latest version of every figure concerned, and whether its report is locked."""
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [indicators, periods])
        held = pl.DataFrame(
            cursor.fetchall(),
            schema={
                "indicator_id": pl.Int64,
                "period": pl.String,
                "unit_id": pl.Int64,
                "version": pl.Int64,
                "held": pl.String,
                "held_applicable": pl.Boolean,
            },
            orient="row",
        )
        cursor.execute(LOCKED, [ReportState.LOCKED, indicators, periods])
        locked = pl.DataFrame(
            cursor.fetchall(),
            schema={"indicator_id": pl.Int64, "period": pl.String, "unit_id": pl.Int64},
            orient="row",
        ).with_columns(locked=pl.lit(value=True))
    return held.with_columns(pl.col("held").cast(pl.Decimal(24, 6))).join(
        locked, on=KEYS, how="full", coalesce=True
    )
