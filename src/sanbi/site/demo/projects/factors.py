"""What is left of land, energy and money for the next months, and the plan that hands it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from sanbi.apps.projects.allocation.book import Basis, Book, Rules, Supply, standard_book
from sanbi.apps.projects.allocation.claims import Claim
from sanbi.apps.projects.models import AllocationRun, Project
from sanbi.apps.projects.services import (
    allocation_ask,
    allocation_decide,
    allocation_propose,
    claims_set,
    factors_set,
)
from sanbi.apps.projects.services.solving import allocation_solve
from sanbi.site.demo.desk import Happening, moment
from sanbi.site.demo.projects.works import Works

SET = date(2026, 9, 22)
CLAIMED = date(2026, 9, 24)
PLANNED = date(2026, 9, 28)
FIRST, MONTHS = "2026-10", 15
SECONDS = 10
DECIDER = "office2"
STAGES = ("lead", "signed")
LEAD_SHARE = 0.25
"""Of the projects that are not signed yet, this share asks already."""
RELEASED: dict[str, dict[int, float]] = {
    "land": {0: 120.0, 3: 300.0, 6: 200.0},
    "energy": {0: 9_000.0, 3: 12_000.0, 9: 8_000.0},
    "emission": {0: 40.0, 3: 80.0},
    "funds": {0: 9_000.0, 3: 14_000.0, 9: 9_000.0},
}
"""Factor → place of a month → what is released in it; the new year begins with the fourth."""
CARRIED = {"land": {3: 0.0}, "energy": {3: 0.5}, "emission": {3: 0.0}, "funds": {3: 0.0}}
APPROVING = 60.0
"""Person-days of the approving offices in each month."""
RULES = Rules(basis=Basis.NEED, least=0.3, most=3.0, frozen=0)
PROVINCE = 500
"""Land in 亩 from which the province provides it, outside of the county's quota."""


def factors(works: Works) -> Iterator[Happening]:
    """Yield the handing out: quotas, claims, the plan, and its decision."""
    yield Happening(moment(SET, 10), partial(_set, works))
    yield Happening(moment(CLAIMED, 15), partial(_claim, works))
    yield Happening(moment(PLANNED, 9), partial(_plan, works))
    yield Happening(moment(PLANNED, 16), partial(_decide, works))


def book() -> Book:
    """The county's quotas from October 2026 to the end of 2027."""
    plain = standard_book(FIRST, MONTHS)
    return Book(plain.first, tuple(_filled(item) for item in plain.supplies), RULES)


def _filled(item: Supply) -> Supply:
    if item.staff:
        return replace(item, months=(APPROVING,) * MONTHS)
    released = RELEASED[item.key]
    months = tuple(released.get(place, 0.0) for place in range(MONTHS))
    return replace(item, months=months, keeps=CARRIED[item.key])


def _set(works: Works, now: datetime) -> None:
    factors_set(actor=works.keeper, now=now, book=book(), seen=0, reason="市下达指标分解")


def _claim(works: Works, now: datetime) -> None:
    """Let the signed projects ask, and some that are not signed yet."""
    held = Project.objects.filter(dropped_on__isnull=True).in_bulk(works.keys.values())
    asking = []
    for item in works.known():
        row = held.get(works.keys[item.code])
        if row is None or row.stage not in STAGES:
            continue
        if item.factors.get("land_mu", 0) > PROVINCE:
            continue
        if row.stage == "lead" and works.chance("asks", item.code) >= LEAD_SHARE:
            continue
        rank = 1 if item.tags else 2 if row.stage == "signed" else 3
        day = date(2026, 7, 1 + round(29 * works.chance("asked", item.code)))
        asking.append(Claim(row.pk, rank=rank, arrived_on=day))
    claims_set(actor=works.keeper, now=now, claims=asking)


def _plan(works: Works, now: datetime) -> None:
    request = allocation_ask(
        actor=works.keeper, now=now, seconds=SECONDS, note="2026年四季度和2027年要素安排"
    )
    allocation_solve(request.pk, now)
    run = AllocationRun.objects.get(request=request)
    allocation_propose(actor=works.keeper, now=now, run=run.pk, note="提请审定")


def _decide(works: Works, now: datetime) -> None:
    publication = AllocationRun.objects.latest("number").publications.get()
    allocation_decide(
        actor=works.desk.named(DECIDER), now=now, publication=publication.pk, approve=True
    )
