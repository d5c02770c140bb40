"""Contributions in writing, and who has not handed in."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.meetings.models import Contribution, ContributionState
from sanbi.apps.meetings.rules import contributions_seen


def contributions_for(actor: Actor) -> QuerySet[Contribution]:
    """Return the contributions that the actor sees: all, or those of the own units."""
    rows = Contribution.objects.filter(contributions_seen(actor))
    return rows.select_related("meeting", "unit")


def contribution_get(actor: Actor, contribution: int) -> Contribution:
    """Return a contribution.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = contributions_for(actor).filter(pk=contribution).first()
    if found is None:
        raise Missing
    return found


def is_late(row: Contribution, today: date) -> bool:
    """Whether a contribution came, or still is to come, after its day."""
    if row.state == ContributionState.HANDED_IN and row.handed_in_at is not None:
        return timezone.localdate(row.handed_in_at) > row.due_on
    return row.state == ContributionState.ASKED and today > row.due_on


def standing_words(row: Contribution, today: date) -> str:
    """Return how a contribution stands: asked for, handed in, let off, and whether late."""
    if not is_late(row, today):
        return str(ContributionState(row.state).label)
    if row.state == ContributionState.HANDED_IN:
        return _("Handed in late")
    return _("Not handed in, late")
