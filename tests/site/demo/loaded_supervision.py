"""What must be there of supervision once the county is loaded up to October 2026."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from sanbi.apps.actions.models import Action, Card, Counter, Kind, LookBack, State
from sanbi.apps.actions.queries.desk import desk
from sanbi.apps.actions.queries.statistics import tallies
from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.meetings.models import Decision
from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.queries import actor_of

TODAY = date(2026, 10, 19)


def check_supervision() -> None:
    """Everything that a look at the pages of supervision needs."""
    filed = Action.objects.filter(parent__isnull=True)
    assert filed.count() == 361  # 3 decisions of a meeting and 58 of the registers among them
    assert Decision.objects.filter(action__isnull=False).count() == 3
    assert Counter.objects.get(year=2026).last == 361
    assert sorted(set(Action.objects.values_list("state", flat=True))) == sorted(State.values)
    kinds = dict(Action.objects.order_by().values_list("kind").annotate(n=Count("pk")))
    assert min(kinds[kind] for kind in Kind.values) >= 30
    assert Action.objects.filter(parent__isnull=False).count() >= 4
    colours = set(Card.objects.values_list("colour", flat=True))
    outcomes = set(LookBack.objects.values_list("outcome", flat=True))
    assert (colours, outcomes >= {"holds", "relapsed"}) == ({"yellow", "red"}, True)
    _shares()


def _shares() -> None:
    """Most is done in time, and not everything; somebody has much on the desk."""
    rows = tallies(SYSTEM, "kind", TODAY)
    settled, met = sum(row.settled for row in rows), sum(row.on_time for row in rows)
    assert 0.6 < met / settled < 0.95
    assert sum(row.overdue for row in rows) >= 8
    office = actor_of(User.objects.get(username="supervisor"), TODAY)
    keys = {row.key for row in desk(office, TODAY)}
    assert {"assign", "verify", "time", "close", "overdue"} <= keys
