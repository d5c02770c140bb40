"""Code cards: ten on an A4 page, to be cut; the code is made anew from the site's key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from sanbi.apps.ballots.codes import code_of, spaced
from sanbi.apps.ballots.models import Poll, Voter
from sanbi.apps.ballots.paper.setting import set_paper


def cards_pdf(poll: Poll, voters: Sequence[Voter], address: str, now: datetime) -> bytes:
    """Return the cards of a roll in its order."""
    cards = [
        {
            "number": str(voter.number),
            "name": voter.name,
            "about": " · ".join(
                part
                for part in (
                    voter.unit.name if voter.unit else "",
                    voter.post,
                    voter.poll_class.name,
                    voter.venue,
                )
                if part
            ),
            "code": spaced(code_of(settings.SECRET_KEY, poll.pk, voter.pk, voter.card)),
        }
        for voter in voters
    ]
    note = _("One ballot a person. The card opens the ballot; the ballot does not hold the card.")
    where = _("Type the code at a terminal of your venue.")
    if poll.device_allowed:
        where = _("Type the code at a terminal, or at %(address)s") % {"address": address}
    return set_paper(
        "cards", {"title": poll.title, "cards": cards, "note": note, "where": where}, now
    )
