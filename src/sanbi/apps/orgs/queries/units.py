"""Units as tree, groups, and one by one. Names of units are for everybody who is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Group, Unit, UnitChange, User


@dataclass(frozen=True)
class Branch:
    """A unit and how deep it stands."""

    unit: Unit
    depth: int
    people: int


def tree(*, closed: bool = False) -> list[Branch]:
    """All units from the root on, those below each right after it."""
    rows = Unit.objects.all() if closed else Unit.objects.filter(until__isnull=True)
    below: dict[int | None, list[Unit]] = {}
    for unit in rows.order_by("sequence", "kind", "pinyin", "code"):
        below.setdefault(unit.parent_id, []).append(unit)
    counts: dict[int, int] = {}
    for key in User.objects.filter(is_active=True, unit__isnull=False).values_list(
        "unit_id", flat=True
    ):
        if key is not None:
            counts[key] = counts.get(key, 0) + 1
    found: list[Branch] = []

    def walk(parent: int | None, depth: int) -> None:
        for unit in below.get(parent, []):
            found.append(Branch(unit, depth, counts.get(unit.pk, 0)))
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return found


@dataclass(frozen=True)
class UnitPage:
    """All that the page of one unit shows."""

    unit: Unit
    people: list[User]
    changes: list[UnitChange]
    groups: list[Group]
    below: list[Unit]


def unit_page(key: int) -> UnitPage:
    """One unit.

    Raises
    ------
    Missing
        when there is none.
    """
    unit = Unit.objects.select_related("parent").filter(pk=key).first()
    if unit is None:
        raise Missing
    return UnitPage(
        unit,
        list(unit.people.filter(is_active=True).order_by("pinyin", "username")),
        list(unit.changes.all()),
        list(Group.objects.filter(members__unit=unit).order_by("grouping")),
        list(unit.children.filter(until__isnull=True).order_by("sequence", "pinyin")),
    )


@dataclass(frozen=True)
class Grouping:
    """A grouping with its groups, each with its units."""

    name: str
    groups: tuple[tuple[Group, tuple[Unit, ...]], ...]


def groupings() -> list[Grouping]:
    """All groupings, the latest name first."""
    found: dict[str, list[tuple[Group, tuple[Unit, ...]]]] = {}
    for group in Group.objects.prefetch_related("members__unit"):
        units = sorted((member.unit for member in group.members.all()), key=lambda u: u.pinyin)
        found.setdefault(group.grouping, []).append((group, tuple(units)))
    return [Grouping(name, tuple(rows)) for name, rows in sorted(found.items(), reverse=True)]
