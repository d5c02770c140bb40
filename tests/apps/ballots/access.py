"""Who gets which answer: the office's routes, and those open to whoever holds a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.apps.access.declaring import ADMINISTRATORS, COUNTY, EVERYONE, OFFICE, Access
from tests.apps.factories.ballots import make_poll
from tests.apps.factories.orgs import County

CARDS = "voters come with a card; the page holds units, and no mark of anybody"
EVERYBODY = "the result is published: everybody who works with figures sees it"
LOOKERS = OFFICE | COUNTY
WORKERS = EVERYONE - ADMINISTRATORS
OTHERS = WORKERS - LOOKERS
ROLL = OFFICE | {"auditor"}
Things = Callable[[County], Mapping[str, Any]]


def poll(state: str, **more: Any) -> Things:
    """A poll in a state."""

    def make(county: County) -> Mapping[str, Any]:
        del county
        return {"poll": make_poll(state).pk, **more}

    return make


def voter(state: str) -> Things:
    """A poll in a state, and somebody on its roll."""

    def make(county: County) -> Mapping[str, Any]:
        del county
        held = make_poll(state)
        return {"poll": held.pk, "voter": held.voters.first().pk}

    return make


def deed(things: Things, form: Mapping[str, Any] | None = None) -> Access:
    """A deed of the office, without a page; rules are asked before the poll is looked for."""
    return Access(changes=OFFICE, things=things, form=form or {}, of_no_unit="the office's alone")


def page(things: Things, reads: frozenset[str] = OFFICE) -> Access:
    """A page of the office."""
    return Access(reads=reads, things=things, of_no_unit="the office's alone")


ACCESS = {
    "polls": Access(reads=WORKERS, exports=True),
    "poll-new": Access(reads=OFFICE, changes=OFFICE),
    "poll": Access(reads=LOOKERS, hidden=OTHERS, things=poll("open")),
    "poll-edit": Access(
        reads=OFFICE, changes=OFFICE, things=poll("draft"), of_no_unit="the office's alone"
    ),
    "poll-device": deed(poll("draft"), {"allowed": "1"}),
    "poll-extend": Access(
        reads=OFFICE,
        changes=OFFICE,
        things=poll("closed"),
        form={"why": "x"},
        of_no_unit="the office's alone",
    ),
    "poll-void": Access(
        reads=OFFICE,
        changes=OFFICE,
        things=poll("ready"),
        form={"why": "x"},
        of_no_unit="the office's alone",
    ),
    "poll-sealing": page(poll("closed")),
    "terminals": page(poll("ready")),
    "poll-step": deed(poll("draft", step="ready")),
    "roll": Access(
        reads=ROLL, things=poll("open"), exports=True, of_no_unit="office and auditor alone"
    ),
    "roll-take-over": Access(
        reads=OFFICE, changes=OFFICE, things=poll("draft"), of_no_unit="the office's alone"
    ),
    "voter-remove": deed(voter("draft")),
    "card-renew": deed(voter("ready")),
    "cards": deed(poll("ready")),
    "paper-new": Access(
        reads=OFFICE, changes=OFFICE, things=poll("ready"), of_no_unit="the office's alone"
    ),
    "paper-desk": page(poll("open")),
    "paper-hand-out": deed(voter("open")),
    "paper-enter": Access(
        reads=OFFICE, changes=OFFICE, things=poll("open"), of_no_unit="the office's alone"
    ),
    "paper-sheets": page(poll("open")),
    "paper-unreturned": Access(
        reads=OFFICE, changes=OFFICE, things=poll("closed"), of_no_unit="the office's alone"
    ),
    "paper-settle": Access(
        reads=OFFICE,
        changes=OFFICE,
        things=poll("open", number="AAAA-AAAA"),
        of_no_unit="the office's alone",
    ),
    "poll-result": Access(
        reads=WORKERS, things=poll("published"), exports=True, of_no_unit=EVERYBODY
    ),
    "poll-box": Access(reads=WORKERS, things=poll("published"), of_no_unit=EVERYBODY),
    "poll-record": Access(reads=WORKERS, things=poll("published"), of_no_unit=EVERYBODY),
    "vote-choice": Access(reads=EVERYONE, public=True),
    "vote": Access(reads=EVERYONE, public=True, things=poll("open"), of_no_unit=CARDS),
    "vote-demo": Access(hidden=EVERYONE, public=True, things=poll("open")),
}
