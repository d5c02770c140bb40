"""Quotas, claims and allocations for tests."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sanbi.apps.projects.allocation.book import Book, Rules, Supply, content_of
from sanbi.apps.projects.models import (
    AllocationPublication,
    AllocationRequest,
    AllocationRun,
    FactorBook,
    FactorClaim,
    Project,
)
from sanbi.apps.projects.services import (
    allocation_ask,
    allocation_decide,
    allocation_propose,
)
from sanbi.apps.projects.services.solving import allocation_solve
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT, make_project

ASKED_ON = date(2026, 9, 1)


def book(*, land: tuple[float, ...] = (50, 0, 50), **rules: Any) -> Book:
    """Land from 2027-01 on, taken at the start of work; points of projects are in 亿元."""
    plain: dict[str, Any] = {
        "tax": 0.0,
        "jobs": 0.0,
        "classes": (1.0, 1.0, 1.0),
        "frozen": 0,
        "spare": 0,
        "stability": 0.0,
    }
    supply = Supply("land", "用地", "亩", land, ("用地手续", "开工"))
    return Book("2027-01", (supply,), Rules(**{**plain, **rules}))


def make_book(county: County, held: Book | None = None) -> FactorBook:
    """Set quotas and rules."""
    del county
    last = FactorBook.objects.order_by("-version").first()
    return FactorBook.objects.create(
        version=last.version + 1 if last else 1,
        content=content_of(held or book()),
        by_name="发改局",
        at=AT,
    )


def make_claim(project: Project, **fields: Any) -> FactorClaim:
    """What a project asks for, since September."""
    plain: dict[str, Any] = {"version": 1, "arrived_on": ASKED_ON, "by_name": "发改局", "at": AT}
    return FactorClaim.objects.create(project=project, **{**plain, **fields})


def make_candidate(
    county: County,
    code: str,
    yi: int,
    mu: int,
    first: str,
    last: str,
    **claim: Any,
) -> Project:
    """A signed project of some 亿元 that asks for some 亩 within some months."""
    project = make_project(
        county,
        code=code,
        name=f"项目{code}",
        total_wan=Decimal(yi) * 10_000,
        land_mu=Decimal(mu),
        unit=claim.pop("unit", None) or county.towns[0],
        stage="signed",
    )
    make_claim(project, first_month=first, last_month=last, **claim)
    return project


def four_projects(county: County) -> dict[str, Project]:
    """The worked example of docs/algorithms/allocation.md: a and b fit, c does not, d wants a."""
    make_book(county, book(exclusions=(("A", "D"),)))
    rows = [
        ("A", 20, 40, "2027-01", "2027-02"),
        ("B", 15, 40, "2027-01", "2027-03"),
        ("C", 6, 40, "2027-02", "2027-03"),
        ("D", 1, 5, "2027-01", "2027-01"),
    ]
    return {row[0]: make_candidate(county, *row) for row in rows}


def make_request(county: County, now: datetime) -> AllocationRequest:
    """An allocation that waits for the worker."""
    return allocation_ask(actor=county.actor("bureau"), now=now, seconds=5)


def make_run(county: County, now: datetime) -> AllocationRun:
    """An allocation that was solved."""
    request = make_request(county, now)
    allocation_solve(request.pk, now, seconds=5)
    return AllocationRun.objects.get(request=request)


def make_proposal(county: County, now: datetime) -> AllocationPublication:
    """A run that `bureau` put forward."""
    run = make_run(county, now)
    return allocation_propose(actor=county.actor("bureau"), now=now, run=run.pk)


def publish(county: County, now: datetime) -> AllocationRun:
    """A run in force, approved by `bureau2`."""
    proposal = make_proposal(county, now)
    allocation_decide(actor=county.actor("bureau2"), now=now, publication=proposal.pk, approve=True)
    return proposal.run
