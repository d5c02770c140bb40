"""A list needs no more queries for three units than for one: every page, of every app.

The rows are those that the apps' ``canary`` functions plant; what those do not make is not counted.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.apps.access.declaring import Access, nothing
from tests.apps.access.listing import canaries, listed
from tests.apps.factories.orgs import County

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def lists() -> dict[str, Access]:
    """Every page that needs no thing in its address, and can be read: all lists are among them."""
    return {
        name: row
        for name, row in listed().items()
        if row.reads and row.things is nothing and not row.public and not row.other_frame
    }


def costs(county: County, rows: dict[str, Access], count_queries: Any) -> dict[str, int]:
    """Return how many queries each page needs for somebody who reads it."""
    found = {}
    for name, row in rows.items():
        client = Client()
        client.force_login(county.users[min(row.reads)], backend=BACKEND)
        client.get(reverse(name))  # the first visit of a session costs more
        with count_queries() as queries:
            client.get(reverse(name))
        found[name] = len(queries)
    return found


@pytest.mark.slow
def test_no_list_costs_more_queries_for_three_rows(county: County, count_queries: Any) -> None:
    rows = lists()
    for canary in canaries():
        canary(county, county.towns[0], "first")
    one = costs(county, rows, count_queries)
    for unit in county.towns[1:]:
        for canary in canaries():
            canary(county, unit, "more")
    three = costs(county, rows, count_queries)
    assert {name: (one[name], three[name]) for name in rows if three[name] > one[name]} == {}
