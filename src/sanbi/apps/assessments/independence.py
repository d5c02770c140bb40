"""Who is not independent of an appeal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Appeal, Item, Publication
from sanbi.apps.audit.actors import Actor


def partial(actor: Actor, appeal: Appeal) -> str:
    """Return why somebody is not independent of an appeal; empty if nothing speaks against it.

    Not independent are: people of the unit, who filed it, who proposed or checked a register item
    that the score rests on, and who proposed the run for publication.
    """
    if actor.unit == appeal.unit_id or actor.user == appeal.filed_by:
        return _("You belong to the unit that appeals.")
    items = Item.objects.filter(round=appeal.round_id, unit=appeal.unit_id, leaf=appeal.leaf)
    hands = {hand for pair in items.values_list("proposed_by", "checked_by") for hand in pair}
    if actor.user is None or actor.user in hands:
        return _("You proposed or checked an item that this score rests on.")
    if Publication.objects.filter(run=appeal.run_id, proposed_by=actor.user).exists():
        return _("You put this run forward for publication.")
    return ""
