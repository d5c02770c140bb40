"""Rectification lists: opened, filled with problems, carried over to other units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions.categories import LISTS
from sanbi.apps.actions.list_forms import FIELDS
from sanbi.apps.actions.models import Action, Kind, Problem, ProblemList, Source, State
from sanbi.apps.actions.queries.lists import lists_for
from sanbi.apps.actions.rules import is_supervisor
from sanbi.apps.actions.services.filing import Facts, filed
from sanbi.apps.actions.services.locking import action_locked, day_ahead
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.chosen import unit_open

MOST_AT_ONCE = 300
LONGEST_TITLE = 60
LONGEST_WANTED = 300


@dataclass(frozen=True)
class ListFacts:
    """What a list says; ``owner`` is the key of the unit that checks, ``heads`` the form."""

    kind: str
    title: str
    issued_by: str
    issued_on: date
    due_on: date
    document: str = ""
    owner: int | None = None
    heads: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class ProblemFacts:
    """A problem: what was found, who deals with it until when, and what strikes it off.

    Units and the leader are primary keys; without a ``place`` it comes last in its list.
    """

    finding: str
    lead_unit: int
    due_on: date
    wanted: str
    measure: str = ""
    term: str = Problem.Term.BY_A_DAY
    supporting: Sequence[int] = ()
    leader: int | None = None
    place: int | None = None


@service("problem_list.create")
def list_create(*, actor: Actor, now: datetime, facts: ListFacts) -> ProblemList:
    """Open a list.

    Raises
    ------
    Refused
        without a title or issuer, of an unknown kind, due before it was issued, or by a title
        that another list has.
    """
    require(is_supervisor(actor), who_supervises())
    made = ProblemList(by=actor.user, by_name=actor.name, at=now)
    _fill(made, facts)
    made.save()
    tell(made, kind=made.kind, due_on=made.due_on, document=made.document)
    return made


@service("problem_list.change")
def list_change(
    *, actor: Actor, now: datetime, problem_list: int, edition: int, facts: ListFacts
) -> ProblemList:
    """Write what a list says anew; its problems keep what they were given."""
    require(is_supervisor(actor), who_supervises())
    del now
    held = list_locked(actor, problem_list)
    if held.edition != edition:
        raise Conflict(
            _("Somebody changed the list in the meantime."),
            _("Look at the newest state, then change it again."),
        )
    if facts.kind != held.kind and held.problems.exists():
        raise Refused(
            _("The list has problems already: its kind stays."), _("Open another list."), "kind"
        )
    _fill(held, facts)
    held.edition += 1
    held.save()
    tell(held, kind=held.kind, due_on=held.due_on, document=held.document)
    return held


def _fill(held: ProblemList, facts: ListFacts) -> None:
    if facts.kind not in dict(LISTS):
        raise Refused(_("There is no such kind of list."), _("Choose one."), "kind")
    if facts.due_on < facts.issued_on:
        raise Refused(_("It is due before it was issued."), _("Mend one of the days."), "due_on")
    if unknown := [field for _head, field in facts.heads if field not in FIELDS]:
        raise Refused(
            _("A form has no such column: %(name)s.") % {"name": unknown[0]},
            _("Choose one."),
            "heads",
        )
    held.kind, held.heads = facts.kind, [list(pair) for pair in facts.heads]
    held.title, held.issued_by = needed(facts.title, "title"), needed(facts.issued_by, "issued_by")
    held.document = facts.document.strip()
    held.issued_on, held.due_on = facts.issued_on, facts.due_on
    held.owner = None if facts.owner is None else unit_open(facts.owner, "owner")
    if ProblemList.objects.filter(title=held.title).exclude(pk=held.pk).exists():
        raise Refused(_("Another list has this title."), _("Add the year or number."), "title")


def list_locked(actor: Actor, problem_list: int) -> ProblemList:
    """Return a list that the actor sees, locked: its places are given one after the other.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    seen = lists_for(actor).filter(pk=problem_list).order_by()
    held = seen.select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    return held


