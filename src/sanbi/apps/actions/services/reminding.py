"""The clock of actions: reminders before and after the due date, and cards, by the rulebook.

One unit is one transaction: the lines, the cards and the marks that they were given. Whatever
ended half-way is done by the next call, and nothing is done twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.actions.models import Action, Card, Reminder, Step
from sanbi.apps.actions.moves import RUNNING, Deed
from sanbi.apps.actions.rulebook import Audience, Rule, Rules, rules_on
from sanbi.apps.actions.rules import OF_A_UNIT
from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.audit.errors import Conflict, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.queries.calendars import calendar
from sanbi.apps.orgs.queries.people import current
from sanbi.engine.calendar import WorkingCalendar

HOLIDAYS = timedelta(days=12)
"""The longest run of days off, and the weekend beside it."""
NAMED = 8
"""So many numbers stand in a line about several actions."""
SOON = gettext_noop("%(number)s is due on %(day)s: %(title)s")
LATE = gettext_noop("%(number)s was due on %(day)s and is overdue: %(title)s")
SOON_ALL = gettext_noop("%(unit)s: %(count)s actions are due soon: %(numbers)s")
LATE_ALL = gettext_noop("%(unit)s: %(count)s actions are overdue: %(numbers)s")


@dataclass(frozen=True)
class Due:
    """An action of which the clock reminds, and the rules whose day has come, latest last."""

    action: Action
    day: date
    rules: Sequence[Rule]


@service("actions.remind")
def unit_remind(*, actor: Actor, now: datetime, unit: int) -> int:
    """Carry out what the rulebook says for the running actions of a lead unit.

    Of several rules whose day has come since the last call, each leaves its mark and shows its
    card, but only the latest sends a line. Returns how many actions were reminded of.
    """
    require(actor is SYSTEM, _("the clock of the platform"))
    today = timezone.localdate(now)
    rules = rules_on(today)
    rows = _near(rules, today).filter(lead_unit=unit).select_for_update(of=("self",))
    found = list(_due(list(rows.order_by("pk")), rules, today, calendar()))
    Reminder.objects.bulk_create(
        Reminder(action=item.action, due_on=item.day, days=rule.days, on=today)
        for item in found
        for rule in item.rules
    )
    cards = _show_cards(found, actor, now)
    lines = _send_lines(Unit.objects.get(pk=unit), found, now)
    colours = [card.colour for card in cards]
    counts = {str(colour): colours.count(colour) for colour in Card.Colour.values}
    tell(Unit.objects.get(pk=unit), reminded=len(found), lines=lines, **counts)
    return len(found)


def actions_remind(now: datetime) -> int:
    """Carry out the rulebook for all units; return how many actions were reminded of.

    A second call finds none.
    """
    today = timezone.localdate(now)
    rules, working = rules_on(today), calendar()
    near: dict[int, list[Action]] = defaultdict(list)
    for action in _near(rules, today).order_by("lead_unit", "pk"):
        near[action.lead_unit_id].append(action)
    done = 0
    for unit, rows in near.items():
        if next(_due(rows, rules, today, working), None) is None:
            continue
        try:
            done += unit_remind(actor=SYSTEM, now=now, unit=unit)
        except Conflict:  # another worker does the same unit in this very moment
            continue
    return done


def _near(rules: Rules, today: date) -> QuerySet[Action]:
    """Running actions whose first rule may have come."""
    earliest = min((rule.days for rule in rules.reminders), default=0)
    ahead = timedelta(days=2 * max(-earliest, 0)) + HOLIDAYS
    return Action.objects.filter(state__in=RUNNING, due_on__lte=today + ahead).defer(
        "content", "quote"
    )


def _due(
    actions: Sequence[Action], rules: Rules, today: date, working: WorkingCalendar
) -> Iterator[Due]:
    """Yield the actions with rules whose day has come and that left no mark yet."""
    marks = set(
        Reminder.objects.filter(action__in=[action.pk for action in actions]).values_list(
            "action", "due_on", "days"
        )
    )
    ordered = sorted(rules.reminders, key=lambda rule: rule.days)
    days: dict[tuple[date, int], bool] = {}
    for action in actions:
        due_on = action.due_on
        if due_on is None:
            continue
        came = []
        for rule in ordered:
            spot = (due_on, rule.days)
            if spot not in days:
                days[spot] = working.add_workdays(due_on, rule.days) <= today
            if days[spot] and (action.pk, due_on, rule.days) not in marks:
                came.append(rule)
        if came:
            yield Due(action, due_on, came)


# -- cards -----------------------------------------------------------------------------------------
def _show_cards(found: Iterable[Due], actor: Actor, now: datetime) -> list[Card]:
    """Show the cards of rules whose day has come, and write each as a step."""
    cards, steps = [], []
    for item in found:
        for rule in item.rules:
            if not rule.card:
                continue
            reason = _("overdue for %(days)d working days") % {"days": rule.days}
            cards.append(
                Card(
                    action=item.action,
                    unit_id=item.action.lead_unit_id,
                    colour=rule.card,
                    on=timezone.localdate(now),
                    reason=reason,
                    by=None,
                    by_name=actor.name,
                )
            )
            steps.append(
                Step(
                    action=item.action,
                    deed=Deed.CARD,
                    state=item.action.state,
                    text=f"{Card.Colour(rule.card).label}：{reason}",
                    due_on=item.day,
                    by=None,
                    by_name=actor.name,
                    at=now,
                )
            )
    Card.objects.bulk_create(cards)
    Step.objects.bulk_create(steps)
    return cards


# -- lines -----------------------------------------------------------------------------------------
def _send_lines(unit: Unit, found: Sequence[Due], now: datetime) -> int:
    """Send each person one line about all that one rule says today; return the lines written."""
    people = _Audiences(unit, [item.action for item in found], now)
    wanted: dict[tuple[int, int], list[Due]] = defaultdict(list)  # (person, days) → actions
    for item in found:
        rule = item.rules[-1]
        for person in people.of(item.action, rule):
            wanted[person, rule.days].append(item)
    alike: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    held: dict[tuple[int, ...], list[Due]] = {}
    for (person, days), items in wanted.items():
        keys = tuple(item.action.pk for item in items)
        held[keys] = items
        alike[days, keys].append(person)
    return sum(
        _send_line(unit, persons, held[keys], late=days > 0, now=now)
        for (days, keys), persons in alike.items()
    )


def _send_line(
    unit: Unit, persons: Sequence[int], items: Sequence[Due], *, late: bool, now: datetime
) -> int:
    first = items[0].action
    if len(items) == 1:
        text, link = LATE if late else SOON, reverse("action", args=[first.pk])
        values = {"number": first.number, "title": first.title, "day": items[0].day.isoformat()}
        return send(persons, text, values, now=now, link=link, private=["title"])
    numbers = "、".join(item.action.number for item in items[:NAMED])
    if len(items) > NAMED:
        numbers += "…"
    text = LATE_ALL if late else SOON_ALL
    counted = {"unit": unit.name, "count": str(len(items)), "numbers": numbers}
    return send(persons, text, counted, now=now, link=reverse("actions"))


class _Audiences:
    """Who is meant by a rule, for the actions of one unit: looked up once."""

    def __init__(self, unit: Unit, actions: Sequence[Action], now: datetime) -> None:
        keys = [action.pk for action in actions]
        rows = Action.supporting.through.objects.filter(action__in=keys)
        self._supporting: dict[int, set[int]] = defaultdict(set)
        for action, supporter in rows.values_list("action", "unit"):
            self._supporting[action].add(supporter)
        self._unit, self._at_work = unit.pk, defaultdict[int, set[int]](set)
        self._heads, self._supervisors, self._county = set[int](), set[int](), set[int]()
        roles = (*OF_A_UNIT, Role.SUPERVISOR)
        held = current(timezone.localdate(now)).filter(role__in=roles).order_by()
        for person, role, place, above in held.values_list("user", "role", "unit", "unit__parent"):
            if role == Role.SUPERVISOR:
                self._supervisors.add(person)
                continue
            self._at_work[place].add(person)
            if role == Role.LEADER and place == unit.pk:
                self._heads.add(person)
            if role == Role.LEADER and above is None:
                self._county.add(person)

    def of(self, action: Action, rule: Rule) -> set[int]:
        """Return the accounts that a rule names for an action."""
        meant: dict[str, set[int]] = {
            Audience.UNIT: self._at_work[self._unit],
            Audience.UNIT_LEADER: self._heads,
            Audience.SUPERVISOR: self._supervisors,
            Audience.COUNTY: self._county,
            Audience.RESPONSIBLE: {action.leader_id} if action.leader_id else set(),
        }
        found: set[int] = set()
        for who in rule.to:
            if who == Audience.SUPPORTING:
                for unit in self._supporting[action.pk]:
                    found |= self._at_work[unit]
            else:
                found |= meant[who]
        return found
