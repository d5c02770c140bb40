"""Nodes of projects for tests."""

from __future__ import annotations

from datetime import date, datetime

from sanbi.apps.projects.models import Baseline, Node, NodeLink, Project
from sanbi.apps.projects.services import replan_sign
from tests.apps.factories.orgs import County

START = date(2026, 10, 12)  # a Monday


def make_nodes(project: Project, start: date = START) -> dict[str, Node]:
    """A chain a → b → c: 5 and 10 calendar days, then the milestone of production."""
    rows = [("a", "备案", 5, ""), ("b", "施工", 10, ""), ("c", "投产", 0, "producing")]
    nodes = {
        key: Node.objects.create(
            project=project,
            key=key,
            place=place,
            name=name,
            step="建设",
            stage=stage,
            unit=project.unit,
            duration=days,
            calendar="natural",
            shortest=max(days - 3, 1) if days else None,
            proof="备案证" if key == "a" else "",
            not_before=start if key == "a" else None,
        )
        for place, (key, name, days, stage) in enumerate(rows, start=1)
    }
    NodeLink.objects.create(before=nodes["a"], after=nodes["b"])
    NodeLink.objects.create(before=nodes["b"], after=nodes["c"])
    return nodes


def sign_plan(county: County, project: Project, now: datetime) -> Baseline:
    """Sign the plan of a project by the keeper."""
    project.refresh_from_db()
    return replan_sign(
        actor=county.actor("bureau"),
        now=now,
        project=project.pk,
        edition=project.edition,
        reason="首次编排",
    )
