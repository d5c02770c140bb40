"""The figures from before the county used the platform: each bureau feeds them in from a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sanbi.apps.audit.actors import Role
from sanbi.apps.audit.errors import Refused
from sanbi.apps.indicators.feeding.services import feed_add, take_in
from sanbi.apps.indicators.models import Feed
from sanbi.apps.orgs.blobs import place_of
from sanbi.engine.calendar import Period
from sanbi.site.demo.desk import Desk

LAST = "2025-09"
COLUMNS = ("单位", "指标", "期", "数值", "发布日期", "版次", "说明")


def feed_history(desk: Desk, now: datetime) -> None:
    """Feed in all figures up to September 2025, one file for each bureau.

    Raises
        Refused  with the first fault, when a file is not taken in whole.
    """
    for owner in dict.fromkeys(measure.owner for measure in desk.county.measures):
        content = _file(desk, owner).encode("utf-8-sig")
        name = f"{desk.places[owner].short}历史数据.csv"
        bureau = desk.acting(Role.BUREAU, owner)
        feed = feed_add(
            actor=bureau,
            now=now,
            owner=desk.units[owner],
            name=name,
            content=content,
            reason="平台启用前的历史数据",
        )
        done = take_in(bureau, now, feed.pk, place_of(feed.blob.digest))
        if done.state != Feed.State.DONE:
            raise Refused(f"{name}: {done.faults[:1]}")


def before_the_platform(period: str) -> bool:
    """Whether a period's figures are fed in, not reported."""
    return Period.parse(period).end <= Period.parse(LAST).end


def _file(desk: Desk, owner: str) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(desk, owner))
    return text.getvalue()


def _rows(desk: Desk, owner: str) -> Iterator[tuple[str, ...]]:
    owned = {code: item for code, item in desk.measures.items() if item.owner == owner}
    for spot, value in desk.county.figures.items():
        measure = owned.get(spot.indicator)
        if measure is None or not before_the_platform(spot.period):
            continue
        release = ("", "")
        if measure.kind == "statistic":
            release = (_released(spot.period).isoformat(), "1")
        yield (spot.unit, spot.indicator, spot.period, str(value), *release, "")


def _released(period: str) -> date:
    """Statistics came out on the 18th of the month after."""
    return Period.parse(period).end + timedelta(days=18)
