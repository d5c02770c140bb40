"""Bulletins by the API: issued ones for all who read them, drafts for who writes them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.apps.factories.bulletins import make_bulletin, make_deeds
from tests.apps.factories.orgs import County
from tests.site.api.test_actions import get

pytestmark = pytest.mark.django_db


def test_each_key_reads_what_its_holder_sees(county: County, now: datetime) -> None:
    make_deeds(county)
    issued, draft = make_bulletin(county, "signed"), make_bulletin(county)
    for who, query, found in (
        ("clerk", "", [issued]),
        ("office", "", [draft, issued]),
        ("office", "?state=signed&kind=supervise", [issued]),
        ("office", "?kind=result", []),
        ("sysadmin", "", []),
    ):
        rows = get(county, who, f"/bulletins{query}", now).json()["items"]
        assert [row["id"] for row in rows] == [row.pk for row in found]
    for part in ("", "/sections", "/figures"):
        assert get(county, "clerk", f"/bulletins/{draft.pk}{part}", now).status_code == 404
    one = get(county, "clerk", f"/bulletins/{issued.pk}", now).json()
    assert (one["state"], one["sign"], one["version"]) == ("signed", issued.sign, 1)
    sections = get(county, "clerk", f"/bulletins/{issued.pk}/sections", now).json()["items"]
    assert [row["sort"] for row in sections] == list(
        issued.sections.order_by("place").values_list("sort", flat=True)
    )
    figures = get(county, "clerk", f"/bulletins/{issued.pk}/figures", now).json()["items"]
    closed = next(row for row in figures if row["key"] == "actions.closed")
    assert (closed["value"], closed["frozen_at"] is not None) == ("1", True)
