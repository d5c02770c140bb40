"""One example for each service of the feeds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import polars as pl

from sanbi.apps.indicators.feeding import services
from sanbi.apps.indicators.feeding.faults import FeedRefused, RowFaults
from sanbi.apps.indicators.models import Feed
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import County


def _adding(who: str, county: County, now: datetime) -> Deed:
    content = "单位,指标,期,数值\n".encode()
    owner = county.statistics.pk
    return lambda: services.feed_add(
        actor=county.actor(who), now=now, owner=owner, name="a.csv", content=content
    )


def _with_feed(
    service: Callable[..., Feed], who: str, county: County, now: datetime, **asked: Any
) -> Deed:
    feed = _adding("stats", county, now)()
    return lambda: service(actor=county.actor(who), now=now, feed=feed.pk, **asked)


ROWS = pl.DataFrame(
    schema=dict.fromkeys(
        (
            "unit_id",
            "indicator_id",
            "period",
            "version",
            "value",
            "applicable",
            "statement",
            "revised",
            "released_on",
            "edition",
        ),
        pl.String,
    )
)
WITH_FEED: dict[str, tuple[Callable[..., Feed], dict[str, Any]]] = {
    "feed.begin": (services.feed_begin, {}),
    "feed.refuse": (services.feed_refuse, {"refusal": FeedRefused(RowFaults())}),
    "feed.write": (services.feed_write, {"rows": ROWS, "done": 0, "of": 0}),
    "feed.end": (services.feed_end, {"of": 0}),
    "feed.stop": (services.feed_stop, {}),
}
EXAMPLES = {"feed.add": Example(done=partial(_adding, "stats"), refused=partial(_adding, "clerk"))}
EXAMPLES |= {
    action: Example(
        done=partial(_with_feed, service, "stats", **asked),
        refused=partial(_with_feed, service, "clerk", **asked),
    )
    for action, (service, asked) in WITH_FEED.items()
}
