"""Two steps to an issued bulletin, and the way back: submit, return, sign, recall."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.assessments.audience import people_with
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.queries import latest_anchor
from sanbi.apps.audit.services import service, tell
from sanbi.apps.bulletins.models import Bulletin, Counter, Section, State
from sanbi.apps.bulletins.queries import bulletins_for
from sanbi.apps.bulletins.queries.changes import changes_of
from sanbi.apps.bulletins.rules import can_compose, can_sign
from sanbi.apps.bulletins.services.composing import refreshed
from sanbi.apps.bulletins.services.locking import bulletin_locked, draft_locked, frozen, touched
from sanbi.apps.bulletins.words import who_composes, who_signs
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Unit


@service("bulletin.submit")
def bulletin_submit(*, actor: Actor, now: datetime, bulletin: int, edition: int) -> Bulletin:
    """Hand a draft in to be signed; from now on it stands still.

    Raises
    ------
    Refused
        when figures have changed since it was written.
    """
    held = draft_locked(actor, bulletin, edition)
    changed = changes_of(actor, held, now)
    if changed:
        first = changed[0]
        raise Refused(
            _("%(count)d figures have changed since; the first: {%(key)s}, %(was)s, now %(now)s.")
            % {"count": len(changed), "key": first.key, "was": first.was, "now": first.now},
            _("Refresh the figures, read it again, then hand it in."),
        )
    held.state, held.returned_why = State.SUBMITTED, ""
    held.submitted_by, held.submitted_by_name, held.submitted_at = actor.user, actor.name, now
    touched(held)
    send(
        _signers(actor, now),
        gettext_noop("%(name)s hands in “%(title)s”. Please read it and sign."),
        {"name": actor.name, "title": held.title},
        now=now,
        link=_page_of(held),
        private=["name"],
    )
    tell(held, figures=held.figures.count())
    return held


@service("bulletin.return")
def bulletin_return(
    *, actor: Actor, now: datetime, bulletin: int, edition: int, reason: str
) -> Bulletin:
    """Give a bulletin back to be written anew, with a reason; who handed it in may take it back."""
    held = _waiting(actor, bulletin, edition)
    require(can_sign(actor, held) or can_compose(actor), who_signs())
    held.returned_why = needed(reason, "reason")
    writers = _writers(actor, held)
    held.state = State.DRAFT
    held.submitted_by = held.submitted_at = None
    held.submitted_by_name = ""
    touched(held)
    send(
        writers,
        gettext_noop("“%(title)s” was given back by %(name)s: %(reason)s"),
        {"title": held.title, "name": actor.name, "reason": held.returned_why},
        now=now,
        link=_page_of(held),
        private=["name", "reason"],
    )
    tell(held, reason=held.returned_why)
    return held


@service("bulletin.sign")
def bulletin_sign(*, actor: Actor, now: datetime, bulletin: int, edition: int) -> Bulletin:
    """Sign what another person handed in: it gets its number and date, its figures freeze.

    A version that replaces a recalled one keeps that number.

    Raises
    ------
    NotAllowed
        to whoever handed it in.
    """
    held = _waiting(actor, bulletin, edition)
    require(can_sign(actor, held), who_signs())
    today = timezone.localdate(now)
    if held.number is None:
        held.year, held.number = today.year, next_number(held.series, today.year)
    anchor = latest_anchor()
    held.anchor = f"{anchor.number} {anchor.digest}" if anchor else ""
    held.state, held.dated = State.SIGNED, today
    held.signed_by, held.signed_by_name, held.signed_at = actor.user, actor.name, now
    touched(held)
    send(
        _writers(actor, held),
        gettext_noop("“%(title)s” was signed by %(name)s and is issued as %(number)s."),
        {"title": held.title, "name": actor.name, "number": held.sign},
        now=now,
        link=_page_of(held),
        private=["name"],
    )
    tell(held, number=held.sign, version=held.version, figures=frozen(held, now))
    return held


def _signers(actor: Actor, now: datetime) -> set[int]:
    """The office and the leaders of the county, but not who hands it in (`can_sign`)."""
    county = Unit.objects.filter(parent__isnull=True).values_list("pk", flat=True)
    office = people_with(Role.OFFICE, now=now, but=actor.user)
    return {*office, *people_with(Role.LEADER, now=now, units=county, but=actor.user)}


def _writers(actor: Actor, held: Bulletin) -> set[int]:
    """Who composed and who handed in, unless it is the actor."""
    people = {held.composed_by, held.submitted_by}
    return {person for person in people if person is not None and person != actor.user}


def _page_of(held: Bulletin) -> str:
    return f"/bulletins/{held.pk}/"


def next_number(series: str, year: int) -> int:
    """Return the next number of a series and year; undone with the transaction that asked.

    The row is locked until then, so that no number is left out or given twice.
    """
    Counter.objects.get_or_create(series=series, year=year)
    counter = Counter.objects.select_for_update().get(series=series, year=year)
    counter.last += 1
    counter.save()
    return counter.last


def _waiting(actor: Actor, bulletin: int, edition: int) -> Bulletin:
    if not bulletins_for(actor).filter(pk=bulletin).exists():
        raise Missing
    require(actor.has(Role.OFFICE, Role.LEADER), who_signs())
    return bulletin_locked(actor, bulletin, State.SUBMITTED, edition=edition)


@service("bulletin.recall")
def bulletin_recall(
    *, actor: Actor, now: datetime, bulletin: int, edition: int, reason: str
) -> Bulletin:
    """Recall an issued bulletin with a reason; return the draft of the version that replaces it.

    The recalled one stays readable, with the reason. The new version begins with the same texts
    and the figures of now, and keeps the number.
    """
    if not bulletins_for(actor).filter(pk=bulletin).exists():
        raise Missing
    require(can_compose(actor), who_composes())
    held = bulletin_locked(actor, bulletin, State.SIGNED, edition=edition)
    held.recalled_why = needed(reason, "reason")
    held.state = State.RECALLED
    held.recalled_by, held.recalled_by_name, held.recalled_at = actor.user, actor.name, now
    touched(held)
    made = _next_version(actor, held, now)
    tell(held, reason=held.recalled_why, version=made.version)
    return made


_KEPT = ("kind", "series", "year", "number", "title", "period", "as_of", "issuer", "recipients")


def _next_version(actor: Actor, held: Bulletin, now: datetime) -> Bulletin:
    made = Bulletin.objects.create(
        **{name: getattr(held, name) for name in _KEPT},
        copies=held.copies,
        red_head=held.red_head,
        round=held.round,
        version=held.version + 1,
        replaces=held,
        composed_by=actor.user,
        composed_by_name=actor.name,
        composed_at=now,
    )
    Section.objects.bulk_create(
        Section(bulletin=made, place=row.place, sort=row.sort, heading=row.heading, text=row.text)
        for row in held.sections.all()
    )
    refreshed(actor, made, now)
    return made
