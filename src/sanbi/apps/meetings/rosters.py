"""A roster as a table: read whole, or refused with the line and column of each fault."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanbi.apps.actions.importing.cells import (
    Table,
    UnfitError,
    choice,
    named,
    read_table,
    text_up_to,
)
from sanbi.apps.meetings.models import Meeting, VoterClass
from sanbi.apps.meetings.services import AttendeeFacts

HEADS = {
    "name": "姓名",
    "unit_name": "单位",
    "post": "职务",
    "venue": "会场",
    "voter_class": "测评组",
    "phone": "联系电话",
}
NEEDED = ("name", "unit_name")
_PHONE_SIGNS = frozenset("0123456789+- ")
_PHONE_LENGTHS = range(7, 21)


def read_roster(rows: Sequence[Sequence[str]], meeting: Meeting) -> Table:
    """Read the people of a table; venues are those of the meeting, by name."""
    found = read_table(
        rows,
        HEADS,
        {
            "name": text_up_to(40),
            "unit_name": text_up_to(80),
            "post": text_up_to(60),
            "venue": named(
                dict(meeting.venues.values_list("name", "pk")),
                _("The meeting has no such venue."),
            ),
            "voter_class": choice(VoterClass.choices),
            "phone": phone,
        },
        NEEDED,
    )
    _doubles(found)
    return found


def facts_of(table: Table) -> list[AttendeeFacts]:
    """Return the people of a table without faults."""
    return [AttendeeFacts(**row.values) for row in table.rows]


def phone(text: str) -> str:
    """Return a telephone number that is one.

    Raises
    ------
    UnfitError
        for other signs than digits, blanks, + and -, and for too few or too many.
    """
    if not set(text) <= _PHONE_SIGNS or len(text) not in _PHONE_LENGTHS:
        raise UnfitError(_("This is no telephone number."), _("Digits, with blanks or -."))
    return text


def _doubles(found: Table) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row in found.rows:
        who = (row.values["name"], row.values["unit_name"])
        if who in seen:
            message = _("The same name and unit stand in line %(line)d.") % {"line": seen[who]}
            found.add_fault(row.line, HEADS["name"], message, _("Leave one out."))
        seen.setdefault(who, row.line)
