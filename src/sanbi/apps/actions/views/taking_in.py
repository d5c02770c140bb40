"""Taking in a table: read, shown with its faults or its rows, and done once agreed to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanbi.apps.actions.importing.cells import Table
from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.files import check_upload, read_sheet
from sanbi.apps.orgs.forms import TableForm
from sanbi.apps.orgs.pages import Request

TABLES = frozenset({"xlsx", "ods", "csv"})
MOST_SHOWN = 200
HOUR = 3600
Rows = list[list[str]]


def taken_in(
    request: Request,
    *,
    read: Callable[[Rows], Table],
    deed: Callable[[Table], int],
    most: int,
    heads: Mapping[str, str],
    back: str,
    shown: Mapping[str, Any],
) -> HttpResponse:
    """Read a table that was sent, show what is wrong with it or what it holds; then do the deed.

    Parameters
    ----------
    deed : takes the table in and returns how many rows it has
    most : rows that are read
    heads : field → head, for the rows as they are shown
    """
    if "rows" in request.POST:
        return _done(request, read, deed, back)
    form = TableForm(request.POST or None, request.FILES or None)
    found: dict[str, Any] = {"form": form, "most": most, "back": back, **shown}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            file = check_upload(sent.name, sent.read(), kinds=TABLES)
            sheet, rows = read_sheet(file, most_rows=most + 5)
        except Refused as error:
            form.add_error("file", str(error))
        else:
            found |= {"sheet": sheet, **_read(rows, read(rows), heads, request)}
    return render(request, "actions/import.html", found)


def _read(rows: Rows, table: Table, heads: Mapping[str, str], request: Request) -> dict[str, Any]:
    if table.faults:
        more = max(len(table.faults) - MOST_SHOWN, 0)
        return {"faults": table.faults[:MOST_SHOWN], "more": more}
    first = rows[min(row.line for row in table.rows) - 2 :: -1]
    head = next(row for row in first if set(heads.values()) & {cell.strip() for cell in row})
    places = [place for place, cell in enumerate(head) if cell.strip() in heads.values()]
    return {
        "heads": [head[place].strip() for place in places],
        "lines": [
            (row.line, [_cell(rows[row.line - 1], place) for place in places])
            for row in table.rows[:MOST_SHOWN]
        ],
        "count": len(table.rows),
        "rows": signing.dumps(rows, salt=request.path, compress=True),
    }


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _done(
    request: Request, read: Callable[[Rows], Table], deed: Callable[[Table], int], back: str
) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["rows"], salt=request.path, max_age=HOUR)
    except signing.BadSignature as error:
        raise Refused(
            _("This table was looked at too long ago."), _("Send it once more.")
        ) from error
    table = read(rows)
    if table.faults:
        raise Refused(_("The table no longer fits."), _("Send it once more."))
    count = deed(table)
    messages.success(request, _("%(count)d rows are taken in.") % {"count": count})
    return redirect(back)
