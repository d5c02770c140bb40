"""Who gets which answer from the API's reports and rounds, for what does not exist.

Whose reports and rounds they are is shown by the tests of these routes themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.apps.access.declaring import EVERYONE, Access
from tests.apps.factories.orgs import County


def no_report(county: County) -> Mapping[str, int]:
    """A report that does not exist."""
    del county
    return {"number": 999_999}


def no_round(county: County) -> Mapping[str, str]:
    """A round that does not exist."""
    del county
    return {"code": "none"}


REPORT = Access(hidden=EVERYONE, things=no_report)
STEP = Access(
    things=no_report,
    of_no_unit="it does not exist",
    other_frame="the API reads the body first, and a form is no JSON",
)
ROUND = Access(hidden=EVERYONE, things=no_round)

ACCESS = {
    "api:reports": Access(reads=EVERYONE),
    "api:report": REPORT,
    "api:report_save": REPORT,
    "api:operation": STEP,
    "api:back": STEP,
    "api:rounds": Access(reads=EVERYONE),
    "api:table": ROUND,
    "api:leaves": ROUND,
    "api:package": ROUND,
}
