"""Units and people for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.orgs.models import Appointment, Unit, User
from sanbi.apps.orgs.queries import actor_of

START = date(2026, 1, 1)
ON = date(2026, 10, 9)


def make_unit(
    code: str, name: str = "", kind: str = "township", parent: Unit | None = None
) -> Unit:
    """A unit; its pinyin is its code, so that the order is easy to foresee."""
    return Unit.objects.create(
        code=code, name=name or code, pinyin=code, kind=kind, parent=parent, since=START
    )


def make_user(username: str, unit: Unit, *roles: Role, name: str = "") -> User:
    """An account with roles for its unit, and the password `correct-horse-9`."""
    user = User.objects.create(
        username=username,
        name=name or username,
        unit=unit,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        password="!",
    )
    for role in roles:
        Appointment.objects.create(user=user, role=role, unit=unit, since=START)
    return user


@dataclass
class County:
    """A small county and its people, by name."""

    root: Unit
    towns: list[Unit]
    bureau: Unit
    statistics: Unit
    users: dict[str, User]

    def actor(self, username: str) -> Actor:
        """The person as actor on the day of the tests."""
        return actor_of(self.users[username], ON)


def make_county() -> County:
    """A county: three townships, two bureaus, and people named after their role.

    `clerk`, `town_leader`, `owner` and `evaluator` belong to the first township, `clerk2` and
    `town_leader2` to the second; `bureau` and `bureau2` to 发改局, `stats` to 统计局.
    """
    root = make_unit("C", "云川县", "county")
    towns = [
        make_unit(f"T{number}", name, "township", root)
        for number, name in enumerate(("青石镇", "松涛镇", "云岭乡"), start=1)
    ]
    bureau = make_unit("D1", "县发改局", "department", root)
    statistics = make_unit("D2", "县统计局", "department", root)
    office = make_unit("D3", "县考核办", "department", root)
    people = {
        "office": (office, Role.OFFICE),
        "office2": (office, Role.OFFICE),
        "bureau": (bureau, Role.BUREAU),
        "bureau2": (bureau, Role.BUREAU),
        "stats": (statistics, Role.BUREAU),
        "stats2": (statistics, Role.BUREAU),
        "stats_leader": (statistics, Role.LEADER),
        "clerk": (towns[0], Role.CLERK),
        "town_leader": (towns[0], Role.LEADER),
        "owner": (towns[0], Role.OWNER),
        "evaluator": (towns[0], Role.EVALUATOR),
        "clerk2": (towns[1], Role.CLERK),
        "town_leader2": (towns[1], Role.LEADER),
        "supervisor": (office, Role.SUPERVISOR),
        "leader": (root, Role.LEADER),
        "auditor": (root, Role.AUDITOR),
        "sysadmin": (root, Role.SYSADMIN),
        "secadmin": (root, Role.SECADMIN),
        "auditadmin": (root, Role.AUDITADMIN),
    }
    users = {name: make_user(name, unit, role) for name, (unit, role) in people.items()}
    return County(root, towns, bureau, statistics, users)
