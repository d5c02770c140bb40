"""Addresses that make a browser a terminal of a venue."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage

from sanbi.apps.ballots.models import Poll
from sanbi.apps.ballots.queries.polls import voted_by_venue
from sanbi.apps.ballots.tokens import terminal_token

OF_A_VENUE = 3
"""Terminals that are offered for each venue."""


@dataclass(frozen=True)
class Terminal:
    """A terminal: what stands behind the # of its address never reaches a server's log."""

    venue: str
    number: int
    address: str
    drawing: SafeString


def terminals_of(poll: Poll, address: str) -> list[Terminal]:
    """Return the terminals of each venue of the roll, numbered through."""
    venues = [venue for venue, _people, _voted in voted_by_venue(poll)]
    found = []
    for at in range(len(venues) * OF_A_VENUE):
        venue, number = venues[at // OF_A_VENUE], at + 1
        token = terminal_token(settings.SECRET_KEY, poll.pk, venue, number)
        link = f"{address}#terminal={token}"
        found.append(Terminal(venue, number, link, drawing_of(link)))
    return found


def drawing_of(text: str) -> SafeString:
    """Return a QR code as SVG."""
    image = qrcode.make(text, image_factory=SvgPathImage, border=2)
    drawn: str = image.to_string(encoding="unicode")
    return mark_safe(drawn)  # noqa: S308 - drawn here, of no tags
