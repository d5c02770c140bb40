"""Units, groups, calendar and people of the county, made by the services that make them."""

from __future__ import annotations

from datetime import date, datetime

from sanbi.apps.audit.actors import SYSTEM, Role
from sanbi.apps.orgs.services.accounts import Person, accounts_create
from sanbi.apps.orgs.services.appointments import Grantee, appointments_give
from sanbi.apps.orgs.services.calendars import calendar_seed
from sanbi.apps.orgs.services.groups import GroupDraft, grouping_set
from sanbi.apps.orgs.services.units import unit_create
from sanbi.site.demo.accounts import PASSWORD
from sanbi.site.demo.desk import BEGINNING, Desk

FOUNDED = date(2020, 1, 1)
CALENDAR = (2024, 2025, 2026, 2027)


def settle(desk: Desk, now: datetime) -> None:
    """Make the units, everybody's account and role, the calendar, and the groups of the ranking."""
    _units(desk, now)
    _people(desk, now)
    office = desk.named("office")
    calendar_seed(actor=office, now=now, years=CALENDAR)
    drafts = [GroupDraft(code, name, _members(desk, code)) for code, name in desk.county.groups]
    grouping_set(actor=office, now=now, grouping=desk.county.grouping, groups=drafts)


def _units(desk: Desk, now: datetime) -> None:
    made: dict[str, int] = {}
    for number, place in enumerate(desk.county.places):
        made[place.code] = unit_create(
            actor=SYSTEM,
            now=now,
            code=place.code,
            name=place.name,
            kind=place.kind,
            parent=made.get(place.parent),
            since=FOUNDED,
            short_name=place.short,
            statistics_code=f"{place.number:0<12}" if place.number else "",
            civil_code=place.number,
            sequence=number,
        ).pk


def _members(desk: Desk, group: str) -> tuple[int, ...]:
    return tuple(desk.units[place.code] for place in desk.county.townships if place.group == group)


def _people(desk: Desk, now: datetime) -> None:
    everybody = desk.county.people
    made = accounts_create(
        actor=SYSTEM,
        now=now,
        people=[
            Person(item.username, item.name, desk.units[item.unit], item.post, password=PASSWORD)
            for item in everybody
        ],
    )
    grants = [
        Grantee(account.user.pk, Role(item.role), desk.units[item.unit], BEGINNING)
        for account, item in zip(made, everybody, strict=True)
    ]
    appointments_give(actor=SYSTEM, now=now, grants=grants)
