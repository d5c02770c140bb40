"""What a document proposes to be filed: sentences that ask for a deed, with what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from sanbi.apps.actions.models import Action, Judgement, State
from sanbi.apps.actions.queries.actions import actions_for
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.documents.models import Document

CONCRETE = 0.5
"""From this concreteness on a sentence is proposed; vaguer ones are kept apart and counted."""
ALIKE = 70
"""Percent of likeness from which on an open action is named as perhaps the same."""
LOOKED_AT = 2000  # of the newest open actions
LONGEST_TITLE = 60
Place = tuple[int, int]


@dataclass(frozen=True)
class Likeness:
    """An open action that reads alike, and how much, in percent."""

    action: Action
    percent: int


@dataclass(frozen=True)
class Proposal:
    """A sentence that may be filed. ``raw`` are its bytes: they name it for good."""

    raw: Place
    row: Mapping[str, Any]
    held: Judgement | None
    is_blocked: bool
    alike: Likeness | None = None

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return f"{self.raw[0]}-{self.raw[1]}"

    @property
    def title(self) -> str:
        """What is to be done, short: the first thing that is asked for, else the words."""
        actions = self.row["actions"]
        return str(actions[0] if actions else self.row["quote"])[:LONGEST_TITLE]

    @property
    def due_on(self) -> date | None:
        """The day that the sentence states."""
        deadline = self.row["deadline"]
        return date.fromisoformat(deadline["day"]) if deadline else None


def proposals_of(actor: Actor, document: Document) -> list[Proposal]:
    """Return the concrete sentences of a document that was read, in its order.

    A sentence that overlaps a place which waits for a person is blocked until it is decided.
    """
    if document.reading is None:
        return []
    record = document.reading.record
    rows = [row for row in record["directives"] if row["concreteness"] >= CONCRETE]
    held = _judged(document)
    waiting = [row["raw"] for row in record["repairs"] if not row["accepted"]]
    open_actions = _open_actions(actor)
    return [_proposal(row, held, waiting, open_actions) for row in rows]


def vague_count(document: Document) -> int:
    """Return how many sentences ask for something that could not be checked."""
    if document.reading is None:
        return 0
    rows = document.reading.record["directives"]
    return sum(row["concreteness"] < CONCRETE for row in rows)


def proposal_get(actor: Actor, document: Document, raw: Place) -> Proposal:
    """Return one proposal.

    Raises
    ------
    Missing
        when the newest reading has no such sentence.
    """
    found = [item for item in proposals_of(actor, document) if item.raw == raw]
    if not found:
        raise Missing
    return found[0]


def _judged(document: Document) -> dict[Place, Judgement]:
    rows = Judgement.objects.filter(document=document).select_related("action").order_by("pk")
    return {(row.raw_start, row.raw_end): row for row in rows}


def _open_actions(actor: Actor) -> list[Action]:
    ended = (State.CLOSED, State.WITHDRAWN)
    rows = actions_for(actor).exclude(state__in=ended).order_by("-pk").select_related(None)
    return list(rows.only("pk", "number", "title", "quote", "state")[:LOOKED_AT])


def _proposal(
    row: Mapping[str, Any],
    held: Mapping[Place, Judgement],
    waiting: Iterable[Sequence[int]],
    open_actions: Iterable[Action],
) -> Proposal:
    raw = (row["raw"][0], row["raw"][1])
    blocked = any(start < raw[1] and raw[0] < end for start, end in waiting)
    judged = held.get(raw)
    own = judged.action_id if judged else None
    others = [item for item in open_actions if item.pk != own]
    return Proposal(raw, row, judged, blocked, _alike(str(row["quote"]), others))


def _alike(quote: str, actions: Iterable[Action]) -> Likeness | None:
    best = max(
        (
            Likeness(item, round(max(fuzz.ratio(quote, item.quote), fuzz.ratio(quote, item.title))))
            for item in actions
        ),
        key=lambda found: found.percent,
        default=None,
    )
    return best if best is not None and best.percent >= ALIKE else None
