"""Two at once on one plan for the factors; each race with its twin without the locks of rows."""

from __future__ import annotations

import pytest

from sanbi.apps.audit.models import Entry
from sanbi.apps.projects.models import AllocationPublication
from sanbi.apps.projects.services import allocation_decide
from tests.apps.factories.factors import four_projects, make_proposal
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


def test_without_the_lock_both_decide() -> None:
    deeds = two_decisions(make_county())
    assert at_once(deeds, locks=False) == [DONE, DONE]
    assert decisions() == 2
