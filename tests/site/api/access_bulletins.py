"""Who gets which answer from the API's bulletins."""

from __future__ import annotations

from tests.apps.access.declaring import EVERYONE, OFFICE, Access
from tests.apps.bulletins.access import AUDITOR, held
from tests.apps.factories.orgs import County

WRITERS = OFFICE | AUDITOR


def numbered(county: County) -> dict[str, int]:
    """The address of a draft."""
    return {"number": held(county, "draft").pk}


def seen() -> Access:
    """What is read of a draft."""
    return Access(reads=WRITERS, hidden=EVERYONE - WRITERS, things=numbered)


ACCESS = {
    "api:bulletins": Access(reads=EVERYONE),
    "api:bulletin": seen(),
    "api:bulletin_sections": seen(),
    "api:bulletin_figures": seen(),
}
