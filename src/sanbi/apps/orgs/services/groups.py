"""Groupings: units that are ranked together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Group, GroupMember, Unit
from sanbi.apps.orgs.rules import can_group


@dataclass(frozen=True)
class GroupDraft:
    """A group as it should become: code, name, and primary keys of its units."""

    code: str
    name: str
    units: tuple[int, ...]


@service("grouping.set")
def grouping_set(
    *, actor: Actor, now: datetime, grouping: str, groups: Sequence[GroupDraft]
) -> list[Group]:
    """Make a grouping as given, or change it to that. Frozen rounds keep the groups they had.

    Raises
    ------
    Refused
        for a unit in two groups, a code given twice, an empty group, or an unknown unit.
    """
    del now
    require(can_group(actor), who_may=Role.OFFICE)
    _check(grouping, groups)
    list(Group.objects.select_for_update().filter(grouping=grouping).order_by("pk"))
    codes = [draft.code for draft in groups]
    Group.objects.filter(grouping=grouping).exclude(code__in=codes).delete()
    made = [
        Group.objects.update_or_create(
            grouping=grouping, code=draft.code, defaults={"name": draft.name, "sequence": place}
        )[0]
        for place, draft in enumerate(groups, start=1)
    ]
    GroupMember.objects.filter(group__in=made).delete()
    GroupMember.objects.bulk_create(
        GroupMember(group=group, unit_id=unit)
        for group, draft in zip(made, groups, strict=True)
        for unit in draft.units
    )
    tell(
        made[0],
        grouping=grouping,
        groups={draft.code: [draft.name, len(draft.units)] for draft in groups},
    )
    return made


def _check(grouping: str, groups: Sequence[GroupDraft]) -> None:
    if not grouping.strip():
        raise Refused(_("The grouping needs a name."), where="grouping")
    if not groups:
        raise Refused(_("A grouping has at least one group."), where="groups")
    codes = [draft.code for draft in groups]
    if len(set(codes)) < len(codes):
        raise Refused(_("Two groups have the same code."), where="groups")
    for draft in groups:
        if not draft.units:
            raise Refused(
                _("The group %(name)s has no unit.") % {"name": draft.name},
                _("Put units into it, or leave it out."),
                draft.code,
            )
    units = [unit for draft in groups for unit in draft.units]
    names = dict(Unit.objects.filter(pk__in=units, until__isnull=True).values_list("pk", "name"))
    twice = sorted({names.get(unit, "") for unit in units if units.count(unit) > 1})
    if twice:
        raise Refused(
            _("These units stand in two groups: %(names)s.") % {"names": ", ".join(twice)},
            _("A unit is ranked in one group."),
            "groups",
        )
    if len(names) < len(set(units)):
        raise Refused(_("A unit is unknown or closed."), where="groups")
