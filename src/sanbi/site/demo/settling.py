"""Units, groups and people of the county.

They are written as rows until the services of units and rosters can take them in.
"""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from sanbi.apps.orgs.models import Appointment, Group, GroupMember, Unit, User
from sanbi.apps.orgs.pinyin import person_key, place_key
from sanbi.site.demo.accounts import PASSWORD
from sanbi.site.demo.desk import BEGINNING, Desk

FOUNDED = date(2020, 1, 1)


def settle(desk: Desk, now: datetime) -> None:
    """Make the units, the groups that are ranked together, and everybody's account."""
    _units(desk)
    _groups(desk)
    _people(desk, now)


def _units(desk: Desk) -> None:
    rows = {
        place.code: Unit(
            code=place.code,
            name=place.name,
            short_name=place.short,
            pinyin=place_key(place.name),
            kind=place.kind,
            statistics_code=f"{place.number:0<12}" if place.number else "",
            civil_code=place.number,
            sequence=number,
            since=FOUNDED,
        )
        for number, place in enumerate(desk.county.places)
    }
    root = next(place for place in desk.county.places if not place.parent)
    rows[root.code].save()
    for place in desk.county.places:
        if place.parent:
            rows[place.code].parent = rows[place.parent]
    Unit.objects.bulk_create(row for code, row in rows.items() if code != root.code)


def _groups(desk: Desk) -> None:
    for number, (code, name) in enumerate(desk.county.groups):
        group = Group.objects.create(
            grouping=desk.county.grouping, code=code, name=name, sequence=number
        )
        GroupMember.objects.bulk_create(
            GroupMember(group=group, unit_id=desk.units[place.code])
            for place in desk.county.townships
            if place.group == code
        )


def _people(desk: Desk, now: datetime) -> None:
    # One password for all, in clear on the sign-in page: one hash is as good as eighty.
    kept = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(
            username=person.username,
            name=person.name,
            pinyin=person_key(person.name),
            post=person.post,
            unit_id=desk.units[person.unit],
            password=kept,
            password_changed_at=now,
            created_at=now,
        )
        for person in desk.county.people
    )
    Appointment.objects.bulk_create(
        Appointment(user=user, role=person.role, unit_id=desk.units[person.unit], since=BEGINNING)
        for user, person in zip(users, desk.county.people, strict=True)
    )
