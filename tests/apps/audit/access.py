"""Who gets which answer at the routes of the audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sanbi.apps.audit.contents import digest_of
from sanbi.apps.audit.models import Entry, Verification
from sanbi.apps.orgs.models import Unit
from tests.apps.access.declaring import Access
from tests.apps.factories.orgs import County

AT = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
WHOLE = frozenset({"auditor", "auditadmin"})
READERS = WHOLE | {"secadmin"}


def a_session(county: County) -> Mapping[str, int]:
    """The entry of a sign-in, which the security administrator reads too."""
    del county
    return {"number": made("session.open").pk}


def a_check(county: County) -> Mapping[str, int]:
    """A check that has been asked for."""
    del county
    return {"number": Verification.objects.create(asked_at=AT, asked_by="李敏").pk}


def made(action: str, **fields: object) -> Entry:
    """An entry with its digest."""
    entry = Entry(at=AT, actor_name="李敏", action=action, outcome="done", **fields)
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry


def canary(county: County, unit: Unit, text: str) -> None:
    """A deed of somebody of the unit, on something of the unit."""
    del county
    made("report.submit", actor_unit=unit.name, name=text, details={"reason": text})


ACCESS = {
    "audit": Access(reads=READERS, exports=True),
    "audit-entry": Access(reads=READERS, things=a_session, of_no_unit="the audit is of all units"),
    "audit-checks": Access(reads=WHOLE, changes=WHOLE),
    "audit-check": Access(reads=WHOLE, things=a_check, of_no_unit="the audit is of all units"),
    "audit-anchors": Access(reads=WHOLE),
}
