"""S1 and S4: hostile text in every column; no page makes it an element, no download a formula."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from sanbi.apps.audit.tables import Column, csv_table, xlsx_table
from tests.apps.access import findings
from tests.apps.access.declaring import Access
from tests.apps.access.listing import listed
from tests.apps.audit.owner import past_the_triggers
from tests.apps.factories import rounds
from tests.apps.factories.orgs import County
from tests.apps.hostile import looking
from tests.apps.hostile.planting import MARK, PAYLOADS, SIGNS, hostile_scheme, plant, text_columns

READERS = ("office", "clerk", "bureau", "auditor", "leader", "sysadmin", "secadmin", "auditadmin")
FIRST = frozenset({"orgs_unit", "orgs_user", "orgs_group"})
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def planted(
    transactional_db: None, county: County, monkeypatch: pytest.MonkeyPatch
) -> tuple[County, dict[str, Access], dict[str, str]]:
    """Every thing that a route shows, with hostile text wherever people write."""
    del transactional_db
    monkeypatch.setattr(rounds, "SCHEME", hostile_scheme(rounds.SCHEME))
    with past_the_triggers() as owner:
        plant(owner, 0, FIRST)
    for item in (*county.towns, *county.users.values()):
        item.refresh_from_db()
    rows = listed()
    where = findings.addresses(county, rows)
    with past_the_triggers() as owner:
        assert plant(owner, 1) >= 60
    return county, rows, where


def browsers(county: County) -> dict[str, Client]:
    found = {}
    for person in READERS:
        found[person] = Client(raise_request_exception=False)
        found[person].force_login(county.users[person], BACKEND)
    return found


def answers(
    county: County, rows: dict[str, Access], where: dict[str, str]
) -> Iterator[tuple[str, str, Any]]:
    """Every page as two people who may read it, and every download as one of them."""
    opened = browsers(county)
    for name in sorted(rows):
        people = [person for person in READERS if person in rows[name].reads]
        for person in people[:1] + people[-1:] if len(people) > 1 else people:
            yield name, person, opened[person].get(where[name])
        for form in ("xlsx", "csv"):
            for person in people[:1]:
                answer = opened[person].get(where[name], {"format": form})
                yield f"{name} {form}", person, answer


def wrong_in(name: str, answer: Any) -> list[str]:
    """What a hostile text became in an answer."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status_code >= 500:
        return [f"status {answer.status_code}"]
    if kind == "text/html":
        return looking.in_page(content.decode())
    if kind == "text/csv":
        return looking.in_csv(content)
    if kind.endswith("spreadsheetml.sheet"):
        return looking.in_workbook(content, live="workbook" in name)
    return []


@pytest.mark.slow
def test_hostile_text_is_only_ever_text(
    planted: tuple[County, dict[str, Access], dict[str, str]],
) -> None:
    wrong, kinds, shown, pages = [], dict[str, int](), 0, set[str]()
    for name, person, answer in answers(*planted):
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        kinds[kind] = kinds.get(kind, 0) + 1
        route, _, form = name.partition(" ")
        if not form and kind == "text/html":
            pages.add(route)
            shown += MARK in answer.content.decode()
        if form and route in pages and kind != "text/html" and not planted[1][route].exports:
            wrong.append(f"{route}: gives {kind}, and its row does not say exports=True")
        wrong += [f"{name} as {person}: {text}" for text in wrong_in(name, answer)]
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert kinds["text/html"] >= 200
    assert kinds["text/csv"] >= 10
    assert sum(n for kind, n in kinds.items() if kind.endswith("sheet")) >= 15
    assert shown >= 80, "the pages hardly show what was planted"


def test_every_text_column_is_reached() -> None:
    found = {f"{table}.{column}" for table, column, *_ in text_columns()}
    assert {"orgs_unit.name", "orgs_attachment.name", "indicators_cell.statement"} <= found
    assert len(PAYLOADS) >= 25


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_page_that_trusts_a_text_is_noticed(payload: str) -> None:
    """The twin: each payload, put in raw where it bites, is found."""
    places = (
        "<p>{}</p>",
        '<input value="{}">',
        "<input value='{}'>",
        "<input value={}>",
        "<title>{}</title>",
        "<textarea>{}</textarea>",
        "<script type='application/json'>{}</script>",
        "<style>{}</style>",
        "<!--{}-->",
        '<a href="{}">x</a>',
    )
    assert any(looking.in_page(place.format(payload)) for place in places)


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if sign])
def test_a_download_that_trusts_a_text_is_noticed(sign: str, now: datetime) -> None:
    """The twin of formulas: raw text is found, and the writer's own is right beside it."""
    text = f"{sign}cmd|' /C calc'!A0"
    assert looking.in_csv(f'"{text}"'.encode())
    columns = (Column("单位"), Column("增速"))
    rows = [(text, -5), ("-5", "-5.2%")]
    assert looking.in_csv(csv_table(columns, rows)) == []
    assert csv_table(columns, rows).decode("utf-8-sig").endswith("-5\r\n-5,-5.2%\r\n")
    assert looking.in_workbook(xlsx_table("表", columns, rows)) == []
    del now
