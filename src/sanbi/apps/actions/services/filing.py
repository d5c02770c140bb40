"""Filing actions: numbers without gaps, facts, limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import notices
from sanbi.apps.actions.categories import fits
from sanbi.apps.actions.models import Action, Counter, Kind, Source, State, Step
from sanbi.apps.actions.moves import Deed, require_state
from sanbi.apps.actions.queries import actions_for
from sanbi.apps.actions.rulebook import Rules, rules_on
from sanbi.apps.actions.rules import can_supervise, is_supervisor
from sanbi.apps.actions.services.locking import action_locked, day_ahead, noted
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.given import needed, same_edition
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.chosen import person_open, unit_open, units_open
from sanbi.apps.orgs.queries.calendars import calendar
from sanbi.apps.projects.models import Obstacle, Project
from sanbi.apps.projects.queries import projects_for
from sanbi.apps.projects.queries.obstacles import obstacles_for

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Facts:
    """What an action says. The limit is a class of the rulebook with its days, or a stated day.

    Units, the leader, project, obstacle and the action that it follows are primary keys; ``span``
    is where the quote stands in its document.
    """

    kind: str
    title: str
    lead_unit: int
    limit: str = ""
    limit_days: int | None = None
    due_on: date | None = None
    content: str = ""
    wanted: str = ""
    category: str = ""
    supporting: Sequence[int] = ()
    leader: int | None = None
    source: str = Source.OTHER
    source_text: str = ""
    source_link: str = ""
    quote: str = ""
    span: tuple[int, int] | None = None
    project: int | None = None
    obstacle: int | None = None
    follows: int | None = None


@service("action.file")
def action_file(*, actor: Actor, now: datetime, facts: Facts, assign: bool = False) -> Action:
    """File an action; it gets the next number of the year.

    It waits to be assigned, unless ``assign`` gives it to its unit at once.

    Raises
    ------
    Refused
        when a fact is missing or does not fit, by `filed`.
    """
    require(is_supervisor(actor), who_supervises())
    made = filed(actor, now, facts, assign=assign)
    tell(made, kind=made.kind, unit=made.lead_unit.name, limit=made.limit, due_on=made.due_on)
    return made


@service("actions.file")
def actions_file(
    *, actor: Actor, now: datetime, rows: Sequence[Facts], assign: bool = False
) -> list[Action]:
    """File several actions at once, all of them or none; perhaps assign them in the same go.

    Raises
    ------
    Refused
        for none or more than 200, and when a fact of one is missing or does not fit.
    """
    require(is_supervisor(actor), who_supervises())
    if not 1 <= len(rows) <= MOST_AT_ONCE:
        raise Refused(
            _("From 1 to %(most)d actions are filed at once.") % {"most": MOST_AT_ONCE},
            _("Choose them in parts."),
        )
    made = [filed(actor, now, facts, assign=assign) for facts in rows]
    tell(made[0], numbers=[item.number for item in made], state=made[0].state)
    return made


def filed(actor: Actor, now: datetime, facts: Facts, *, assign: bool = False) -> Action:
    """Make an action within the service that calls; apps above file through it, too.

    With ``assign`` it is given to its unit at once: its limit begins.

    Raises
    ------
    Refused
        without a title, of an unknown kind, category, source or unit, without or with both
        limits, and for a project, obstacle or action that the actor does not see.
    """
    today = timezone.localdate(now)
    made = Action(filed_on=today)
    supporting = _filled(made, actor, facts, today)
    made.follows = _followed(actor, facts.follows)
    made.number = next_number(today.year)
    steps = [_step(made, Deed.FILED, actor, now, made.source_text)]
    if assign:
        assigned(made, today)
        made.state = State.ASSIGNED
        steps.append(_step(made, Deed.ASSIGNED, actor, now))
    made.save()
    if supporting:
        made.supporting.set(supporting)
    Step.objects.bulk_create(steps)
    if assign:
        notices.tell_all_units(made, notices.ASSIGNED, now)
    return made


def _step(made: Action, deed: Deed, actor: Actor, now: datetime, text: str = "") -> Step:
    return Step(
        action=made,
        deed=deed,
        state=made.state,
        text=text,
        due_on=made.due_on,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )


def assigned(action: Action, today: date) -> None:
    """Write down the due date of an action that is given to its unit today.

    Raises
    ------
    Refused
        when the day that was stated has passed.
    """
    action.assigned_on = today
    if action.limit_days is not None:
        action.due_on = calendar().add_workdays(today, action.limit_days)
        action.first_due_on = action.due_on
    elif action.due_on is None or action.due_on < today:
        raise Refused(_("The day that was stated has passed."), _("Change the action first."))


@service("action.change")
def action_change(
    *, actor: Actor, now: datetime, action: int, edition: int, facts: Facts
) -> Action:
    """Write an action's facts anew, before it is assigned.

    Raises
    ------
    Refused
        once it is assigned, and by `filed`.
    """
    held = action_locked(actor, action)
    require(can_supervise(actor, held), who_supervises())
    require_state(held, (State.FILED,))
    same_edition(held, edition)
    supporting = _filled(held, actor, facts, timezone.localdate(now))
    noted(held, Deed.CHANGED, actor, now)
    held.supporting.set(supporting)
    tell(held, kind=held.kind, unit=held.lead_unit.name, limit=held.limit, due_on=held.due_on)
    return held


def next_number(year: int) -> str:
    """Return the next number of a year, DB-2026-001; undone with the transaction that asked.

    The row of the year is locked until then, so that no number is left out or given twice.
    """
    Counter.objects.get_or_create(year=year)
    counter = Counter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return f"DB-{year}-{counter.last:03d}"


def limit_of(
    rules: Rules, limit: str, days: int | None, due_on: date | None, today: date
) -> tuple[str, int | None, date | None]:
    """Return a class of limits with its days, or a stated day.

    Raises
    ------
    Refused
        for neither or both, an unknown class, and days that it does not allow.
    """
    if bool(limit) == (due_on is not None):
        raise Refused(
            _("Say either a class of limits or a day."), _("Leave one of the two empty."), "limit"
        )
    if due_on is not None:
        return "", None, day_ahead(due_on, today)
    found = rules.limit(limit)
    if found is None:
        raise Refused(_("There is no such class of limits."), _("Choose one."), "limit")
    given = found.most if days is None else days
    if not found.least <= given <= found.most:
        raise Refused(
            _("%(limit)s allows %(least)d to %(most)d working days.")
            % {"limit": found.name, "least": found.least, "most": found.most},
            _("Type a number between."),
            "limit_days",
        )
    return limit, given, None


def _filled(held: Action, actor: Actor, facts: Facts, today: date) -> list[int]:
    """Write facts into an action that is not saved yet; return its supporting units."""
    if facts.kind not in Kind.values:
        raise Refused(_("There is no such kind of action."), _("Choose one."), "kind")
    if not fits(facts.kind, facts.category):
        raise Refused(_("This kind has no such category."), _("Choose one."), "category")
    if facts.source not in Source.values:
        raise Refused(_("There is no such source."), _("Choose one."), "source")
    held.kind, held.category, held.source = facts.kind, facts.category, facts.source
    held.title = needed(facts.title, "title")
    for name in ("content", "wanted", "source_text", "source_link", "quote"):
        setattr(held, name, getattr(facts, name).strip())
    held.span_start, held.span_end = facts.span or (None, None)
    held.lead_unit = unit_open(facts.lead_unit, "lead_unit")
    held.leader = None if facts.leader is None else person_open(facts.leader, "leader")
    held.project, held.obstacle = _about(actor, facts)
    held.limit, held.limit_days, held.due_on = limit_of(
        rules_on(today), facts.limit, facts.limit_days, facts.due_on, today
    )
    held.first_due_on = held.due_on
    units = units_open(set(facts.supporting) - {held.lead_unit.pk}, "supporting")
    return [unit.pk for unit in units]


def _about(actor: Actor, facts: Facts) -> tuple[Project | None, Obstacle | None]:
    obstacle = None
    if facts.obstacle is not None:
        obstacle = obstacles_for(actor).filter(pk=facts.obstacle).first()
        if obstacle is None:
            raise Refused(_("There is no such obstacle."), _("Choose one."), "obstacle")
    project = facts.project if obstacle is None else obstacle.project_id
    if project is None:
        return None, obstacle
    found = projects_for(actor).filter(pk=project).first()
    if found is None:
        raise Refused(
            _("There is no such project in the register."), _("Choose one of the list."), "project"
        )
    return found, obstacle


def _followed(actor: Actor, follows: int | None) -> Action | None:
    if follows is None:
        return None
    found = actions_for(actor).filter(pk=follows).first()
    if found is None:
        raise Refused(_("There is no such action."), _("Choose one."), "follows")
    return found
