"""Rectification lists and their problems for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sanbi.apps.actions.models import Action, Problem, ProblemList
from sanbi.apps.orgs.blobs import blob_store
from sanbi.apps.orgs.models import Attachment
from tests.apps.factories.actions import make_action
from tests.apps.factories.orgs import County

AT = datetime(2026, 9, 20, 2, tzinfo=UTC)


def make_list(county: County, **fields: Any) -> ProblemList:
    """A list of 县发改局, which checks it: issued on 20 September, due at the year's end."""
    plain: dict[str, Any] = {
        "kind": "environment",
        "title": f"环保督察反馈问题清单{ProblemList.objects.count() + 1}",
        "issued_by": "省生态环保督察组",
        "issued_on": date(2026, 9, 20),
        "due_on": date(2026, 12, 31),
        "owner": county.bureau,
        "by_name": "督查室",
        "at": AT,
    }
    return ProblemList.objects.create(**{**plain, **fields})


def make_problem(
    county: County, held: ProblemList | None = None, state: str = "progress", **fields: Any
) -> Problem:
    """A problem of a list, dealt with by 青石镇; further fields are those of its action."""
    held = held or make_list(county)
    place = fields.pop("place", held.problems.count() + 1)
    more = {name: fields.pop(name) for name in ("term", "measure") if name in fields}
    plain: dict[str, Any] = {
        "kind": "rectify",
        "category": held.kind,
        "title": "河道沿线砂石堆场未采取防尘措施",
        "wanted": "现场清零",
        "source": "inspection",
    }
    action = make_action(county, state, **{**plain, **fields})
    return Problem.objects.create(list=held, place=place, action=action, **more)


def make_proof(county: County, action: Action, who: str = "clerk") -> Attachment:
    """A file that hangs on an action."""
    blob = blob_store(f"proof of {action.pk}".encode(), "text/plain")
    return Attachment.objects.create(
        blob=blob,
        name="整改佐证.csv",
        unit=action.lead_unit,
        kind="actions.action",
        key=str(action.pk),
        added_by=county.users[who],
        added_at=AT,
    )
