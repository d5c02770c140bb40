"""Whose files somebody may see: asked of the app that keeps the thing they belong to.

An app above registers its kinds when it starts (``AppConfig.ready``)::

    attachments.register("indicators.report", may_see=…, may_add=…, unit_of=…)

Each rule takes the actor and the key of the thing, as text; ``unit_of`` takes the key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Attachment

Rule = Callable[[Actor, str], bool]
UnitOf = Callable[[str], int]


@dataclass(frozen=True)
class Rules:
    """Who sees the files of a kind of thing, who adds and withdraws them, and of which unit it is.

    ``unit_of`` is asked only about things that the actor sees.
    """

    may_see: Rule
    may_add: Rule
    unit_of: UnitOf


KINDS: dict[str, Rules] = {}


def register(kind: str, *, may_see: Rule, may_add: Rule, unit_of: UnitOf) -> None:
    """Tell who sees and adds files of a kind of thing, such as ``indicators.report``."""
    KINDS[kind] = Rules(may_see, may_add, unit_of)


def rules_of(kind: str) -> Rules:
    """The rules of a kind.

    Raises
    ------
    Missing
        when no app has registered it: what nobody answers for is seen by nobody.
    """
    if kind not in KINDS:
        raise Missing
    return KINDS[kind]


def attachments_of(actor: Actor, kind: str, keys: Iterable[object]) -> list[Attachment]:
    """Files of things that the actor may see, withdrawn ones left out; oldest first."""
    rules = rules_of(kind)
    seen = [text for text in map(str, keys) if rules.may_see(actor, text)]
    return list(
        Attachment.objects.filter(kind=kind, key__in=seen, withdrawn_at__isnull=True)
        .select_related("blob", "added_by", "unit")
        .order_by("id")
    )


def attachment_seen(actor: Actor, key: int) -> Attachment:
    """One file.

    Raises
    ------
    Missing
        when there is none, it was withdrawn, or the actor may not see the thing it belongs to.
    """
    found = (
        Attachment.objects.filter(pk=key, withdrawn_at__isnull=True).select_related("blob").first()
    )
    if found is None or not rules_of(found.kind).may_see(actor, found.key):
        raise Missing
    return found
