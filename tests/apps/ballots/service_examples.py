"""One example for each service of the app; whoever looks on may do none of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.ballots import services
from sanbi.apps.ballots.models import Poll, Voter
from sanbi.apps.ballots.services import VoterFacts
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.ballots import AT, make_poll, make_subjects, poll_facts, voter_rows
from tests.apps.factories.orgs import County

Given = Callable[[Poll], dict[str, Any]]
Service = Callable[..., object]


def nothing(poll: Poll) -> dict[str, Any]:
    """A service that needs the poll alone."""
    del poll
    return {}


def marks(poll: Poll) -> dict[str, dict[str, str]]:
    """A whole ballot."""
    return {row.unit.code: {"": "好"} for row in poll.subjects.select_related("unit")}


def sheet(poll: Poll) -> str:
    """The number of a printed sheet."""
    found = poll.paper_slips.first()
    if found is not None:
        return str(found.number)
    poll_class = poll.classes.first().pk
    made = services.papers_print(actor=SYSTEM, now=AT, poll=poll.pk, poll_class=poll_class, count=1)
    return str(made[0].number)


def differing(county: County, poll: Poll) -> dict[str, Any]:
    """A sheet that two people have entered differently."""
    number, whole = sheet(poll), marks(poll)
    for name, given in (("office", whole), ("office2", {**whole, "B-0": {"": "一般"}})):
        services.paper_enter(
            actor=county.actor(name), now=AT, poll=poll.pk, number=number, marks=given
        )
    return {"number": number, "marks": whole}


def calls(service: Service, state: str, given: Given = nothing, *, poll: bool = True) -> Example:
    """A service that the office may call on a poll in a state, and a leader may not."""

    def prepared(person: str) -> Prepare:
        def prepare(county: County, now: datetime) -> Deed:
            actor = county.actor(person)
            held = make_poll(state)
            named = {"poll": held.pk} if poll else {}
            more = given(held)
            return lambda: service(actor=actor, now=now, **named, **more)

        return prepare

    return Example(prepared("office"), prepared("leader"))


def voter(poll: Poll) -> Voter:
    """Somebody on the roll."""
    return Voter.objects.filter(poll=poll).order_by("number")[0]


def prepare_poll(person: str) -> Prepare:
    def prepare(county: County, now: datetime) -> Deed:
        actor, facts = county.actor(person), poll_facts(make_subjects())
        return lambda: services.poll_prepare(actor=actor, now=now, facts=facts)

    return prepare


def take_back(person: str) -> Prepare:
    def prepare(county: County, now: datetime) -> Deed:
        held = make_poll("open")
        key = voter(held).pk
        services.paper_hand_out(actor=SYSTEM, now=AT, poll=held.pk, voter=key)
        actor = county.actor(person)
        return lambda: services.paper_take_back(actor=actor, now=now, poll=held.pk, voter=key)

    return prepare


def settle(person: str) -> Prepare:
    def prepare(county: County, now: datetime) -> Deed:
        held = make_poll("open")
        more, actor = differing(county, held), county.actor(person)
        return lambda: services.paper_settle(actor=actor, now=now, poll=held.pk, **more)

    return prepare


EXAMPLES = {
    "poll.prepare": Example(prepare_poll("office"), prepare_poll("leader")),
    "poll.change": calls(
        services.poll_change,
        "draft",
        lambda _poll: {"facts": poll_facts(make_subjects()[:3], quorum=60, trim=1)},
    ),
    "poll.device": calls(services.poll_device, "draft", lambda _poll: {"allowed": True}),
    "roll.take_over": calls(
        services.roll_take_over, "draft", lambda _poll: {"rows": voter_rows(make_subjects(), 5)}
    ),
    "roll.add": calls(
        services.voter_add, "draft", lambda _poll: {"facts": VoterFacts("新人", "部门")}
    ),
    "roll.change": calls(
        services.voter_change,
        "draft",
        lambda poll: {"voter": voter(poll).pk, "facts": VoterFacts("改名", "部门")},
    ),
    "roll.remove": calls(services.voter_remove, "draft", lambda poll: {"voter": voter(poll).pk}),
    "poll.ready": calls(services.poll_ready, "draft"),
    "poll.reopen_roll": calls(services.poll_reopen_roll, "ready"),
    "poll.cards": calls(services.cards_printed, "ready"),
    "roll.new_card": calls(services.card_renew, "ready", lambda poll: {"voter": voter(poll).pk}),
    "poll.open": calls(services.poll_open, "ready"),
    "poll.close": calls(services.poll_close, "open"),
    "poll.extend": calls(services.poll_extend, "closed", lambda _poll: {"why": "分会场断网"}),
    "poll.void": calls(services.poll_void, "closed", lambda _poll: {"why": "名册有误"}),
    "paper.print": calls(
        services.papers_print,
        "ready",
        lambda poll: {"poll_class": poll.classes.first().pk, "count": 3},
    ),
    "paper.hand_out": calls(
        services.paper_hand_out, "open", lambda poll: {"voter": voter(poll).pk}
    ),
    "paper.take_back": Example(take_back("office"), take_back("leader")),
    "paper.enter": calls(
        services.paper_enter,
        "open",
        lambda poll: {"number": sheet(poll), "marks": marks(poll)},
    ),
    "paper.settle": Example(settle("office"), settle("leader")),
    "paper.unreturned": calls(services.papers_unreturned, "closed", lambda _poll: {"count": 0}),
    "poll.seal": calls(services.poll_seal, "closed"),
    "poll.publish": calls(services.poll_publish, "sealed"),
}
