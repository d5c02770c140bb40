"""What waits for somebody in the assessment, for the home pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Appeal, Measure, Round, RoundState
from sanbi.apps.assessments.queries.appeals import appeals_to_review
from sanbi.apps.assessments.queries.register import items_to_check
from sanbi.apps.assessments.queries.rounds import waiting_publications
from sanbi.apps.assessments.rules import is_county_leader, is_office
from sanbi.apps.audit.actors import Actor, Role


@dataclass(frozen=True)
class Todo:
    """Something that waits: how many, in words, where it is dealt with, until when if known.

    ``state`` is that of the round whose next step waits.
    """

    kind: str
    text: str
    count: int
    route: str
    args: tuple[str | int, ...] = ()
    due_at: datetime | None = None
    state: str = ""


def todo_for(actor: Actor) -> list[Todo]:
    """Return what waits for the actor, what concerns the most people first."""
    found = [
        *_publications(actor),
        *_rounds(actor),
        *_upheld(actor),
        *_appeals(actor),
        *_items(actor),
        *_windows(actor),
        *_measures(actor),
    ]
    return [item for item in found if item.count]


def _publications(actor: Actor) -> list[Todo]:
    return [
        Todo(
            "publication",
            _("%(round)s: a publication waits for the second person") % {"round": item.round.title},
            1,
            "round",
            (item.round.code,),
        )
        for item in waiting_publications(actor)
    ]


def _rounds(actor: Actor) -> list[Todo]:
    """The next step of each round that is under way, for the office."""
    if not is_office(actor):
        return []
    steps = {
        RoundState.DRAFT: _("%(round)s: open it for reporting"),
        RoundState.COLLECTING: _("%(round)s: freeze it when its figures are there"),
        RoundState.FROZEN: _("%(round)s: score it"),
        RoundState.SCORED: _("%(round)s: put a run forward for publication"),
        RoundState.PUBLISHED: _("%(round)s: open the window for appeals"),
    }
    rounds = Round.objects.filter(state__in=list(steps)).exclude(
        publications__approved__isnull=True, publications__isnull=False
    )
    return [
        Todo(
            "round",
            steps[RoundState(held.state)] % {"round": held.title},
            1,
            "round",
            (held.code,),
            held.collect_until if held.state == RoundState.COLLECTING else None,
            held.state,
        )
        for held in rounds
    ]


def _upheld(actor: Actor) -> list[Todo]:
    if not is_office(actor):
        return []
    count = Appeal.objects.filter(state=Appeal.State.UPHELD, correction__isnull=True).count()
    return [Todo("correction", _("Upheld appeals wait for a correction"), count, "appeals")]


def _appeals(actor: Actor) -> list[Todo]:
    count = appeals_to_review(actor).count()
    return [Todo("appeal", _("Appeals to review"), count, "appeals")]


def _items(actor: Actor) -> list[Todo]:
    by_round: dict[str, tuple[str, int]] = {}
    for code, title in items_to_check(actor).values_list("round__code", "round__title"):
        by_round[code] = (title, by_round.get(code, ("", 0))[1] + 1)
    return [
        Todo("item", _("%(round)s: items to check") % {"round": title}, count, "register", (code,))
        for code, (title, count) in by_round.items()
    ]


def _windows(actor: Actor) -> list[Todo]:
    if not actor.has(Role.CLERK, Role.LEADER) or is_county_leader(actor):
        return []
    rounds = Round.objects.filter(state=RoundState.APPEALS)
    return [
        Todo(
            "window",
            _("%(round)s: appeals can be filed") % {"round": held.title},
            1,
            "round",
            (held.code,),
            held.appeals_until,
        )
        for held in rounds
    ]


def _measures(actor: Actor) -> list[Todo]:
    if not (is_office(actor) or is_county_leader(actor)) or actor.user is None:
        return []
    heard = Measure.objects.filter(state=Measure.State.HEARD).exclude(proposed_by=actor.user)
    return [Todo("measure", _("Measures to approve"), heard.count(), "measures")]
