"""The first county and its three administrators, from whom everything else follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Appointment, Unit, User
from sanbi.apps.orgs.pinyin import person_key, place_key
from sanbi.apps.orgs.services.passwords import initial_password
from sanbi.apps.orgs.services.stamps import renew_stamp

FIRST = (Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN)


@dataclass(frozen=True)
class Founder:
    """One of the first three accounts, with its initial password."""

    username: str
    role: Role
    password: str


@service("county.found")
def county_found(*, actor: Actor, now: datetime, name: str, code: str) -> tuple[Founder, ...]:
    """Make the county and an account for each of the three administrators 三员.

    Their passwords are returned once and must be changed at the first sign-in. Only the system
    itself may, and only while there is no account yet.
    """
    if actor is not SYSTEM:
        raise NotAllowed(who_may="sanbi found")
    if User.objects.exists() or Unit.objects.exists():
        raise Refused(_("There are accounts or units already."), _("Sign in with one of them."))
    today = timezone.localdate(now)
    county = Unit.objects.create(
        code=code, name=name, pinyin=place_key(name), kind=Unit.Kind.COUNTY, since=today
    )
    made = tuple(Founder(role.value, role, initial_password()) for role in FIRST)
    for founder in made:
        title = _TITLES[founder.role]
        user = User(
            username=founder.username,
            name=title,
            pinyin=person_key(title),
            unit=county,
            password=make_password(founder.password),
            must_change_password=True,
            created_at=now,
        )
        renew_stamp(user)
        user.save()
        Appointment.objects.create(user=user, role=founder.role, unit=county, since=today)
    tell(county, accounts=[founder.username for founder in made])
    return made


_TITLES = {
    Role.SYSADMIN: "系统管理员",
    Role.SECADMIN: "安全管理员",
    Role.AUDITADMIN: "审计管理员",
}
