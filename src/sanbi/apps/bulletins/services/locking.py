"""Bulletins that a service is about to change, locked before their state is looked at."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import same_edition
from sanbi.apps.bulletins.blocks import Block, Part, facts_in, plain, references
from sanbi.apps.bulletins.models import Bulletin, Figure, Section, State
from sanbi.apps.bulletins.queries import bulletins_for
from sanbi.apps.bulletins.rules import can_compose
from sanbi.apps.bulletins.words import who_composes


def bulletin_locked(
    actor: Actor, bulletin: int, *states: State, edition: int | None = None
) -> Bulletin:
    """Return a bulletin that the actor sees, locked, in one of some states.

    Raises
    ------
    Missing
        when the actor may not see it.
    Conflict
        when it has another edition than was looked at.
    Refused
        in another state.
    """
    held = bulletins_for(actor).filter(pk=bulletin).select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    same_edition(held, edition)
    if states and held.state not in states:
        raise Refused(
            _("“%(title)s” is: %(state)s.") % {"title": held, "state": State(held.state).label},
            _("What was asked for does not fit; look at its page."),
        )
    return held


def draft_locked(actor: Actor, bulletin: int, edition: int | None = None) -> Bulletin:
    """Return a draft that the actor writes, locked; raises as `bulletin_locked`, and NotAllowed."""
    seen = bulletins_for(actor).filter(pk=bulletin).exists()
    if not seen:
        raise Missing
    require(can_compose(actor), who_composes())
    return bulletin_locked(actor, bulletin, State.DRAFT, edition=edition)


def touched(held: Bulletin) -> None:
    """Count a change, so that who looked at an older state is told."""
    held.edition += 1
    held.save()


def section_of(held: Bulletin, section: int) -> Section:
    """Return a section of a bulletin.

    Raises
    ------
    Missing
        when it has no such section.
    """
    found = held.sections.filter(pk=section).first()
    if found is None:
        raise Missing
    return found


def require_known(held: Bulletin, text: str, *, without: Section | None = None) -> None:
    """Refuse an own text that names a figure which the bulletin has not.

    Raises
    ------
    Refused
        naming the first one, and some that there are.
    """
    rows = held.figures.all() if without is None else held.figures.exclude(section=without)
    known = set(rows.values_list("key", flat=True))
    for key in references(text):
        if key not in known:
            raise Refused(
                _("There is no figure {%(key)s} in this bulletin.") % {"key": key},
                _("Take one of the list of figures, in braces."),
                "text",
            )


def keep(section: Section, blocks: list[Block], known: dict[str, str]) -> list[str]:
    """Write what a rule says into a section, and its figures; return the keys that changed.

    ``known`` are the values that stood there before; a key that another section has already is
    the same figure and is kept once.
    """
    section.content = plain(blocks)
    section.save()
    section.figures.all().delete()
    others = set(section.bulletin.figures.values_list("key", flat=True))
    rows = [
        _figure(section, part, known) for key, part in facts_in(blocks).items() if key not in others
    ]
    Figure.objects.bulk_create(rows)
    return [row.key for row in rows if row.was]


def _figure(section: Section, part: Part, known: dict[str, str]) -> Figure:
    was = known.get(part.key, part.text)
    return Figure(
        bulletin=section.bulletin,
        section=section,
        key=part.key,
        source=part.source[:200],
        version=part.version[:80],
        value=part.text,
        was=was if was != part.text else "",
    )


def frozen(held: Bulletin, now: datetime) -> int:
    """Freeze all figures of a bulletin; return how many there are."""
    return held.figures.update(frozen_at=now)
