"""Reading a table in a process of its own, with little memory and little time."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from django.utils.translation import gettext as _

from sanbi.apps.orgs.files.checking import Accepted
from sanbi.apps.orgs.files.confining import Bounds, run_confined
from sanbi.apps.orgs.files.limits import MEGABYTE
from sanbi.apps.orgs.files.refusing import refuse, save_again
from sanbi.apps.orgs.files.texts import decoded

MEMORY = 512 * MEGABYTE
SECONDS = 10
OUTPUT = 200 * MEGABYTE
READER = Path(__file__).with_name("sheet_reader.py")

Rows = list[list[str]]


def read_rows(file: Accepted, *, most_rows: int = 5000) -> Rows:
    """Rows of the first sheet of a checked xlsx, ods or csv file, every cell as text.

    Dates come as 2026-10-09, whole numbers without a point.

    Raises
    ------
    Refused
        when it holds too many rows, or takes more than 512 MB or 10 seconds to read.
    """
    return read_sheet(file, most_rows=most_rows)[1]


def read_sheet(file: Accepted, *, most_rows: int = 5000) -> tuple[str, Rows]:
    """Return the name of the first sheet ("" for csv) beside the rows of `read_rows`."""
    sheet = ""
    if file.kind == "csv":
        text = decoded(file.name, file.content)
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text))]
    else:
        sheet, rows = _read(file, most_rows)
    if len(rows) > most_rows:
        refuse(file.name, _("it has more than %(most)s rows.") % {"most": most_rows})
    return sheet, rows


def _read(file: Accepted, most_rows: int) -> tuple[str, Rows]:
    bounds = Bounds(MEMORY, SECONDS, OUTPUT)
    done = run_confined(READER, [str(most_rows + 1)], file.content, bounds)
    if done.ended == "slow":
        refuse(file.name, _("it takes too long to read."), save_again())
    if done.ended != "well":
        refuse(file.name, _("it cannot be read as a table."), save_again())
    found = json.loads(done.output)
    return found["sheet"], found["rows"]
