"""The limits of checks are fields with words; what a check holds survives the form."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from sanbi.apps.indicators.forms.checks import ChecksForm
from sanbi.apps.indicators.models import Check
from tests.apps.indicators.conftest import Work

HELD: list[tuple[str, str, dict[str, Any]]] = [
    ("range", "error", {"least": 0, "most": 100}),
    ("jump", "explain", {"against": "previous", "percent": 50}),
    ("jump", "explain", {"against": "year_ago", "percent": 37.5}),
    ("falls", "error", {}),
    ("sum", "error", {"tolerance": 0}),
    ("ratio", "error", {"to": "invest", "most": 1, "name": "重点项目完成投资"}),
    ("ratio", "explain", {"to": "growth", "least": -0.5, "name": "固定资产投资增速"}),
    ("outlier", "explain", {"z": 3.5}),
]


def checks(*given: tuple[str, str, dict[str, Any]]) -> list[Check]:
    return [Check(kind=kind, severity=grade, settings=settings) for kind, grade, settings in given]


@pytest.mark.django_db
def test_every_kind_goes_through_the_form_unchanged(work: Work) -> None:
    work["growth"].active = False  # an indicator out of use stays where a check names it
    work["growth"].save()
    held = checks(*HELD)
    first = ChecksForm(held=held).initial
    form = ChecksForm(first, held=held)
    assert form.is_valid(), form.errors
    assert [(one.kind, one.severity, one.settings) for one in form.drafts()] == HELD


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"range1-severity": "error"}, "range1-least"),
        ({"range1-least": "5"}, "range1-severity"),
        ({"range1-severity": "error", "range1-least": "5", "range1-most": "4"}, "range1-most"),
        ({"jump1-severity": "explain", "jump1-percent": "half"}, "jump1-percent"),
        ({"yearly1-severity": "explain"}, "yearly1-percent"),
        ({"ratio1-severity": "error", "ratio1-most": "1"}, "ratio1-to"),
        ({"ratio1-severity": "error", "ratio1-to": "no-such"}, "ratio1-to"),
        ({"outlier1-severity": "often"}, "outlier1-severity"),
    ],
)
def test_a_fault_stands_at_its_field(given: dict[str, str], where: str) -> None:
    form = ChecksForm(given)
    assert not form.is_valid()
    assert where in form.errors


@pytest.mark.django_db
def test_limits_are_read_as_people_type_them() -> None:
    form = ChecksForm(
        {"range1-severity": "error", "range1-least": "−1,000", "range1-most": "２.５"}
    )
    assert form.is_valid(), form.errors
    assert form.drafts()[0].settings == {"least": -1000, "most": 2.5}


def test_the_form_shows_fields_and_no_json(work: Work, client: Client) -> None:
    Check.objects.create(
        indicator=work["invest"], kind="range", severity="error", settings={"least": 7}
    )
    client.force_login(
        work.county.users["bureau"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = client.get(
        f"/indicators/catalogue/{work['invest'].pk}/edit/", headers={"accept-language": "zh-hans"}
    )
    text = page.content.decode()
    for words in ("比上年同期突变", "最大变动幅度（%）", "允许相差", "稳健 z 值上限"):
        assert words in text
    assert "{&quot;" not in text
    assert 'name="range1-least" value="7"' in text
