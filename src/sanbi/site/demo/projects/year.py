"""The year of the county's projects, from the first table to the nineteenth of October."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.orgs.models import Message
from sanbi.apps.orgs.services.inbox import messages_read
from sanbi.apps.projects.services import lamps_read, nodes_warn, obstacles_escalate
from sanbi.engine.calendar import Period
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.projects import climbing, entering
from sanbi.site.demo.projects.factors import factors
from sanbi.site.demo.projects.model import Undertaking
from sanbi.site.demo.projects.money import Money
from sanbi.site.demo.projects.nodes import Chains
from sanbi.site.demo.projects.obstacles import obstacles
from sanbi.site.demo.projects.works import Works

REGISTER = date(2025, 10, 16)
LAID = date(2025, 10, 24)
PLANNED = date(2026, 1, 22)
LAST = date(2026, 10, 18)
READ = date(2026, 10, 12)
MONTHS = tuple(f"2025-{month}" for month in (10, 11, 12)) + tuple(
    f"2026-{month:02d}" for month in range(1, 10)
)
LAMPS_FROM = "2026-04"
"""The first month of which the lamps of all projects are read, also of those that report none."""
WALKS_EVERY = timedelta(days=12)
STATISTICS = timedelta(days=38)
COUNTED = (date(2025, 12, 25), date(2026, 3, 25), date(2026, 6, 25), date(2026, 9, 25))
REPLANNED = (
    ("石桥至松涛快速通道", date(2026, 5, 14), 45, "征迁滞后，经调度会同意顺延"),
    ("金坪有色金属加工项目", date(2026, 6, 18), 30, "主要设备到货推迟"),
    ("白鹭生物医药产业园", date(2026, 9, 15), -75, "按签约承诺的投产日期倒排"),
)
"""Plans that were signed anew; the last one cannot be kept."""


STORY_ENDS = date(2026, 10, 31)
"""What people raise by hand climbs too, night by night, up to the last stage."""


def running(desk: Desk) -> Iterator[Happening]:
    """Yield everything that happens with projects."""
    works = Works(desk)
    chains, money = Chains(works), Money(works)
    yield Happening(moment(REGISTER, 10), partial(entering.import_register, works))
    yield Happening(moment(REGISTER, 16), money.set_quantities)
    yield from _members(works, chains)
    yield from _walking(works, chains)
    yield from _money(money)
    yield from obstacles(works)
    yield from factors(works)
    day = REGISTER + timedelta(days=1)
    while day <= STORY_ENDS:
        yield Happening(moment(day, 0, 30), obstacles_escalate)
        day += timedelta(days=1)

    yield Happening(moment(READ, 8, 30), partial(_read_all, works))
    yield Happening(moment(LAST, 7, 30), _warn)


def _read_all(works: Works, now: datetime) -> None:
    """Let everybody have read the inbox, so that only the last days' lines are new."""
    waiting = Message.objects.filter(read_at__isnull=True).values_list("user__username", flat=True)
    for username in sorted(set(waiting)):
        messages_read(actor=works.desk.named(username), now=now)


def _warn(now: datetime) -> None:
    nodes_warn(actor=SYSTEM, now=now)


def _members(works: Works, chains: Chains) -> Iterator[Happening]:
    """Who joins, is signed, reaches capacity and is given up; whose nodes are laid out when."""
    for number, item in enumerate(works.items):
        if item.joins:
            yield Happening(moment(item.joins, 9, number % 60), partial(entering.join, works, item))
        if item.signs:
            yield Happening(moment(item.signs, 15, number % 60), _one(climbing.climb, works, item))
        if item.has_nodes:
            first = item.signs or item.joins or LAID
            at = moment(first + timedelta(days=5), 10 + number % 7, number % 60)
            yield Happening(at, partial(chains.lay, item))
        elif item.life in {"fresh", "running"}:
            yield from _stages(works, item)
        if item.life == "full":
            full = date(2026, 2, 10) + timedelta(days=round(200 * works.chance("full", item.code)))
            yield Happening(moment(full, 15), _one(climbing.climb, works, item))
        if item.life == "given":
            gone = date(2026, 3, 10) + timedelta(days=round(150 * works.chance("gone", item.code)))
            yield Happening(moment(gone, 15), partial(entering.give_up, works, item))


def _stages(works: Works, item: Undertaking) -> Iterator[Happening]:
    """A project without nodes begins, or goes into production, on its day."""
    produces = date(2026, 2, 20) + timedelta(days=round(180 * works.chance("made", item.code)))
    day = produces if item.life == "running" else item.start_on
    if day is not None and day <= LAST:
        yield Happening(moment(day + timedelta(days=3), 16), _one(climbing.climb, works, item))


def _one(deed: Callable[..., object], *given: object) -> Callable[[datetime], object]:
    return lambda now: deed(*given, now)


def _walking(works: Works, chains: Chains) -> Iterator[Happening]:
    day = LAID + WALKS_EVERY
    while day <= LAST:
        yield Happening(moment(day, 17, 20), chains.walk)
        day += WALKS_EVERY
    waits = partial(climbing.enter_statistics, works, waits=STATISTICS)
    for day in COUNTED:
        yield Happening(moment(day, 11), waits)
    by_name = {item.name: item for item in works.items}
    for name, on, days, reason in REPLANNED:
        deed = partial(chains.again, by_name[name], days, reason)
        yield Happening(moment(on, 16, 10), deed)


def _money(money: Money) -> Iterator[Happening]:
    yield Happening(moment(PLANNED, 10), partial(money.set_plans, 2026))
    for period in MONTHS:
        end = Period.parse(period).end
        yield Happening(moment(end + timedelta(days=6), 11), partial(money.report, period))
        if period >= LAMPS_FROM:
            yield Happening(moment(end + timedelta(days=11), 2), partial(_read_lamps, period))


def _read_lamps(period: str, now: datetime) -> None:
    lamps_read(actor=SYSTEM, now=now, period=period)
