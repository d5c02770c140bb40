"""Who gets which answer at the routes of the organisation."""

from __future__ import annotations

from collections.abc import Mapping

from tests.apps.access.declaring import (
    BUREAU,
    COUNTY,
    EVERYONE,
    OFFICE,
    STATISTICS,
    TOWN,
    Access,
)
from tests.apps.factories.orgs import County
from tests.apps.orgs.file_examples import a_file

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
ACCESS = {**SIGN_IN, **FILES}
