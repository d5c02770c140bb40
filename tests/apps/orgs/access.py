"""Who gets which answer at the routes of the organisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sanbi.apps.orgs.models import Appointment, Delegation, Token
from sanbi.apps.orgs.tokens import new_secret
from tests.apps.access.declaring import (
    ADMINISTRATORS,
    BUREAU,
    COUNTY,
    EVERYONE,
    OFFICE,
    SECADMIN,
    STATISTICS,
    SYSADMIN,
    TOWN,
    Access,
    Things,
)
from tests.apps.factories.orgs import ON, County
from tests.apps.orgs.file_examples import a_file

LATER = date(2026, 10, 20)
SEERS = OFFICE | BUREAU | STATISTICS | COUNTY | TOWN
ALLAUTH = "django-allauth"


def no_provider(county: County) -> Mapping[str, str]:
    """A provider that the settings do not name."""
    del county
    return {"provider_id": "none"}


def no_key(county: County) -> Mapping[str, int]:
    """A key that nobody has."""
    del county
    return {"pk": 0}


OWN = Access(EVERYONE, EVERYONE, other_frame=ALLAUTH)
PUBLIC = Access(EVERYONE, EVERYONE, other_frame=ALLAUTH, public=True)
KEY = Access(EVERYONE, EVERYONE, things=no_key, of_no_unit="own keys", other_frame=ALLAUTH)
PROVIDER = Access(public=True, things=no_provider, of_no_unit="of the sign-in", other_frame=ALLAUTH)

SIGN_IN = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_reauthenticate": OWN,
    "account_change_password": Access(reads=EVERYONE, changes=EVERYONE),
    "sessions-end": Access(changes=EVERYONE),
    "theme-set": Access(changes=EVERYONE, public=True, form={"theme": "dark"}),
    "set_language": Access(changes=EVERYONE, public=True, form={"language": "en"}),
    "openid_connect_login": PROVIDER,
    "openid_connect_callback": PROVIDER,
    "socialaccount_login_cancelled": PUBLIC,
    "socialaccount_login_error": PUBLIC,
    "socialaccount_connections": OWN,
    "mfa_index": OWN,
    "mfa_authenticate": PUBLIC,
    "mfa_reauthenticate": OWN,
    "mfa_activate_totp": OWN,
    "mfa_deactivate_totp": OWN,
    "mfa_view_recovery_codes": OWN,
    "mfa_generate_recovery_codes": OWN,
    "mfa_download_recovery_codes": OWN,
    "mfa_list_webauthn": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_reauthenticate_webauthn": OWN,
    "mfa_remove_webauthn": KEY,
    "mfa_edit_webauthn": KEY,
    "mfa_login_webauthn": PUBLIC,
}
FILES = {
    "attachment": Access(
        reads=SEERS, hidden=EVERYONE - SEERS, things=lambda county: {"attachment": a_file(county)}
    ),
    "attachment-send": Access(changes=EVERYONE),  # without a file: refused for what it says
    "attachment-withdraw": Access(
        changes=TOWN,
        hidden=EVERYONE - SEERS,
        things=lambda county: {"attachment": a_file(county)},
    ),
}
NAMES = "names of units and their people's are for everybody"
BUSINESS = EVERYONE - ADMINISTRATORS
READERS = ADMINISTRATORS | frozenset({"auditor"})
ROLES = "accounts belong to no unit; who may read them reads all"


def town(county: County) -> Mapping[str, int]:
    """The first township."""
    return {"unit": county.towns[0].pk}


def clerk(county: County) -> Mapping[str, int]:
    """The clerk's account."""
    return {"person": county.users["clerk"].pk}


def a_role(county: County) -> Mapping[str, int]:
    """The clerk's role."""
    return {"appointment": Appointment.objects.get(user=county.users["clerk"]).pk}


def a_loan(county: County) -> Mapping[str, int]:
    """The owner's roles, lent to the evaluator."""
    lent = Delegation.objects.create(
        lender=county.users["owner"],
        deputy=county.users["evaluator"],
        since=ON,
        until=LATER,
        reason="leave",
    )
    return {"loan": lent.pk}


def clerks_key(county: County) -> Mapping[str, int]:
    """A key of the clerk's."""
    secret = new_secret()
    made = Token.objects.create(
        name="feed",
        user=county.users["clerk"],
        unit=county.towns[0],
        digest=secret.digest,
        prefix=secret.prefix,
        created_at=datetime(2026, 10, 9, tzinfo=UTC),
        expires_on=LATER,
    )
    return {"key": made.pk}


def by(who: frozenset[str], things: Things, *, reads: bool = True, why: str = ROLES) -> Access:
    """A form about one thing: who sees it sends it."""
    return Access(who if reads else frozenset(), who, things=things, of_no_unit=why)


UNITS = {
    "units": Access(reads=EVERYONE),
    "unit": Access(reads=EVERYONE, things=town, of_no_unit=NAMES),
    "unit-new": Access(SYSADMIN, SYSADMIN),
    "units-table": Access(SYSADMIN, SYSADMIN),
    "unit-rename": by(SYSADMIN, town, why=NAMES),
    "unit-move": by(SYSADMIN, town, why=NAMES),
    "unit-close": by(SYSADMIN, town, why=NAMES),
    "groupings": Access(reads=EVERYONE),
    "grouping-edit": Access(OFFICE, OFFICE),
    "calendar": Access(reads=EVERYONE),
    "calendar-day": Access(OFFICE, OFFICE),
    "calendar-seed": Access(OFFICE, OFFICE),
    "calendar-table": Access(OFFICE, OFFICE),
}
PEOPLE = {
    "people": Access(reads=READERS, exports=True),
    "person": Access(reads=READERS, things=clerk, of_no_unit=ROLES),
    "person-new": Access(SYSADMIN, SYSADMIN),
    "roster": Access(SYSADMIN, SYSADMIN),
    "person-edit": by(SYSADMIN, clerk),
    "person-close": by(SYSADMIN, clerk),
    "person-reset": by(SYSADMIN, clerk, reads=False),
    "person-unlock": by(SECADMIN, clerk, reads=False),
    "appoint": by(SECADMIN, clerk),
    "handover": by(SECADMIN, clerk),
    "appointment-end": by(SECADMIN, a_role),
    "reviews": Access(reads=READERS),
    "review-mark": by(SECADMIN, lambda county: {**clerk(county), "kind": "never"}),
}
OWNERS = {
    "manage": Access(reads=EVERYONE),
    "inbox": Access(reads=EVERYONE, exports=True),
    "inbox-read": Access(changes=EVERYONE),
    "deputy": Access(reads=EVERYONE),
    "deputy-new": Access(BUSINESS, BUSINESS),
    "deputy-end": by(
        frozenset({"owner", "evaluator"}) | SECADMIN, a_loan, reads=False, why="who may is asked"
    ),
    "keys": Access(reads=BUSINESS | SECADMIN),
    "key-new": Access(BUSINESS, BUSINESS),
    "key-revoke": Access(
        changes=frozenset({"clerk"}) | SECADMIN,
        hidden=BUSINESS - {"clerk"},
        things=clerks_key,
    ),
}
ACCESS = {**SIGN_IN, **FILES, **UNITS, **PEOPLE, **OWNERS}
