"""The county's own templates of node chains: each change a new version, the old ones stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.projects.chains import Chain, Offer, offers, read_chain_table
from sanbi.apps.projects.models import ChainTemplate
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.words import who_keeps

LONGEST_NAME = 80


@service("chain.set")
def chain_set(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    rows: Sequence[Sequence[str]],
    code: str = "",
    seen: int = 0,
) -> ChainTemplate:
    """Keep a table of nodes as a template; projects that were laid out before stay as they are.

    Parameters
    ----------
    rows : the table with its head; see `chains.table`.
    code : of the template that it takes the place of; a new one without.
    seen : version that was looked at; 0 for a new one and for one that comes along.

    Raises
    ------
    Refused
        for a table with faults, a name that another template has, and where nothing differs;
        `Conflict` where another version came in between, `Missing` for an unknown code.
    """
    require(can_keep(actor), who_keeps())
    known = offers()
    before = _offer(known, code, seen) if code else None
    found = read_chain_table(rows)
    if found.faults:
        first = found.faults[0]
        raise Refused(first.message, first.hint, "file")
    # The number of a new one follows from all rows, retired ones too, which are never deleted.
    chain = Chain(
        code or f"own-{ChainTemplate.objects.filter(version=1).count() + 1}",
        name.strip(),
        tuple(found.nodes),
        tuple(found.links),
    )
    _require_new(chain, before, known)
    return _keep(actor, now, chain, before)


@service("chain.retire")
def chain_retire(*, actor: Actor, now: datetime, code: str, seen: int) -> ChainTemplate:
    """Offer a template no more; setting it again brings it back.

    Raises
    ------
    Refused
        for the last one on offer, and for one that is retired; `Conflict` where another version
        came in between, `Missing` for an unknown code.
    """
    require(can_keep(actor), who_keeps())
    known = offers()
    before = _offer(known, code, seen)
    if before.retired:
        raise Refused(_("It is on offer no more."), _("Nothing needs to be done."))
    if sum(not offer.retired for offer in known) == 1:
        raise Refused(_("This is the last template."), _("Add another template first."))
    return _keep(actor, now, before.chain, before, retired=True)


def _offer(known: Sequence[Offer], code: str, seen: int) -> Offer:
    found = next((offer for offer in known if offer.chain.code == code), None)
    if found is None:
        raise Missing
    if found.version != seen:
        raise Conflict(
            _("Somebody changed this template in the meantime."),
            _("Look at the newest state, then change it again."),
        )
    return found


def _require_new(chain: Chain, before: Offer | None, known: Sequence[Offer]) -> None:
    if not 1 <= len(chain.name) <= LONGEST_NAME:
        raise Refused(_("The name is missing or too long."), _("Use 1 to 80 characters."), "name")
    names = {offer.chain.name for offer in known if offer.chain.code != chain.code}
    if chain.name in names:
        raise Refused(_("Another template has this name."), _("Choose another name."), "name")
    if before is not None and not before.retired and before.chain == chain:
        raise Refused(_("Nothing differs from what is kept."), _("Nothing needs to be done."))


def _keep(
    actor: Actor, now: datetime, chain: Chain, before: Offer | None, *, retired: bool = False
) -> ChainTemplate:
    # No lock: two who write at once run into the one version that each code has.
    made = ChainTemplate.objects.create(
        code=chain.code,
        version=(before.version if before else 0) + 1,
        name=chain.name,
        content=chain.content(),
        retired=retired,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(made, code=made.code, version=made.version, name=made.name, nodes=len(chain.nodes))
    return made
