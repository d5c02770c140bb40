"""Who gets which answer from the API's units, figures, reports, feeds and audit.

With the session of a page; a key may do the same for its unit (test_api.py). Things are real: a
404 is told apart from one for what does not exist, because others get the thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sanbi.apps.indicators.models import Report, Target
from sanbi.apps.orgs.blobs import blob_store
from sanbi.apps.orgs.models import Attachment, Unit
from tests.apps.access.declaring import (
    ADMINISTRATORS,
    BUREAU,
    COUNTY,
    EVERYONE,
    OFFICE,
    STATISTICS,
    TOWN,
    Access,
)
from tests.apps.audit.access import READERS as AUDIT_READERS
from tests.apps.audit.access import WHOLE, made
from tests.apps.conftest import NOW
from tests.apps.factories.indicators import fill, make_report
from tests.apps.factories.orgs import County
from tests.apps.indicators.access import form, growth, invest
from tests.apps.indicators.access_feeds import LOOK, feed_of_statistics
from tests.apps.orgs.files.making import pdf

SEERS = OFFICE | BUREAU | COUNTY | TOWN
OTHERS = EVERYONE - SEERS
CLERK, TOWN_LEADER = frozenset({"clerk"}), frozenset({"town_leader"})
PERIODS = {
    "draft": "2026-05",
    "submitted": "2026-04",
    "unit_signed": "2026-03",
    "bureau_checked": "2026-02",
    "locked": "2026-01",
}
OPEN = Access(reads=EVERYONE)
READERS = EVERYONE - ADMINISTRATORS
NAMES = "names of units are for all"


def a_unit(county: County) -> Mapping[str, str]:
    """The first township."""
    return {"code": county.towns[0].code}


def an_indicator(county: County) -> Mapping[str, str]:
    """A dispatch figure of 县发改局."""
    return {"code": invest(county).code}


def a_dataset(county: County) -> Mapping[str, str]:
    """A form of 县发改局."""
    return {"code": form(county).code}


def a_feed(county: County) -> Mapping[str, int]:
    """A file that the statistics bureau handed in."""
    return {"number": feed_of_statistics(county)["feed"]}


def report_of(county: County, state: str) -> Report:
    """A report of the first township in a state, made once."""
    found = Report.objects.filter(
        dataset=form(county), unit=county.towns[0], period=PERIODS[state]
    ).first()
    if found is not None:
        return found
    report = make_report(form(county), county.towns[0], PERIODS[state], state)
    fill(report, {invest(county): 5})
    return report


def report_in(state: str) -> Callable[[County], Mapping[str, int]]:
    """The address of that report."""
    return lambda county: {"number": report_of(county, state).pk}


def proof_of_report(county: County) -> Attachment:
    """A file that proves the first township's draft."""
    kind, key = "indicators.report", str(report_of(county, "draft").pk)
    found = Attachment.objects.filter(kind=kind, key=key).first()
    return found or Attachment.objects.create(
        blob=blob_store(pdf(), "application/pdf"),
        name="证明.pdf",
        unit=county.towns[0],
        kind=kind,
        key=key,
        added_by=county.users["clerk"],
        added_at=NOW,
    )


def a_file(county: County) -> Mapping[str, int]:
    """The address of that file."""
    return {"number": proof_of_report(county).pk}


def files_of_report(county: County) -> Mapping[str, Any]:
    """The address of the files of that draft."""
    return {"of": "report", "key": report_of(county, "draft").pk}


def a_deed(county: County) -> Mapping[str, int]:
    """The entry of a sign-in."""
    del county
    return {"number": made("session.open").pk}


def a_target(county: County) -> Mapping[str, Any]:
    """An indicator of 县发改局 and a year."""
    return {"code": invest(county).code, "year": 2026}


def a_release(county: County) -> Mapping[str, Any]:
    """A statistic of 县统计局, so that its code can be sent."""
    growth(county)
    return {}


def step(state: str, people: frozenset[str], **more: Any) -> Access:
    """A step of a report in a state."""
    body = {"edition": 0, **more}
    return Access(changes=people, hidden=OTHERS, things=report_in(state), body=body)


