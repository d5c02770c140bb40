"""Units: made, renamed, moved and closed, each with its day and document."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Appointment, Unit, UnitChange
from sanbi.apps.orgs.pinyin import place_key
from sanbi.apps.orgs.rules import can_make_accounts

MAKER = Role.SYSADMIN


@service("unit.create")
def unit_create(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    name: str,
    kind: str,
    parent: int | None = None,
    since: date | None = None,
    short_name: str = "",
    statistics_code: str = "",
    civil_code: str = "",
    sequence: int = 0,
) -> Unit:
    """Make a unit; its pinyin key comes from the name.

    Raises
    ------
    Refused
        for a code that is taken, an unknown kind, a missing parent, or a second root.
    """
    del now
    require(can_make_accounts(actor), who_may=MAKER)
    above = unit_locked(parent) if parent is not None else None
    _check_codes(code, statistics_code, civil_code)
    _check_place(kind, above)
    unit = Unit.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        pinyin=place_key(name),
        kind=kind,
        parent=above,
        since=since,
        statistics_code=statistics_code,
        civil_code=civil_code,
        sequence=sequence,
    )
    tell(unit, code=code, kind=kind, parent=above.code if above else None, since=since)
    return unit


@service("unit.rename")
def unit_rename(
    *,
    actor: Actor,
    now: datetime,
    unit: int,
    name: str,
    on: date,
    short_name: str = "",
    document: str = "",
) -> Unit:
    """Give a unit another name from a day on; the old one stays in its history."""
    del now
    require(can_make_accounts(actor), who_may=MAKER)
    held = unit_locked(unit)
    if name == held.name and short_name == held.short_name:
        raise Refused(_("The unit has this name already."), _("Type the new one."), "name")
    before = held.name
    held.name, held.short_name, held.pinyin = name, short_name, place_key(name)
    held.save(update_fields=["name", "short_name", "pinyin"])
    _note(held, "rename", on, before, name, document)
    tell(held, before=before, after=name, on=on, document=document)
    return held


@service("unit.move")
def unit_move(
    *, actor: Actor, now: datetime, unit: int, parent: int, on: date, document: str = ""
) -> Unit:
    """Put a unit below another one from a day on.

    Raises
    ------
    Refused
        for a place below itself, where it stands already, or for the root.
    """
    del now
    require(can_make_accounts(actor), who_may=MAKER)
    held, above = _tree_locked(unit, parent)
    if held.parent_id is None:
        raise Refused(_("The county is the root of the tree and does not move."))
    if held.parent_id == above.pk:
        raise Refused(_("The unit stands there already."), where="parent")
    if held.pk in _line_of(above):
        raise Refused(
            _("A unit cannot stand below itself."), _("Choose a unit above it."), "parent"
        )
    before = held.parent.name if held.parent else ""
    held.parent = above
    held.save(update_fields=["parent"])
    _note(held, "move", on, before, above.name, document)
    tell(held, before=before, after=above.name, on=on, document=document)
    return held


@service("unit.close")
def unit_close(*, actor: Actor, now: datetime, unit: int, on: date, document: str = "") -> Unit:
    """End a unit: the day given is its last. What it has reported stays.

    Raises
    ------
    Refused
        while units stand below it or somebody holds a role for it after that day.
    """
    del now
    require(can_make_accounts(actor), who_may=MAKER)
    held = unit_locked(unit)
    _check_empty(held, on)
    held.until = on
    held.save(update_fields=["until"])
    _note(held, "close", on, held.name, "", document)
    tell(held, on=on, document=document)
    return held


def unit_locked(key: int) -> Unit:
    """Return a unit, its row locked.

    Raises
    ------
    Missing
        when there is none.
    """
    return units_locked(key)[0]


def units_locked(*keys: int) -> list[Unit]:
    """Return units in the order asked for, their rows locked in that of their keys."""
    rows = Unit.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {unit.pk: unit for unit in rows}
    if len(found) < len(set(keys)):
        raise Missing
    return [found[key] for key in keys]


def _tree_locked(*keys: int) -> list[Unit]:
    """Return units in the order asked for, with the whole tree locked.

    Two moves that have no unit in common can still close a ring together.
    """
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk"))
    return units_locked(*keys)


def _check_codes(code: str, statistics_code: str, civil_code: str) -> None:
    wanted = {"code": code, "statistics_code": statistics_code, "civil_code": civil_code}
    for field, value in wanted.items():
        if value and Unit.objects.filter(**{field: value}).exists():
            raise Refused(
                _("The code %(code)s is taken.") % {"code": value},
                _("Each unit has codes of its own."),
                field,
            )


def _check_place(kind: str, above: Unit | None) -> None:
    if kind not in Unit.Kind.values:
        raise Refused(_("This kind of unit is unknown."), where="kind")
    if above is None and Unit.objects.filter(parent__isnull=True).exists():
        raise Refused(
            _("There is a county already."), _("Choose the unit that stands above."), "parent"
        )
    if above is not None and above.until is not None:
        raise Refused(_("The unit above is closed."), _("Choose another one."), "parent")


def _check_empty(unit: Unit, on: date) -> None:
    if unit.until is not None:
        raise Refused(_("The unit is closed already."))
    if unit.since is not None and on < unit.since:
        raise Refused(_("The unit did not exist yet on that day."), where="on")
    below = unit.children.filter(until__isnull=True).count()
    if below:
        raise Refused(
            _("%(count)s units stand below it.") % {"count": below},
            _("Move or close them first."),
        )
    held = Appointment.objects.filter(unit=unit).exclude(until__lte=on).select_related("user")
    names = ", ".join(sorted({str(item.user) for item in held})[:5])
    if names:
        raise Refused(
            _("These people hold roles for it after that day: %(names)s.") % {"names": names},
            _("End or hand over their roles first."),
        )


def _line_of(unit: Unit) -> set[int]:
    """The unit and all above it."""
    parents = dict(Unit.objects.values_list("pk", "parent"))
    line: set[int] = set()
    here: int | None = unit.pk
    while here is not None and here not in line:
        line.add(here)
        here = parents[here]
    return line


def _note(unit: Unit, what: str, on: date, before: str, after: str, document: str) -> None:
    UnitChange.objects.create(
        unit=unit, on=on, what=what, before=before, after=after, document=document
    )
