"""Who gets which answer from the API, with the session of a page."""

from __future__ import annotations

from collections.abc import Mapping

from tests.apps.access.declaring import EVERYONE, Access
from tests.apps.factories.orgs import County

OPEN = Access(reads=EVERYONE)


def a_unit(county: County) -> Mapping[str, str]:
    """The first township."""
    return {"code": county.towns[0].code}


def no_feed(county: County) -> Mapping[str, int]:
    """A feed that does not exist."""
    del county
    return {"number": 999_999}


ACCESS = {
    "api:units": OPEN,
    "api:unit": Access(reads=EVERYONE, things=a_unit, of_no_unit="names of units are for all"),
    "api:indicators": OPEN,
    "api:observations": OPEN,
    "api:feeds": Access(reads=EVERYONE, changes=EVERYONE),
    "api:feed_add": Access(reads=EVERYONE, changes=EVERYONE),
    "api:feed": Access(hidden=EVERYONE, things=no_feed),
    "api:openapi-json": Access(reads=EVERYONE, public=True),
    "api:api-root": Access(hidden=EVERYONE),
}
