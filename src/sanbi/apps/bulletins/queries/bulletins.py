"""Bulletins that an actor sees."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.bulletins.models import Bulletin, Kind, State
from sanbi.apps.bulletins.rules import bulletins_seen


def bulletins_for(actor: Actor) -> QuerySet[Bulletin]:
    """Return the bulletins that the actor may see, drafts first, then the newest."""
    rows = Bulletin.objects.filter(bulletins_seen(actor)).select_related("round", "replaces")
    return rows.order_by("-composed_at", "-pk")


def bulletin_get(actor: Actor, bulletin: int) -> Bulletin:
    """Return one bulletin.

    Raises
    ------
    Missing
        when there is none that the actor may see.
    """
    found = bulletins_for(actor).filter(pk=bulletin).first()
    if found is None:
        raise Missing
    return found


def found_for(
    actor: Actor, *, state: str = "", kind: str = "", year: str = "", text: str = ""
) -> QuerySet[Bulletin]:
    """Return the bulletins that fit; an empty text leaves a filter out."""
    rows = bulletins_for(actor)
    if state in State.values:
        rows = rows.filter(state=state)
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    if year.isascii() and year.isdecimal() and len(year) == 4:  # noqa: PLR2004 - a year
        rows = rows.filter(year=int(year))
    if said := text.strip():
        rows = rows.filter(Q(title__icontains=said) | Q(series__icontains=said))
    return rows


def values_of(bulletin: Bulletin) -> dict[str, str]:
    """Return the values of a bulletin's figures by their keys."""
    return dict(bulletin.figures.values_list("key", "value"))


def years_of(actor: Actor) -> list[tuple[str, str]]:
    """Return the years of the numbers that the actor sees, for a choice."""
    rows = bulletins_for(actor).filter(year__isnull=False).order_by("-year")
    years = rows.values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in years]
