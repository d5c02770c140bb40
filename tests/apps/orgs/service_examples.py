"""One call of each service of the organisation that is done, and one that is refused."""

from __future__ import annotations

from datetime import datetime

from sanbi.apps.audit.actors import NOBODY
from sanbi.apps.orgs.services import passwords, preferences, sessions
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import County
from tests.apps.orgs.file_examples import EXAMPLES as FILES
from tests.apps.orgs.people_examples import EXAMPLES as PEOPLE
from tests.apps.orgs.unit_examples import EXAMPLES as UNITS

OLD, NEW = "correct-horse-9", "another-horse-10"
COMES = "it only records who came, went, or failed to"


def opened(county: County, now: datetime) -> Deed:
    return lambda: sessions.session_open(
        actor=county.actor("clerk"), now=now, address="10.0.0.1", how="password"
    )


def failed(county: County, now: datetime) -> Deed:
    return lambda: sessions.session_refuse(
        actor=NOBODY, now=now, username="clerk", address="10.0.0.1"
    )


def locked(county: County, now: datetime) -> Deed:
    return lambda: sessions.session_lock(
        actor=NOBODY, now=now, username="clerk", address="10.0.0.1", until="2026-10-09T06:47:00"
    )


def closed(county: County, now: datetime) -> Deed:
    return lambda: sessions.session_close(actor=county.actor("clerk"), now=now)


def others_closed(county: County, now: datetime) -> Deed:
    return lambda: sessions.session_close_others(actor=county.actor("clerk"), now=now)


def own_factor(county: County, now: datetime) -> Deed:
    return lambda: sessions.factor_change(
        actor=county.actor("clerk"),
        now=now,
        user=county.users["clerk"].pk,
        what="added",
        kind="totp",
    )


def foreign_factor(county: County, now: datetime) -> Deed:
    return lambda: sessions.factor_change(
        actor=county.actor("clerk2"),
        now=now,
        user=county.users["clerk"].pk,
        what="removed",
        kind="totp",
    )


def password(county: County, now: datetime, new: str) -> Deed:
    clerk = county.users["clerk"]
    clerk.set_password(OLD)
    clerk.save()
    return lambda: passwords.password_change(actor=county.actor("clerk"), now=now, old=OLD, new=new)


def reset(county: County, now: datetime, by: str) -> Deed:
    return lambda: passwords.password_reset(
        actor=county.actor(by), now=now, user=county.users["clerk"].pk
    )


def language(county: County, now: datetime, name: str) -> Deed:
    return lambda: preferences.preference_set(actor=county.actor("clerk"), now=now, language=name)


SIGN_IN = {
    "session.open": Example(opened, never_refused=COMES),
    "session.refuse": Example(failed, never_refused=COMES),
    "session.lock": Example(locked, never_refused=COMES),
    "session.close": Example(closed, never_refused=COMES),
    "session.close-others": Example(others_closed, never_refused="everybody may, for themselves"),
    "factor.change": Example(own_factor, foreign_factor),
    "password.change": Example(
        lambda county, now: password(county, now, NEW),
        lambda county, now: password(county, now, "short"),
    ),
    "password.reset": Example(
        lambda county, now: reset(county, now, "sysadmin"),
        lambda county, now: reset(county, now, "secadmin"),
    ),
    "preference.set": Example(
        lambda county, now: language(county, now, "en"),
        lambda county, now: language(county, now, "tlh"),
    ),
}
EXAMPLES = {**SIGN_IN, **PEOPLE, **UNITS, **FILES}
