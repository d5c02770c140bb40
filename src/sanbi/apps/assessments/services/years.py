"""The new year: groupings, targets and the scheme carried over as drafts to be looked through."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Scheme, SchemeVersion
from sanbi.apps.assessments.queries.years import groupings_of, in_new_year, targets_to_copy
from sanbi.apps.assessments.rules import is_office
from sanbi.apps.assessments.services.schemes import text_digest
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.models import Target
from sanbi.apps.orgs.models import Group, GroupMember

EARLIEST, LATEST = 2000, 2100


@service("year.copy")
def year_copy(
    *, actor: Actor, now: datetime, from_year: int, to_year: int, scheme: int | None = None
) -> SchemeVersion | None:
    """Carry a year over into the next one.

    Active indicators and data sets have no year and stay. Copied are: groupings whose name holds
    the year; the targets of the year, as first versions that the bureaus then set anew; and, if
    named, the latest adopted version of a scheme as a draft with the new year in its dates. What
    is there for the new year already is left alone.

    Raises
    ------
    Refused
        for years out of order, a scheme with an open draft, and where nothing is left to copy.
    """
    require(is_office(actor), _("the assessment office"))
    if not EARLIEST <= from_year < to_year <= LATEST:
        raise Refused(
            _("The new year must follow the old one."), _("Write years such as 2026."), "to_year"
        )
    groupings = _copy_groupings(from_year, to_year)
    targets = _copy_targets(from_year, to_year, actor, now)
    version = None if scheme is None else _next_version(scheme, from_year, to_year, actor, now)
    if not groupings and not targets and version is None:
        raise Refused(
            _("Nothing is left to copy: what %(year)d needs is there.") % {"year": to_year},
            _("Look through the targets and schemes of the new year instead."),
        )
    tell(
        version,
        from_year=from_year,
        to_year=to_year,
        groupings=groupings,
        targets=targets,
    )
    return version


def _copy_groupings(from_year: int, to_year: int) -> int:
    copied = 0
    for name, new, is_there in groupings_of(from_year, to_year):
        if is_there:
            continue
        copied += 1
        for group in Group.objects.filter(grouping=name):
            made = Group.objects.create(
                grouping=new, code=group.code, name=group.name, sequence=group.sequence
            )
            GroupMember.objects.bulk_create(
                GroupMember(group=made, unit_id=unit)
                for unit in group.members.filter(unit__until__isnull=True).values_list(
                    "unit", flat=True
                )
            )
    return copied


def _copy_targets(from_year: int, to_year: int, actor: Actor, now: datetime) -> int:
    made = Target.objects.bulk_create(
        Target(
            unit_id=goal.unit_id,
            indicator_id=goal.indicator_id,
            year=to_year,
            version=1,
            value=goal.value,
            q1=goal.q1,
            q2=goal.q2,
            q3=goal.q3,
            reason=_("carried over from %(year)d, to be set anew") % {"year": from_year},
            by=actor.user,
            by_name=actor.name,
            at=now,
        )
        for goal in targets_to_copy(from_year, to_year)
    )
    return len(made)


def _next_version(
    scheme: int, from_year: int, to_year: int, actor: Actor, now: datetime
) -> SchemeVersion:
    held = Scheme.objects.select_for_update().filter(pk=scheme).first()
    if held is None:
        raise Missing
    if held.versions.filter(adopted_at__isnull=True).exists():
        raise Refused(_("The scheme has an open draft."), _("Adopt it first."), "scheme")
    latest = held.versions.order_by("-number").first()
    if latest is None:
        raise Missing
    text = in_new_year(latest.text, from_year, to_year)
    last = held.versions.aggregate(most=Max("number"))["most"] or 0
    return SchemeVersion.objects.create(
        scheme=held,
        number=last + 1,
        text=text,
        digest=text_digest(text),
        note=_("carried over from %(year)d, to be set anew") % {"year": from_year},
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
