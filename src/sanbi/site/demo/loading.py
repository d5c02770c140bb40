"""Load the county: everything that happened, in order, each deed by its own service.

The whole load is one transaction: an end halfway, even by kill -9, leaves nothing behind. What was
loaded is marked by an entry of the audit that holds the generator's digest and the stage.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from django.db import transaction

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.audit.services import service, tell
from sanbi.engine.integrity import digest, json_bytes
from sanbi.site.demo.bulletins import bulletins
from sanbi.site.demo.cataloguing import enter_catalogue, set_targets
from sanbi.site.demo.county import county
from sanbi.site.demo.desk import BEGINNING, Desk, Happening, Say, moment
from sanbi.site.demo.dispatching import dispatching
from sanbi.site.demo.exchanging import exchanging
from sanbi.site.demo.history import feed_history
from sanbi.site.demo.inbox import receiving
from sanbi.site.demo.plans import planning
from sanbi.site.demo.polling import polling
from sanbi.site.demo.projects import running
from sanbi.site.demo.registers import keeping
from sanbi.site.demo.reporting import correcting, reported_periods, reporting
from sanbi.site.demo.rewarding import rewarding
from sanbi.site.demo.rounds import assessing, laying_down
from sanbi.site.demo.settling import settle
from sanbi.site.demo.supervision import supervising

MARK = "demo.load"
STAGES = ("collecting", "frozen", "published", "final")
_ENDS = {
    "collecting": (date(2026, 10, 19), 14, 32),
    "frozen": (date(2026, 10, 20), 19, 0),
    "published": (date(2026, 10, 23), 9, 30),
    "final": (date(2026, 10, 31), 18, 0),
}


@dataclass(frozen=True)
class Loaded:
    """What there is after loading; ``new``: whether this call did something.

    ``moment`` is where the county's clock then stands: at the end of the story, or later where
    people have worked with it since.
    """

    stage: str
    new: bool

    @property
    def moment(self) -> datetime:
        """Where the county's clock goes on from."""
        end = moment(*_ENDS[self.stage])
        worked = Entry.objects.exclude(action=MARK).order_by("-at").values_list("at", flat=True)
        last = worked.first()
        return end if last is None else max(end, last + timedelta(seconds=1))


def load(stage: str = "collecting", progress: Say = lambda _text: None) -> Loaded:
    """Load the county up to a stage of the third quarter of 2026; do nothing where it is there.

    A county at an earlier stage goes on from where it stands, past what people did meanwhile; one
    at a later stage stays, and so does one that another version of these files has made, or that
    people have brought where the story cannot go on.

    Parameters
        stage : collecting, frozen, published or final.
        progress : is told what is being loaded.
    Raises
        ValueError  for another stage.
    """
    if stage not in STAGES:
        raise ValueError(f"stage {stage}: choose one of {', '.join(STAGES)}")
    mark = _last_mark()
    done = None if mark is None else str(mark.details["stage"])
    if mark is not None and mark.details["sources"] != sources_digest():
        progress("演示县由另一版本的程序载入，保持原样；要重新载入，请删除数据文件夹")
        return Loaded(str(done), new=False)
    if done is not None and STAGES.index(done) >= STAGES.index(stage):
        return Loaded(done, new=False)
    desk = Desk(county(), progress)
    try:
        _go_on(desk, done, stage)
    except (Refused, NotAllowed) as error:
        if done is None:
            raise
        progress(f"演示县停在原处，因为有人动过它：{error}")
        return Loaded(done, new=False)
    return Loaded(stage, new=True)


@transaction.atomic
def _go_on(desk: Desk, done: str | None, stage: str) -> None:
    """From one stage to another, wholly or not at all."""
    if done is None:
        _begin(desk)
    since = moment(*_ENDS[done]) if done else datetime.min.replace(tzinfo=UTC)
    _live(desk, since, moment(*_ENDS[stage]))
    _mark(actor=SYSTEM, now=moment(*_ENDS[stage]), county_digest=desk.county.digest(), stage=stage)


def sources_digest() -> str:
    """Return the digest of everything that the county is made from, without making it."""
    here = Path(__file__).parent
    files = sorted(here.glob("**/*.py")) + sorted(here.glob("**/*.yaml"))
    kept = {str(file.relative_to(here)): digest(file.read_bytes()) for file in files}
    return digest(json_bytes(kept))


def _last_mark() -> Entry | None:
    """The audit's entry of the last load, None in an empty database."""
    done = Entry.objects.filter(action=MARK, outcome=Entry.Outcome.DONE)
    return done.order_by("-id").first()


@service(MARK)
def _mark(*, actor: object, now: datetime, county_digest: str, stage: str) -> None:
    """Note in the audit that the invented county was loaded, and which one."""
    del actor, now
    sources = sources_digest()
    tell(None, county=county_digest, sources=sources, stage=stage, fictional="演示县·数据虚构")


def _begin(desk: Desk) -> None:
    """Everything that is there before the first report."""
    start = moment(BEGINNING, 9)
    desk.say("单位和人员")
    settle(desk, start)
    desk.say("指标和数据集")
    enter_catalogue(desk, start)
    set_targets(desk, start, 2025)
    desk.say("历史数据")
    feed_history(desk, moment(date(2025, 10, 20), 10))


def _live(desk: Desk, since: datetime, until: datetime) -> None:
    """Let happen what happened after a moment, up to another."""
    month = ""
    merged = heapq.merge(*map(_sorted, _courses(desk)), key=lambda item: item.at)
    happenings = [item for item in merged if since < item.at <= until]
    for number, happening in enumerate(happenings):
        if f"{happening.at:%Y-%m}" != month:
            month = f"{happening.at:%Y-%m}"
            share = round(100 * number / len(happenings))
            desk.say(f"{share:>3}%  {happening.at:%Y}年{happening.at.month}月的填报和轮次")
        happening.deed(happening.at)


def _sorted(course: Iterator[Happening]) -> list[Happening]:
    return sorted(course, key=lambda item: item.at)


def _courses(desk: Desk) -> Iterator[Iterator[Happening]]:
    yield laying_down(desk)
    yield iter([Happening(moment(date(2026, 1, 20), 10), partial(_targets, desk, 2026))])
    for period in reported_periods():
        yield reporting(desk, period)
    yield correcting(desk)
    yield assessing(desk)
    yield rewarding(desk)
    yield running(desk)
    yield dispatching(desk)
    yield supervising(desk)
    yield keeping(desk)
    yield bulletins(desk)
    yield planning(desk)
    yield polling(desk)
    yield exchanging(desk)
    yield receiving(desk)


def _targets(desk: Desk, year: int, now: datetime) -> None:
    set_targets(desk, now, year)
