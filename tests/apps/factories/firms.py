"""Firms, policies and requests for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from sanbi.apps.actions.credit_codes import check_sign
from sanbi.apps.actions.models import Firm, FirmRequest, Policy
from tests.apps.factories.actions import make_action
from tests.apps.factories.orgs import County


def credit_code(number: int) -> str:
    """A valid code that no real firm has: its division does not exist."""
    first = f"91331099MA2YC{number:04d}"
    return first + check_sign(first)


def make_firm(county: County, **fields: Any) -> Firm:
    """A small foundry of 青石镇, with a contact."""
    number = Firm.objects.count() + 1
    plain: dict[str, Any] = {
        "name": f"云川精密铸件{number}号有限公司",
        "credit_code": credit_code(number),
        "township": county.towns[0],
        "industry": "metal",
        "size": "small",
        "contact_name": "何经理",
        "contact_phone": "13800001234",
    }
    return Firm.objects.create(**{**plain, **fields})


def make_policy(county: County, **fields: Any) -> Policy:
    """A policy for small firms of metal that asks for no more than an investment."""
    plain: dict[str, Any] = {
        "title": f"技术改造补助{Policy.objects.count() + 1}",
        "unit": county.bureau,
        "benefit": "设备投资额的 10%，最高 100 万元",
        "conditions": "设备投资 500 万元以上",
        "industries": ["metal"],
        "sizes": ["small", "micro"],
        "keywords": ["技改", "设备"],
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2026, 12, 31),
    }
    return Policy.objects.create(**{**plain, **fields})


def make_request(
    county: County, firm: Firm | None = None, state: str = "progress", **fields: Any
) -> FirmRequest:
    """A request of a firm, which 县发改局 answers; further fields are those of its action."""
    names = ("policy", "answer", "answered_at", "rating", "rated_at", "code_digest", "code_until")
    own = {name: fields.pop(name) for name in names if name in fields}
    plain: dict[str, Any] = {
        "kind": "request",
        "category": "policy",
        "title": "申请技改设备补助",
        "source": "firm",
        "lead_unit": county.bureau,
    }
    action = make_action(county, state, **{**plain, **fields})
    if state in {"reported", "verified", "closed"}:
        action.reported_by = county.users["bureau"].pk
        action.save()
    return FirmRequest.objects.create(firm=firm or make_firm(county), action=action, **own)
