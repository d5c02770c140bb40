"""A roll read from a table: heads in Chinese or English, one person a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.ballots.services import VoterFacts

HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "name"),
    "poll_class": ("测评组", "类别", "class"),
    "unit": ("单位", "unit"),
    "post": ("职务", "post"),
    "venue": ("会场", "venue"),
}
NEEDED = ("name", "poll_class")


def voters_of(rows: Sequence[Sequence[str]]) -> list[VoterFacts]:
    """Return the people of a table whose first row with all needed heads is its head.

    Raises
    ------
    Refused
        without such a row, naming the heads; and for a row without a name or class, by its line.
    """
    for line, row in enumerate(rows):
        places = _places(row)
        if all(name in places for name in NEEDED):
            return [
                _facts(places, cells, line + number)
                for number, cells in enumerate(rows[line + 1 :], start=2)
                if any(cell.strip() for cell in cells)
            ]
    raise Refused(
        _("No row has the heads 姓名 and 测评组."),
        _("Write them above the columns; 单位, 职务 and 会场 may follow."),
        "file",
    )


def pasted(text: str) -> list[list[str]]:
    """Return the cells of a text pasted from a table: tabs between cells, else commas."""
    lines = [line for line in text.splitlines() if line.strip()]
    sign = "\t" if any("\t" in line for line in lines) else ","
    return [[cell.strip() for cell in line.replace("，", ",").split(sign)] for line in lines]


def _places(row: Sequence[str]) -> dict[str, int]:
    cells = [cell.strip().lower() for cell in row]
    found = {}
    for name, words in HEADS.items():
        at = next((cells.index(word) for word in words if word in cells), None)
        if at is not None:
            found[name] = at
    return found


def _facts(places: Mapping[str, int], cells: Sequence[str], line: int) -> VoterFacts:
    given = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
    for name in NEEDED:
        if not given[name]:
            raise Refused(
                _("Row %(line)d: “%(head)s” is empty.") % {"line": line, "head": HEADS[name][0]},
                _("Fill it in, or delete the row."),
                "file",
            )
    return VoterFacts(**given)
