"""Two at once on one plan for the factors; each race with its twin without the locks of rows."""

from __future__ import annotations

from functools import partial

import pytest

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.models import Entry
from sanbi.apps.projects.models import AllocationPublication, AllocationRun
from sanbi.apps.projects.services import allocation_decide, allocation_end, allocation_propose
from sanbi.apps.projects.services.allocations import Solved
from tests.apps.factories.factors import four_projects, make_proposal, make_request, make_run
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.projects import AT
from tests.support.racing import DONE, REFUSED, Deed, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def two_decisions(county: County) -> list[Deed]:
    """One approves, the other turns down."""
    four_projects(county)
    held = make_proposal(county, AT)
    return [
        lambda: allocation_decide(
            actor=county.actor("bureau2"), now=AT, publication=held.pk, approve=True
        ),
        lambda: allocation_decide(
            actor=county.actor("office"),
            now=AT,
            publication=held.pk,
            approve=False,
            reason="再议",
        ),
    ]


def decisions() -> int:
    """Decisions that the audit knows as done."""
    return Entry.objects.filter(action="allocation.decide", outcome=Entry.Outcome.DONE).count()


def test_of_two_approvers_one_decides() -> None:
    deeds = two_decisions(make_county())
    assert sorted(at_once(deeds)) == [DONE, REFUSED]
    held = AllocationPublication.objects.get()
    assert (held.approved is True) == (held.decided_by_name == "bureau2")
    assert decisions() == 1


def test_of_two_proposals_one_waits_for_its_decision() -> None:
    county = make_county()
    four_projects(county)
    runs = [make_run(county, AT), make_run(county, AT)]
    deeds: list[Deed] = [
        partial(allocation_propose, actor=county.actor(who), now=AT, run=run.pk)
        for run, who in zip(runs, ("bureau", "bureau2"), strict=True)
    ]
    assert sorted(at_once(deeds)) == [DONE, REFUSED]
    assert AllocationPublication.objects.count() == 1


def two_ends(county: County) -> list[Deed]:
    """Two allocations that end at one moment."""
    four_projects(county)
    outcome = {"points": 1.0, "bound": 1.0, "end": "proved"}
    waiting = [make_request(county, AT).pk for _number in range(2)]
    return [
        partial(allocation_end, actor=SYSTEM, now=AT, request=pk, solved=Solved(outcome))
        for pk in waiting
    ]


def test_two_that_end_at_once_get_numbers_of_their_own() -> None:
    assert at_once(two_ends(make_county())) == [DONE, DONE]
    assert sorted(AllocationRun.objects.values_list("number", flat=True)) == [1, 2]


def test_without_the_lock_one_of_them_is_lost() -> None:
    assert sorted(at_once(two_ends(make_county()), locks=False)) == [DONE, REFUSED]


def test_without_the_lock_both_decide() -> None:
    deeds = two_decisions(make_county())
    assert at_once(deeds, locks=False) == [DONE, DONE]
    assert decisions() == 2
