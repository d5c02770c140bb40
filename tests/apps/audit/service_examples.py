"""One call that is done and one that is refused, of each service of the audit."""

from __future__ import annotations

from datetime import datetime

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.checking import Report
from sanbi.apps.audit.findings import Finding
from sanbi.apps.audit.models import Verification
from sanbi.apps.audit.verification import verification_ask, verification_end
from sanbi.engine.integrity import BreakKind
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import County

REPORT = Report(3, 2, 1, 1, "a" * 64, 1, (Finding(BreakKind.DELETED, 17, 1),))


def asked_by_the_auditor(county: County, now: datetime) -> Deed:
    return lambda: verification_ask(actor=county.actor("auditor"), now=now)


def asked_by_a_clerk(county: County, now: datetime) -> Deed:
    return lambda: verification_ask(actor=county.actor("clerk"), now=now)


def ended_by_the_worker(county: County, now: datetime) -> Deed:
    check = Verification.objects.create(asked_at=now, asked_by="x")
    return lambda: verification_end(actor=SYSTEM, now=now, verification=check.pk, report=REPORT)


def ended_twice(county: County, now: datetime) -> Deed:
    check = Verification.objects.create(asked_at=now, asked_by="x", ended_at=now)
    return lambda: verification_end(actor=SYSTEM, now=now, verification=check.pk, report=REPORT)


EXAMPLES = {
    "verification.ask": Example(done=asked_by_the_auditor, refused=asked_by_a_clerk),
    "verification.end": Example(done=ended_by_the_worker, refused=ended_twice),
}
