"""Examples of the services of factors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.projects import services
from sanbi.apps.projects.allocation.claims import Claim
from sanbi.apps.projects.services.allocations import Solved
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.factors import (
    book,
    four_projects,
    make_proposal,
    make_request,
    make_run,
)
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project


def set_book(seen: int) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        make_project(county)
        return lambda: services.factors_set(
            actor=county.actor("bureau"), now=now, book=book(), seen=seen, reason="下达"
        )

    return deed


def claims(*, applies: bool) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        asking = [Claim(make_project(county, stage="signed").pk, applies=applies)]
        return lambda: services.claims_set(actor=county.actor("bureau"), now=now, claims=asking)

    return deed


def fix(reason: str) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        project = four_projects(county)["A"]
        return lambda: services.claim_fix(
            actor=county.actor("bureau"),
            now=now,
            project=project.pk,
            months={"start": "2027-02"},
            by_hand=True,
            reason=reason,
        )

    return deed


def ask(seconds: int) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        four_projects(county)
        return lambda: services.allocation_ask(
            actor=county.actor("bureau"), now=now, seconds=seconds
        )

    return deed


def end(county: County, now: datetime) -> Deed:
    four_projects(county)
    outcome = {"points": 35.0, "bound": 35.0, "end": "proved"}
    request = make_request(county, now)
    return lambda: services.allocation_end(
        actor=SYSTEM, now=now, request=request.pk, solved=Solved(outcome)
    )


def end_twice(county: County, now: datetime) -> Deed:
    four_projects(county)
    request = make_run(county, now).request
    return lambda: services.allocation_end(
        actor=SYSTEM, now=now, request=request.pk, solved=Solved()
    )


def propose(county: County, now: datetime) -> Deed:
    four_projects(county)
    run = make_run(county, now)
    return lambda: services.allocation_propose(actor=county.actor("bureau"), now=now, run=run.pk)


def propose_twice(county: County, now: datetime) -> Deed:
    four_projects(county)
    run = make_proposal(county, now).run
    return lambda: services.allocation_propose(actor=county.actor("bureau"), now=now, run=run.pk)


def decide(who: str) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        four_projects(county)
        held = make_proposal(county, now)
        return lambda: services.allocation_decide(
            actor=county.actor(who), now=now, publication=held.pk, approve=True
        )

    return deed


EXAMPLES = {
    "factors.set": Example(done=set_book(0), refused=set_book(7)),
    "claims.set": Example(done=claims(applies=True), refused=claims(applies=False)),
    "claim.fix": Example(done=fix("省里点名"), refused=fix(" ")),
    "allocation.ask": Example(done=ask(5), refused=ask(0)),
    "allocation.end": Example(done=end, refused=end_twice),
    "allocation.propose": Example(done=propose, refused=propose_twice),
    "allocation.decide": Example(done=decide("bureau2"), refused=decide("bureau")),
}
