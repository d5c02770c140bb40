"""Taking in a table of divisions: first what would change, then the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.divisions import Division
from sanbi.apps.orgs.models import Unit, UnitChange
from sanbi.apps.orgs.pinyin import place_key
from sanbi.apps.orgs.rules import can_make_accounts

FIELDS = ("name", "short_name", "kind", "statistics_code", "civil_code")


@dataclass(frozen=True)
class Difference:
    """What a row would change: a new unit, or fields with their old and new values."""

    row: Division
    unit: Unit | None
    fields: tuple[tuple[str, str, str], ...] = ()


def differences(rows: Sequence[Division]) -> list[Difference]:
    """Return what taking the rows in would change; rows that change nothing are left out.

    Raises
    ------
    Refused
        for a unit above that neither the table nor the county has, or a national code that
        another unit of the county bears.
    """
    known = {unit.code: unit for unit in Unit.objects.select_related("parent")}
    codes = known.keys() | {row.code for row in rows}
    found = []
    for row in rows:
        if row.parent and row.parent not in codes:
            raise Refused(
                _("Line %(line)s: there is no unit %(code)s.")
                % {"line": row.line, "code": row.parent},
                _("Put it into the table, or leave the column empty."),
                "parent",
            )
        _check_codes(row)
        unit = known.get(row.code)
        if unit is None:
            found.append(Difference(row, None))
            continue
        changed = tuple(
            (name, str(getattr(unit, name)), getattr(row, name))
            for name in FIELDS
            if getattr(row, name) and getattr(unit, name) != getattr(row, name)
        )
        if changed:
            found.append(Difference(row, unit, changed))
    return found


@service("unit.import")
def units_import(
    *, actor: Actor, now: datetime, rows: Sequence[Division], on: date, document: str = ""
) -> list[Difference]:
    """Take the rows in: units not known are made, others get the names and codes given.

    A unit without one above stands below the county. Nothing is closed or moved: that needs a day
    and a document for each.
    """
    del now
    require(can_make_accounts(actor), who_may=Role.SYSADMIN)
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk"))
    changes = differences(rows)
    if not changes:
        raise Refused(_("The table changes nothing."))
    _make([change.row for change in changes if change.unit is None], on)
    for change in changes:
        if change.unit is not None:
            _change(change.unit, change, on, document)
    tell(
        None,
        made=[change.row.code for change in changes if change.unit is None],
        changed={
            change.row.code: {name: [old, new] for name, old, new in change.fields}
            for change in changes
            if change.unit is not None
        },
        on=on,
        document=document,
    )
    return changes


def _make(rows: Sequence[Division], on: date) -> None:
    made = [
        Unit(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            pinyin=place_key(row.name),
            kind=row.kind,
            statistics_code=row.statistics_code,
            civil_code=row.civil_code,
            since=on,
        )
        for row in rows
    ]
    root = Unit.objects.filter(parent__isnull=True).first()
    Unit.objects.bulk_create(made)
    units = {unit.code: unit for unit in Unit.objects.all()}
    top = root or next((unit for unit in made if unit.kind == Unit.Kind.COUNTY), None)
    if top is None:
        raise Refused(_("There is no county yet."), _("Give it a row of the kind county 县."))
    for row in rows:
        unit = units[row.code]
        if unit.pk != top.pk:
            unit.parent = units[row.parent] if row.parent else top
    Unit.objects.bulk_update([units[row.code] for row in rows], ["parent"])


def _change(unit: Unit, change: Difference, on: date, document: str) -> None:
    for name, old, new in change.fields:
        setattr(unit, name, new)
        if name == "name":
            unit.pinyin = place_key(new)
            UnitChange.objects.create(
                unit=unit, on=on, what="rename", before=old, after=new, document=document
            )
    unit.save()


def _check_codes(row: Division) -> None:
    for name in ("statistics_code", "civil_code"):
        value = getattr(row, name)
        others = Unit.objects.filter(Q(**{name: value})).exclude(code=row.code)
        if value and others.exists():
            raise Refused(
                _("Line %(line)s: the code %(code)s belongs to another unit.")
                % {"line": row.line, "code": value},
                _("Compare the table with the list of units."),
                name,
            )
