"""Units and people that a form or a table names."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.models import Unit, User


def units_open(keys: Iterable[int], field: str = "units", *, least: int = 0) -> list[Unit]:
    """Return units that are open, in the order of their keys, each once.

    Raises
    ------
    Refused
        when one is closed, there is none of that key, or there are fewer than ``least``.
    """
    wanted = set(keys)
    found = list(Unit.objects.filter(pk__in=wanted, until__isnull=True).order_by("pk"))
    if len(found) != len(wanted) or len(found) < least:
        raise Refused(_("There is no such unit."), _("Choose one that is open."), field)
    return found


def unit_open(key: int, field: str = "unit") -> Unit:
    """Return one unit that is open; raises as `units_open` does."""
    return units_open([key], field)[0]


def person_open(key: int, field: str) -> User:
    """Return an account that is open.

    Raises
    ------
    Refused
        when there is none.
    """
    found = User.objects.filter(pk=key, is_active=True).first()
    if found is None:
        raise Refused(_("There is no such person."), _("Choose one of the list."), field)
    return found


def units_by_name() -> dict[str, int]:
    """Return open units by code, name and short name."""
    open_units = list(Unit.objects.filter(until__isnull=True))
    names = {unit.short_name: unit.pk for unit in open_units if unit.short_name}
    names |= {unit.name: unit.pk for unit in open_units}
    return names | {unit.code: unit.pk for unit in open_units}


def people_by_name() -> dict[str, int]:
    """Return open accounts by account name, and by name where only one has it."""
    users = list(User.objects.filter(is_active=True).values_list("pk", "name", "username"))
    count: dict[str, int] = {}
    for _pk, name, _username in users:
        count[name] = count.get(name, 0) + 1
    found = {name: pk for pk, name, _username in users if count[name] == 1}
    return found | {username: pk for pk, _name, username in users}
