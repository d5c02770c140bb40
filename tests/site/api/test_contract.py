"""The API is as it describes itself: schemathesis calls every operation with made-up input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sanbi.site.api.app import api
from tests.apps.factories.orgs import County
from tests.site.api.test_api import key_of, observe

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = int(os.environ.get("SANBI_API_EXAMPLES", "25"))  # more in a longer run
OPERATIONS = sorted(
    operation["operationId"]
    for methods in api.get_openapi_schema()["paths"].values()
    for operation in methods.values()
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's connection open between requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def violations(operation_id: str, key: str, examples: int) -> list[str]:
    """Call an operation with made-up input; what does not fit its description."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operation = schema.find_operation_by_id(operation_id)
    found: list[str] = []

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    def check(case: Any) -> None:
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        try:
            case.validate_response(response, checks=CHECKS)
        except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - any is a finding
            found.append(str(error))

    from hypothesis import given

    given(operation.as_strategy())(check)()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("who", ["office", "clerk"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_keeps_to_its_description(
    county: County, now: datetime, operation: str, who: str, settings: Any, tmp_path: Any
) -> None:
    settings.SANBI_FILES = tmp_path
    observe(county, now)
    key = key_of(county, who, now, writes=True)
    assert violations(operation, key, EXAMPLES) == []


def test_a_broken_answer_is_noticed(
    county: County, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sanbi.site.api import orgs

    monkeypatch.setattr(orgs.Unit.objects, "select_related", lambda *_: 1 / 0)
    assert violations("unit", key_of(county, "office", now), 5) != []
