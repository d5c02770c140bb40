"""Every route × every role × own and other unit (docs/mechanisms/access.md)."""

from __future__ import annotations

import pytest

from tests.apps.access import findings
from tests.apps.access.declaring import Access
from tests.apps.access.listing import access_files, canaries, listed, listed_in
from tests.apps.factories.orgs import County

HOW = "docs/mechanisms/access.md says how to list a route in tests/apps/<app>/access.py"


def told(wrong: list[str]) -> str:
    """All findings, one a line, and how to mend them."""
    return "\n".join([*wrong, HOW])


@pytest.fixture
def rows() -> dict[str, Access]:
    """What the apps list."""
    return listed()


def test_every_route_is_listed(rows: dict[str, Access]) -> None:
    wrong = findings.unlisted(findings.routes(), rows)
    assert not wrong, told(wrong)


def test_every_view_is_a_page(rows: dict[str, Access]) -> None:
    wrong = findings.unframed(findings.routes(), rows)
    assert not wrong, told(wrong)


@pytest.mark.parametrize("file", access_files())
def test_everybody_gets_the_listed_answer(county: County, file: str) -> None:
    """Also that no page and no download shows what another unit keeps (A1 and A2)."""
    rows = listed_in(file)
    where = findings.addresses(county, rows)
    texts = planted(county)
    wrong, cells = findings.wrong_answers(county, rows, where, texts)
    wrong += findings.leaks(county, rows, where, texts)
    assert not wrong, told(wrong)
    assert cells == len(rows) * len(county.users) * 2


def planted(county: County) -> dict[int, str]:
    """A text of its own in all that the apps keep for each township."""
    texts = {unit.pk: f"canary-{unit.code}-of-its-own" for unit in county.towns}
    for unit in county.towns:
        for canary in canaries():
            canary(county, unit, texts[unit.pk])
    return texts


def test_strangers_are_led_to_the_sign_in(county: County, rows: dict[str, Access]) -> None:
    wrong = findings.open_to_strangers(rows, findings.addresses(county, rows))
    assert not wrong, told(wrong)


def test_no_change_without_a_token(county: County, rows: dict[str, Access]) -> None:
    wrong = findings.without_token(county, rows, findings.addresses(county, rows))
    assert not wrong, told(wrong)
