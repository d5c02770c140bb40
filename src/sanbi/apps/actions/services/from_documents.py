"""Sentences of documents: filed as actions, found in one that exists, or left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.actions.models import Action, Judgement, Source
from sanbi.apps.actions.queries import action_get
from sanbi.apps.actions.queries.inbox import Place, Proposal, proposal_get
from sanbi.apps.actions.rules import is_supervisor
from sanbi.apps.actions.services.filing import Facts, filed
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.documents.models import Document
from sanbi.apps.documents.queries import document_get

Verdict = Judgement.Verdict


@service("proposal.file")
def proposal_file(
    *, actor: Actor, now: datetime, document: int, place: Place, facts: Facts
) -> Action:
    """File a sentence of a document as an action, which keeps its words and where they stand.

    Raises
    ------
    Refused
        when it is filed already, overlaps a place that waits for a decision, or a fact is missing.
    """
    require(is_supervisor(actor), who_supervises())
    held, found = _open_proposal(actor, document, place)
    if found.is_blocked:
        raise Refused(
            _("The sentence holds a damaged place that waits for a decision."),
            _("Decide about the place first."),
        )
    start, end = found.row["span"]
    made = filed(
        actor,
        now,
        replace(
            facts,
            source=Source.DOCUMENT,
            source_text=str(held)[:200],
            source_link=f"{reverse('document-proposals', args=[held.pk])}#p-{found.key}",
            quote=str(found.row["quote"]),
            span=(start, end),
        ),
    )
    _judge(actor, now, held, found, Verdict.FILED, action=made)
    tell(made, document=str(held), unit=made.lead_unit.name, due_on=made.due_on)
    return made


@service("proposal.merge")
def proposal_merge(
    *, actor: Actor, now: datetime, document: int, place: Place, action: int
) -> Action:
    """Say that a sentence of a document belongs to an action that is there."""
    require(is_supervisor(actor), who_supervises())
    held, found = _open_proposal(actor, document, place)
    known = _chosen(actor, action)
    _judge(actor, now, held, found, Verdict.MERGED, action=known)
    tell(known, document=str(held), text=str(found.row["quote"])[:200])
    return known


@service("proposal.reject")
def proposal_reject(
    *, actor: Actor, now: datetime, document: int, place: Place, why: str
) -> Document:
    """Say that a sentence is not to be filed, with the reason; it can still be filed later."""
    require(is_supervisor(actor), who_supervises())
    held, found = _open_proposal(actor, document, place)
    reason = needed(why, "why")
    _judge(actor, now, held, found, Verdict.REJECTED, why=reason)
    tell(held, text=str(found.row["quote"])[:200], reason=reason)
    return held


def _chosen(actor: Actor, action: int) -> Action:
    try:
        return action_get(actor, action)
    except Missing:
        raise Refused(_("No such action."), _("Choose one of the list."), "action") from None


def _open_proposal(actor: Actor, document: int, place: Place) -> tuple[Document, Proposal]:
    held = document_get(actor, document)
    Document.objects.select_for_update(of=("self",)).get(pk=held.pk)
    found = proposal_get(actor, held, place)
    if found.held is not None and found.held.verdict != Verdict.REJECTED:
        raise Refused(
            _("The sentence belongs to %(action)s already.") % {"action": found.held.action},
            _("Open that action."),
        )
    return held, found


def _judge(
    actor: Actor,
    now: datetime,
    document: Document,
    found: Proposal,
    verdict: Verdict,
    *,
    action: Action | None = None,
    why: str = "",
) -> None:
    Judgement.objects.create(
        document=document,
        raw_start=found.raw[0],
        raw_end=found.raw[1],
        quote=found.row["quote"],
        verdict=verdict,
        action=action,
        why=why,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
