"""A register from a table: the template, what was read, what it would change, and taking it in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.files import check_upload, read_rows
from sanbi.apps.orgs.forms import TableForm
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects.importing import DAYS, DECIMALS, HEADS, MOST_ROWS, Table, read_register
from sanbi.apps.projects.models import Origin, Project, Sort, Stage
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.services.importing import differences_of, projects_import

SALT = "sanbi.projects.import"
TABLES = frozenset({"xlsx", "ods", "csv"})
MOST_SHOWN = 200
EMPTY = "—"
CHOICES = {"sort": Sort.choices, "origin": Origin.choices}
ALL_DAYS = {*DAYS, *Stage.values}


@page(can_keep)
def imported(request: Request) -> HttpResponse:
    """Read a table, show what it would do, and take it in once agreed to."""
    if "rows" in request.POST:
        return _taken(request)
    form = TableForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {
        "form": form,
        "trail": [(_("Projects"), reverse("projects")), (_("Import"),)],
        "most": MOST_ROWS,
    }
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            file = check_upload(sent.name, sent.read(), kinds=TABLES)
            rows = read_rows(file, most_rows=MOST_ROWS + 1)
        except Refused as error:
            form.add_error("file", str(error))
        else:
            shown |= _difference(rows, read_register(rows, timezone.localdate(request.now)))
    return render(request, "projects/import.html", shown)


def _difference(rows: list[list[str]], table: Table) -> dict[str, Any]:
    if table.faults:
        return {"faults": table.faults[:MOST_SHOWN], "more": max(len(table.faults) - MOST_SHOWN, 0)}
    found = differences_of(table.rows, _columns(rows))
    new = [item for item in found if item.project is None]
    changed = [item for item in found if item.project is not None]
    return {
        "read": len(table.rows),
        "new": new[:MOST_SHOWN],
        "changed": [(item, _said(item.changes)) for item in changed[:MOST_SHOWN]],
        "emptied": sum(
            _text(name, after) == EMPTY
            for item in changed
            for name, (_before, after) in item.changes.items()
        ),
        "counts": (len(new), len(changed), len(table.rows) - len(found)),
        "rows": signing.dumps({"rows": rows, "seen": _seen(table)}, salt=SALT, compress=True),
    }


def _seen(table: Table) -> dict[str, int]:
    """Editions of the projects that the table names: what the reader agrees to change."""
    codes = [row.facts.code for row in table.rows]
    return dict(Project.objects.filter(code__in=codes).values_list("code", "edition"))


def _columns(rows: list[list[str]]) -> set[str]:
    head = {cell.strip() for cell in rows[0]}
    return {name for name, word in HEADS.items() if word in head}


def _said(changes: dict[str, list[Any]]) -> list[tuple[str, str, str]]:
    return [
        (HEADS[name], _text(name, before), _text(name, after))
        for name, (before, after) in changes.items()
    ]


def _text(name: str, value: Any) -> str:  # noqa: ANN401 - a field's value
    if value in (None, "", []):
        return EMPTY
    if name in CHOICES:
        return str(dict(CHOICES[name]).get(value, value))
    if name in DECIMALS:
        return format(Decimal(value).normalize(), "f")
    return "，".join(map(str, value)) if isinstance(value, list) else str(value)


def _taken(request: Request) -> HttpResponse:
    try:
        held = signing.loads(request.POST["rows"], salt=SALT, max_age=3600)
    except signing.BadSignature as error:
        raise Refused(
            _("This table was looked at too long ago."), _("Send it once more.")
        ) from error
    table = read_register(held["rows"], timezone.localdate(request.now))
    if table.faults:
        raise Refused(_("The table no longer fits."), _("Send it once more."))
    done = projects_import(
        actor=request.actor,
        now=request.now,
        rows=table.rows,
        columns=_columns(held["rows"]),
        seen=held["seen"],
    )
    messages.success(request, _("%(count)s projects are taken in.") % {"count": len(done)})
    return redirect("projects")


@page(can_keep)
def template(request: Request) -> HttpResponse:
    """Hand out the table to fill in, with one project as an example."""
    columns = tuple(Column(word, _kind(name), width=14) for name, word in HEADS.items())
    example = dict.fromkeys(HEADS, "") | {
        "code": "2026-001",
        "name": "示例：新材料产业园二期（请删除本行）",
        "sort": "工业",
        "unit": "青石镇",
        "total_wan": "126000",
        "origin": "民间投资",
        "tags": "省重点，专项债",
        "lead": "2026-01-05",
        "signed": "2026-03-20",
    }
    rows = [tuple(example[name] for name in HEADS)]
    return table_answer(request.GET.get("format"), _("Template of the register"), columns, rows)


def _kind(name: str) -> Kind:
    if name in ALL_DAYS:
        return Kind.DATE
    return Kind.NUMBER if name in {*DECIMALS, "jobs"} else Kind.TEXT
