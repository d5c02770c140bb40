"""Reading a roster: one row a person, faults by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sanbi.apps.orgs.chosen import units_by_name
from sanbi.apps.orgs.divisions import TableFault
from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.services.accounts import USERNAME, Person

HEADS = {
    "name": ("name", "姓名"),
    "username": ("username", "账号", "帐号", "用户名"),
    "unit": ("unit", "单位", "单位编码"),
    "post": ("post", "职务"),
    "phone": ("phone", "电话", "手机"),
    "email": ("email", "邮箱"),
}


@dataclass
class Roster:
    """People to make accounts for, and the faults that stand in the way of all of them."""

    people: list[Person] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)


def read_roster(rows: Sequence[Sequence[str]]) -> Roster:
    """Read rows of which the first is the head. Units go by code, name or short name."""
    found = Roster()
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    places = {name: head.index(w) for name, words in HEADS.items() for w in words if w in head}
    for needed in ("name", "username", "unit"):
        if needed not in places:
            message = _("The column “%(name)s” is missing.") % {"name": HEADS[needed][1]}
            found.faults.append(TableFault(1, needed, message))
    if found.faults:
        return found
    units = units_by_name()
    taken = set(User.objects.values_list("username", flat=True))
    for line, row in enumerate(rows[1:], start=2):
        cells = {n: row[p].strip() if p < len(row) else "" for n, p in places.items()}
        if any(cells.values()):
            _read(found, line, cells, units, taken)
    if not found.people and not found.faults:
        found.faults.append(TableFault(1, "", _("There is nobody in the list.")))
    return found


def _read(
    found: Roster, line: int, cells: dict[str, str], units: dict[str, int], taken: set[str]
) -> None:
    faults = []
    username = cells["username"].lower()
    if not cells["name"]:
        faults.append(TableFault(line, "name", _("The name is missing.")))
    if not USERNAME.fullmatch(username):
        hint = _("Use 3 to 60 small letters, digits, dots and hyphens.")
        faults.append(TableFault(line, "username", _("It is not well formed."), hint))
    elif username in taken:
        hint = _("Choose another one.")
        faults.append(TableFault(line, "username", _("It is taken."), hint))
    if cells["unit"] not in units:
        hint = _("Write its code or its name as in the list of units.")
        faults.append(TableFault(line, "unit", _("There is no such unit."), hint))
    found.faults += faults
    taken.add(username)
    if not faults:
        found.people.append(
            Person(
                username=username,
                name=cells["name"],
                unit=units[cells["unit"]],
                post=cells.get("post", ""),
                phone=cells.get("phone", ""),
                email=cells.get("email", ""),
            )
        )