@service("problems.add")
def problems_add(
    *, actor: Actor, now: datetime, problem_list: int, rows: Sequence[ProblemFacts]
) -> list[Problem]:
    """Put problems on a list, all or none: each is an action that its unit is given at once.

    Raises
    ------
    Refused
        for none or more than 300, a place that is taken, and where a fact is missing or does not
        fit, by `filed`.
    """
    require(is_supervisor(actor), who_supervises())
    held = list_locked(actor, problem_list)
    if not 1 <= len(rows) <= MOST_AT_ONCE:
        raise Refused(
            _("From 1 to %(most)d problems are put on a list at once.") % {"most": MOST_AT_ONCE},
            _("Send it in parts."),
        )
    places = _places(held, rows)
    made = [
        Problem(
            list=held,
            place=place,
            term=_term(row.term),
            measure=row.measure.strip(),
            action=filed(actor, now, _facts(held, row), assign=True),
        )
        for place, row in zip(places, rows, strict=True)
    ]
    Problem.objects.bulk_create(made)
    tell(held, numbers=[row.action.number for row in made], count=len(made))
    return made


def _places(held: ProblemList, rows: Sequence[ProblemFacts]) -> list[int]:
    taken = set(held.problems.values_list("place", flat=True))
    last = max([0, *taken, *(row.place for row in rows if row.place is not None)])
    found: list[int] = []
    for row in rows:
        place = row.place
        if place is None:
            last += 1
            place = last
        if place in taken:
            raise Refused(
                _("Number %(place)d of the list is taken.") % {"place": place},
                _("Leave the number empty, or choose another."),
                "place",
            )
        taken.add(place)
        found.append(place)
    return found


def _term(term: str) -> str:
    if term not in Problem.Term.values:
        raise Refused(_("Say how long it takes."), _("Choose one."), "term")
    return term


def _facts(held: ProblemList, row: ProblemFacts) -> Facts:
    finding, wanted = needed(row.finding, "finding"), needed(row.wanted, "wanted")
    if len(wanted) > LONGEST_WANTED:
        raise Refused(
            _("What strikes it off is too long: at most 300 characters."),
            _("Shorten it."),
            "wanted",
        )
    return Facts(
        kind=Kind.RECTIFICATION,
        category=held.kind,
        title=title_of(finding),
        content=finding,
        wanted=wanted,
        lead_unit=row.lead_unit,
        supporting=row.supporting,
        leader=row.leader,
        due_on=row.due_on,
        source=Source.PETITION if held.kind == "petition" else Source.INSPECTION,
        source_text=f"{held.issued_by} {held.title}"[:200],
        source_link=reverse("problem-list", args=[held.pk]),
    )


def title_of(finding: str) -> str:
    """Return a finding as a title: its first sentence, cut where it is long."""
    first = finding.splitlines()[0].split("。")[0].strip()
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…"


@service("problem.spread")
def problem_spread(
    *, actor: Actor, now: datetime, action: int, units: Sequence[int], due_on: date, text: str
) -> list[Action]:
    """Have other units look for the same problem at home 举一反三: each is given an action.

    Raises
    ------
    Refused
        without units, for the unit that has the problem, and for one that was asked already.
    """
    require(is_supervisor(actor), who_supervises())
    held = action_locked(actor, action)
    wanted = sorted(set(units))
    day_ahead(due_on, timezone.localdate(now))
    if not wanted or held.lead_unit_id in wanted:
        raise Refused(
            _("Choose other units than the one that has the problem."), _("Choose them."), "units"
        )
    asked = Action.objects.filter(follows=held, lead_unit__in=wanted).exclude(state=State.WITHDRAWN)
    known = list(asked.order_by("pk").values_list("lead_unit__name", flat=True))
    if known:
        raise Refused(
            _("Asked already: %(names)s.") % {"names": "、".join(known)},
            _("Choose other units."),
            "units",
        )
    made = [filed(actor, now, _follow_up(held, unit, due_on, text), assign=True) for unit in wanted]
    tell(held, numbers=[row.number for row in made], units=[row.lead_unit.name for row in made])
    return made


def _follow_up(held: Action, unit: int, due_on: date, text: str) -> Facts:
    return Facts(
        kind=held.kind,
        category=held.category,
        title=f"举一反三：{held.title}"[:120],
        content=needed(text),
        wanted="自查自纠报告，查出的问题整改到位",
        lead_unit=unit,
        due_on=due_on,
        source=Source.SELF_FOUND,
        source_text=f"{held.number} {held.title}"[:200],
        source_link=reverse("action", args=[held.pk]),
        follows=held.pk,
    )
