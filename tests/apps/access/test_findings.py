"""The walk finds each fault that it is there for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from sanbi.apps.orgs.models import Attachment, Blob
from tests.apps.access import findings
from tests.apps.access.declaring import EVERYONE, OTHER_TOWN, TOWN, Access
from tests.apps.factories.orgs import County

CARELESS = "tests.apps.access.careless_site"
LISTED = {
    "bare": Access(reads=EVERYONE, changes=EVERYONE),
    "unscoped": Access(reads=EVERYONE),
    "scoped": Access(reads=EVERYONE),
    "forgeable": Access(reads=EVERYONE, changes=EVERYONE),
    "gone": Access(reads=EVERYONE),
}


@pytest.fixture
def careless(settings: Any, county: County, now: datetime) -> County:
    """The careless site, with a file of each township."""
    settings.ROOT_URLCONF = CARELESS
    blob = Blob.objects.create(digest="0" * 64, size=1, media_type="text/csv")
    for unit in county.towns:
        Attachment.objects.create(
            blob=blob,
            name=f"canary-{unit.code}",
            unit=unit,
            kind="x",
            key="1",
            added_by=county.users["clerk"],
            added_at=now,
        )
    return county


def own_routes() -> list[findings.Route]:
    return [route for route in findings.routes(CARELESS) if "accounts/" not in route.pattern]


def test_unlisted_and_nameless_routes() -> None:
    assert findings.unlisted(own_routes(), LISTED) == [
        "nameless/: has no name",
        "forgotten: is not listed",
        "gone: is listed, but no route",
    ]


def test_views_that_are_no_pages() -> None:
    assert findings.unframed(own_routes(), LISTED) == ["bare: its view was not made with @page"]


def test_pages_open_to_strangers(careless: County) -> None:
    rows = {name: LISTED[name] for name in ("bare", "scoped")}
    assert findings.open_to_strangers(rows, findings.addresses(careless, rows)) == [
        "GET bare: 200 for a stranger",
        "POST bare: 200 for a stranger",
    ]


def test_changes_without_a_token(careless: County) -> None:
    rows = {name: LISTED[name] for name in ("bare", "forgeable")}
    assert findings.without_token(careless, rows, findings.addresses(careless, rows)) == [
        "POST forgeable as auditadmin without a token: 204"
    ]


def test_lists_that_forget_whose_rows_they_are(careless: County) -> None:
    rows = {name: LISTED[name] for name in ("scoped", "unscoped")}
    texts = {unit.pk: f"canary-{unit.code}" for unit in careless.towns}
    where = findings.addresses(careless, rows)
    found, _cells = findings.wrong_answers(careless, rows, where, texts)
    assert "GET unscoped as clerk: shows canary-T2" in found
    assert "GET unscoped as clerk: shows canary-T1" not in found
    assert not [line for line in found if " scoped" in line]
    # township 1 has four people who each see two foreign ones, township 2 two, administrators
    # and the leader of a bureau see none of the three; by GET and by POST
    assert len(found) == 2 * (4 * 2 + 2 * 2 + 4 * 3)


def test_downloads_that_forget_whose_rows_they_are(careless: County) -> None:
    rows = {name: Access(reads=EVERYONE, exports=True) for name in ("scoped", "unscoped")}
    texts = {unit.pk: f"canary-{unit.code}" for unit in careless.towns}
    found = findings.leaks(careless, rows, findings.addresses(careless, rows), texts)
    assert "xlsx unscoped as clerk: shows canary-T2" in found
    assert {line.split()[1] for line in found} == {"unscoped"}


def test_answers_other_than_listed(careless: County) -> None:
    rows = {"scoped": Access(reads=TOWN, hidden=OTHER_TOWN)}
    wrong, cells = findings.wrong_answers(careless, rows, findings.addresses(careless, rows))
    assert "GET scoped as clerk2: 200 instead of [404]" in wrong
    assert "GET scoped as office: 200 instead of [403]" in wrong
    assert "POST scoped as clerk2: 200 instead of [404, 405]" in wrong
    assert not [line for line in wrong if line.startswith("GET scoped as clerk:")]
    assert cells == 2 * len(careless.users)


def test_a_row_that_cannot_be_true() -> None:
    with pytest.raises(ValueError, match="nobody of the county is called mayor"):
        Access(reads=frozenset({"mayor"}))
    with pytest.raises(ValueError, match="at once"):
        Access(reads=TOWN, hidden=TOWN)
    with pytest.raises(ValueError, match="from whom the thing is hidden"):
        Access(reads=TOWN, things=lambda _: {"unit": 1})