RELEASE = {
    "indicator": "access-growth",
    "period": "2026Q1",
    "released_on": "2026-04-15",
    "edition": "初步",
    "values": [{"unit": "T1", "value": "6.4"}],
}
FEEDS = Access(reads=EVERYONE, changes=EVERYONE)
REMARKERS = CLERK | TOWN_LEADER | BUREAU | OFFICE
REMARKS = Access(
    reads=SEERS,
    changes=REMARKERS,
    hidden=OTHERS,
    things=report_in("draft"),
    body={"text": "请核对"},
)
FILES = Access(
    reads=SEERS,
    changes=CLERK,
    hidden=OTHERS,
    things=files_of_report,
    form={"file": SimpleUploadedFile("会议.pdf", pdf(), "application/pdf")},
)
ONE_FILE = Access(reads=SEERS, changes=CLERK, hidden=OTHERS, things=a_file, body={}, sends="DELETE")
ACCESS = {
    "api:me": OPEN,
    "api:units": OPEN,
    "api:unit": Access(reads=EVERYONE, things=a_unit, of_no_unit=NAMES),
    "api:groups": OPEN,
    "api:calendar": OPEN,
    "api:delegations": OPEN,
    "api:indicators": OPEN,
    "api:indicator": Access(reads=READERS, hidden=ADMINISTRATORS, things=an_indicator),
    "api:datasets": OPEN,
    "api:dataset": Access(reads=READERS, hidden=ADMINISTRATORS, things=a_dataset),
    "api:observations": OPEN,
    "api:statistics_add": Access(changes=STATISTICS, query=a_release, body=RELEASE),
    "api:targets": OPEN,
    "api:targets_set": Access(
        changes=OFFICE | BUREAU,
        things=a_target,
        of_no_unit="indicators are for all",
        body={"targets": [{"unit": "T1", "value": "100"}], "reason": "调整"},
        sends="PUT",
    ),
    "api:reports": OPEN,
    "api:report": Access(reads=SEERS, hidden=OTHERS, things=report_in("draft")),
    "api:report_save": Access(
        changes=CLERK,
        hidden=OTHERS,
        things=report_in("draft"),
        body={"edition": 0, "cells": [{"indicator": "access", "value": "7"}]},
        sends="PUT",
    ),
    "api:report_submit": step("draft", CLERK),
    "api:report_sign": step("submitted", TOWN_LEADER),
    "api:report_check": step("unit_signed", BUREAU),
    "api:report_lock": step("bureau_checked", OFFICE | BUREAU),
    "api:report_back": step("submitted", TOWN_LEADER, reason="单位填错"),
    "api:report_correct": step(
        "locked", BUREAU, reason="漏报", values=[{"indicator": "access", "value": "8"}]
    ),
    "api:remarks": REMARKS,
    "api:remark_add": REMARKS,
    "api:feeds": FEEDS,
    "api:feed_add": FEEDS,
    "api:feed": Access(reads=LOOK, hidden=EVERYONE - LOOK, things=a_feed),
    "api:files": FILES,
    "api:file_add": FILES,
    "api:file": ONE_FILE,
    "api:file_withdraw": ONE_FILE,
    "api:file_content": Access(reads=SEERS, hidden=OTHERS, things=a_file),
    "api:entries": Access(reads=AUDIT_READERS),
    "api:entry": Access(reads=AUDIT_READERS, things=a_deed, of_no_unit="the audit is of all units"),
    "api:anchors": Access(reads=WHOLE),
    "api-guide": OPEN,
    "api:openapi-json": Access(reads=EVERYONE, public=True),
    "api:api-root": Access(hidden=EVERYONE),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into a target, a file and the figures that the API alone hands out whole."""
    Target.objects.create(
        unit=unit,
        indicator=invest(county),
        year=2025,
        version=1,
        value=1,
        reason=text,
        by_name=text,
        at=NOW,
    )
    report, _new = Report.objects.get_or_create(
        dataset=form(county), unit=unit, period="2025-12", defaults={"due_at": NOW}
    )
    Attachment.objects.create(
        blob=blob_store(pdf(), "application/pdf"),
        name=f"{text}.pdf",
        unit=unit,
        kind="indicators.report",
        key=str(report.pk),
        added_by=county.users["clerk"],
        added_at=NOW,
    )
