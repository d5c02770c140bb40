"""The API is as it describes itself: schemathesis calls every operation with made-up input.

Half of the calls name real things instead of made-up ones, so that the input gets past the 404.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sanbi.site.api.app import api
from tests.apps.factories.orgs import County
from tests.site.api import access, access_projects, access_rounds
from tests.site.api.test_api import key_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = int(os.environ.get("SANBI_API_EXAMPLES", "6"))  # 200 in `make soak`
OPERATIONS = sorted(
    operation["operationId"]
    for methods in api.get_openapi_schema()["paths"].values()
    for operation in methods.values()
)
ROLES = ["office", "clerk", "bureau", "auditor"]
REAL = {
    **{
        name: row.things
        for rows in (access.ACCESS, access_rounds.ACCESS, access_projects.ACCESS)
        for name, row in rows.items()
    },
}
Violation = tuple[str, str]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's connection open between requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def real_things(county: County) -> dict[str, Mapping[str, Any]]:
    """Values of the address of a real thing, by the address's pattern."""
    found = {}
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        for method in methods:
            name = f"api:{_route_of(path, method)}"
            if name in REAL and "{" in path:
                found[path] = REAL[name](county)
    return found


def _route_of(path: str, method: str) -> str:
    for _prefix, router in api._routers:
        for pattern, view in router.path_operations.items():
            if f"/api/v1{pattern}" == path:
                for operation in view.operations:
                    if method.upper() in operation.methods:
                        name = getattr(operation, "url_name", "")
                        return str(name or operation.view_func.__name__)
    return ""


@lru_cache(maxsize=1)
def schema() -> Any:
    """The description as it is served."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def violations(
    operation_id: str, key: str, examples: int, real: Mapping[str, Mapping[str, Any]]
) -> list[Violation]:
    """Call an operation with made-up input; what does not fit its description."""
    operation = schema().find_operation_by_id(operation_id)
    found: list[Violation] = []

    @given(operation.as_strategy(), st.booleans())
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    def check(case: Any, with_real: bool) -> None:
        if with_real and operation.path in real:
            case.path_parameters = dict(real[operation.path])
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        try:
            case.validate_response(response, checks=CHECKS)
        except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - any is a finding
            found.append((operation_id, str(error)))

    check()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("who", ROLES)
def test_every_operation_keeps_to_its_description(county: County, now: datetime, who: str) -> None:
    real = real_things(county)
    assert len(real) >= 25
    key = key_of(county, who, now, writes=True)
    found: list[Violation] = []
    for operation in OPERATIONS:
        found += violations(operation, key, EXAMPLES, real)
    assert not found, "\n".join(sorted({f"{name}: {said}" for name, said in found}))


def test_a_broken_answer_is_noticed(
    county: County, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sanbi.site.api import orgs

    monkeypatch.setattr(orgs.Unit.objects, "select_related", lambda *_: 1 / 0)
    found = violations("unit", key_of(county, "office", now), 5, {})
    assert found != []
    assert {operation for operation, _said in found} == {"unit"}
