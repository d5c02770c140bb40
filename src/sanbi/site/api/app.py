"""Puts the routers together: one description, one shape of refusals, entity tags for polling."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from sanbi import __version__
from sanbi.site.api import (
    actions,
    appeals,
    audit,
    bulletins,
    catalogue,
    feeds,
    figures,
    files,
    measures,
    orgs,
    plans,
    polls,
    projects,
    register,
    remarks,
    reports,
    results,
    rounds,
    schemes,
    targets,
)
from sanbi.site.api.access import ACCESS
from sanbi.site.api.answers import WHAT
from sanbi.site.api.refusals import tell_refusals

ABOUT = """\
Figures, reports, feeds, schemes and results, for programs of a unit.

A key stands for one account and one unit. Every list comes in pages and holds what the key may \
see; what belongs to another unit does not exist (404). Decimals are texts, so that nothing is \
lost on the way. Every refusal has one shape: `error`, `hint`, `where`, `faults`.
"""
TAGS = {
    "units": "Units, their groups, the working calendar, and whom the key stands for.",
    "figures": "The catalogue of indicators, figures with their versions, and statistics.",
    "targets": "Targets of units for a year, with their versions.",
    "reports": "Data sets and reports: cells, steps, remarks.",
    "feeds": "Files of figures that a background job takes in.",
    "files": "Files that prove a report, an item of the register or an appeal.",
    "rounds": "Rounds, runs, league tables, workings and packages.",
    "schemes": "Schemes and their versions.",
    "register": "Bonus, deduction, veto and department rating, each with its document.",
    "appeals": "Appeals of units against a score.",
    "measures": "Rewards and accountability, restricted ones for the few who may see them.",
    "projects": "Key projects with nodes, months, lamps and obstacles.",
    "actions": "Supervision: actions with their clocks and steps.",
    "plans": "Plans of the year with their nodes, peers to catch, good practice.",
    "polls": "On-site evaluations: turnout, tally and the box that anyone recounts.",
    "bulletins": "Bulletins with their sections and figures.",
    "audit": "What was done by whom, and the anchors that prove it.",
}


class Api(NinjaAPI):
    """NinjaAPI with entity tags: what did not change is answered with 304 and no body."""

    def create_response(
        self,
        request: HttpRequest,
        data: Any,  # noqa: ANN401 - ninja's type
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        """Return the answer, or 304 where the asker has it already."""
        answer = super().create_response(
            request, data, status=status, temporal_response=temporal_response
        )
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        if request.method != "GET" or answer.status_code != 200:  # noqa: PLR2004 - found
            return answer
        tag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        answer.headers["ETag"] = tag
        return get_conditional_response(request, etag=tag, response=answer) or answer

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description, its refusals in words."""
        described = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for methods in described["paths"].values():
            for operation in methods.values():
                _say_answers(operation)
                _say_examples(operation)
        return described


def _say_answers(operation: dict[str, Any]) -> None:
    """Say of each answer what it means here, instead of its name in HTTP."""
    for status, answer in operation["responses"].items():
        if int(status) in WHAT:
            answer["description"] = WHAT[int(status)]
        elif answer["description"] in {"OK", "Created", "Accepted", "No Content"}:
            answer["description"] = operation["summary"]


def _say_examples(operation: dict[str, Any]) -> None:
    """Give a parameter one example: ninja hands on a list, which OpenAPI does not know there."""
    for parameter in operation.get("parameters", ()):
        examples = parameter.pop("examples", None)
        if examples:
            parameter["example"] = examples[0]


api = Api(
    title="Sanbi 三比",
    version=__version__,
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    auth=ACCESS,
    openapi_extra={
        "tags": [{"name": name, "description": words} for name, words in TAGS.items()],
        "info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
    },
)
for part in (
    orgs,
    catalogue,
    figures,
    targets,
    reports,
    remarks,
    feeds,
    files,
    rounds,
    results,
    schemes,
    register,
    appeals,
    measures,
    projects,
    actions,
    plans,
    polls,
    bulletins,
    audit,
):
    api.add_router("", part.router)
tell_refusals(api)
