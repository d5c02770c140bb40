"""Every column is in the inventory of personal data, and telephone numbers stay off the screen."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from sanbi.apps.audit.models import Entry
from sanbi.apps.orgs.models import User
from tests.apps.factories.orgs import County

PAGE = Path(__file__).resolve().parents[3] / "docs/operate/personal-data.md"
PHONE = "13912345678"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_ROW = re.compile(r"^\| `([\w.]+)` \| ((?:`\w+` ?)+)\|(.*)$", re.MULTILINE)


def listed(text: str) -> Counter[tuple[str, str]]:
    return Counter(
        (label, column)
        for label, columns, _rest in _ROW.findall(text)
        for column in re.findall(r"`(\w+)`", columns)
    )


def test_every_column_is_listed_once() -> None:
    found = listed(PAGE.read_text(encoding="utf-8"))
    wanted = {
        (model._meta.label, field.column)
        for model in apps.get_models()
        for field in model._meta.local_fields
    }
    lacking = sorted(wanted - found.keys())
    assert not lacking, "add them to docs/operate/personal-data.md: " + ", ".join(
        f"{label}.{column}" for label, column in lacking
    )
    assert sorted(found.keys() - wanted) == [], "listed, but no column"
    assert [key for key, times in found.items() if times > 1] == []


def test_personal_columns_say_why_how_long_and_to_whom() -> None:
    text = PAGE.read_text(encoding="utf-8")
    personal = text[text.index("## What is kept") : text.index("## Columns without")]
    for label, columns, rest in _ROW.findall(personal):
        words = [cell.strip() for cell in rest.rstrip("|").split("|")]
        assert len(words) == 3, (label, columns)
        assert all(words), (label, columns)


def test_the_walk_notices_a_new_column() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert ("orgs.User", "phone") in listed(text)
    assert ("orgs.User", "phone") not in listed(text.replace("`phone` ", ""))


@pytest.mark.parametrize("who", ["sysadmin", "secadmin", "auditadmin", "auditor"])
def test_telephone_numbers_are_masked(county: County, who: str) -> None:
    clerk = county.users["clerk"]
    User.objects.filter(pk=clerk.pk).update(phone=PHONE)
    client = Client()
    client.force_login(county.users[who], BACKEND)
    pages = ["people/", f"people/{clerk.pk}/", "people/reviews/", "people/?format=csv"]
    shown = [client.get(f"/manage/{page}").content.decode() for page in pages]
    assert not [page for page, text in zip(pages, shown, strict=True) if PHONE in text]
    assert "139****5678" in shown[0]
    assert "139****5678" in shown[3]
    assert not Entry.objects.filter(details__icontains=PHONE).exists()
