"""Paper ballots: one on an A4 page, its number at top and foot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.ballots.models import PaperSlip, Poll, PollClass, PollKind
from sanbi.apps.ballots.paper.setting import set_paper
from sanbi.apps.ballots.queries.polls import subjects_of


def sheets_pdf(
    poll: Poll, poll_class: PollClass, slips: Sequence[PaperSlip], now: datetime
) -> bytes:
    """Return sheets of a class, in the order of their numbers, which were drawn by lot."""
    rules = {
        PollKind.GRADE: _("Tick one box in each line."),
        PollKind.SCORE: _("Write a number from 0 to 100 into each field."),
        PollKind.RANK: _("Write the places 1, 2, 3 … into the fields, each once."),
    }[PollKind(poll.kind)]
    own = "" if poll.own_counts else _("Leave the line of your own unit blank.")
    data = {
        "title": poll.title,
        "class": poll_class.name,
        "rules": " ".join(part for part in (rules, own) if part),
        "heads": [name for name, _weight in poll.criteria] or [""],
        "grades": [name for name, _points in poll.grades] if poll.kind == PollKind.GRADE else [],
        "units": [row.unit.name for row in subjects_of(poll)],
        "numbers": [slip.number for slip in slips],
        "number": _("Number of this sheet"),
        "keep": _("Keep this number: it stands in the published list once the box is sealed."),
    }
    return set_paper("sheets", data, now)
