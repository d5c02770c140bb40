"""The problems of a list from a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sanbi.apps.actions.importing.cells import (
    Table,
    add_doubles,
    choice,
    day_from,
    named,
    read_table,
    several,
    text_up_to,
    whole_number,
)
from sanbi.apps.actions.list_forms import FIELDS
from sanbi.apps.actions.models import Problem
from sanbi.apps.actions.services import ProblemFacts
from sanbi.apps.actions.services.locking import FARTHEST
from sanbi.apps.orgs.chosen import people_by_name, units_by_name

COLUMNS = (
    "place",
    "finding",
    "term",
    "lead_unit",
    "supporting",
    "leader",
    "measure",
    "due_on",
    "wanted",
)
HEADS = {name: FIELDS[name] for name in COLUMNS}
NEEDED = ("finding", "lead_unit", "due_on", "wanted")
MOST_ROWS = 300
HIGHEST_PLACE = 9_999


def read_problems(rows: Sequence[Sequence[str]], today: date, taken: set[int]) -> Table:
    """Read the problems of a table; every fault names its line and column.

    Parameters
    ----------
    taken : places of the list that are taken
    """
    units = named(units_by_name(), _("There is no such unit."))
    found = read_table(
        rows,
        HEADS,
        {
            "place": whole_number(HIGHEST_PLACE),
            "finding": text_up_to(2000),
            "term": choice(Problem.Term.choices),
            "lead_unit": units,
            "supporting": several(units),
            "leader": named(people_by_name(), _("There is no such person.")),
            "measure": text_up_to(2000),
            "due_on": day_from(today, date(today.year + FARTHEST, 12, 31)),
            "wanted": text_up_to(300),
        },
        NEEDED,
    )
    add_doubles(found, "place", HEADS["place"])
    for row in found.rows:
        if row.values.get("place") in taken:
            found.add_fault(
                row.line,
                HEADS["place"],
                _("Number %(place)d of the list is taken.") % {"place": row.values["place"]},
                _("Leave the number empty, or choose another."),
            )
    return found


def facts_of(table: Table) -> list[ProblemFacts]:
    """Return the problems of a table without faults."""
    return [ProblemFacts(**row.values) for row in table.rows]
