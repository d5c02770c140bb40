"""Chains of nodes: laid out, planned, and walked along as fast as each project goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from sanbi.apps.projects.models import LADDER, Node
from sanbi.apps.projects.replanning import Asked, consequences
from sanbi.apps.projects.services import (
    NodeFacts,
    chain_apply,
    node_begin,
    node_change,
    node_finish,
    replan_sign,
)
from sanbi.apps.projects.timetables import Calendars, county_calendars, plan_of
from sanbi.site.demo.projects.climbing import climb
from sanbi.site.demo.projects.model import Undertaking
from sanbi.site.demo.projects.papers import paper
from sanbi.site.demo.projects.works import Works

SHORT_LEAD, FULL_LEAD = timedelta(days=100), timedelta(days=620)
"""How long before its start a project's nodes begin that began before the platform."""
STOPS = {"stuck": "施工许可", "idle": "基础完工", "late": "竣工验收", "building": "竣工验收"}
"""Names of the nodes that a life does not get past."""
PACES = {"late": 1.30, "running": 0.96, "signed": 1.0}
LONG = 30  # working days from which somebody says that a node has begun


@dataclass
class Walk:
    """A project on its way: what is left, with the days on which it happens."""

    item: Undertaking
    left: list[tuple[Node, date, date]] = field(default_factory=list)


@dataclass
class Chains:
    """All chains of the county while its year runs."""

    works: Works
    walks: dict[str, Walk] = field(default_factory=dict)
    _calendars: Calendars | None = None

    @property
    def calendars(self) -> Calendars:
        """The county's calendars, read once."""
        if self._calendars is None:
            self._calendars = county_calendars()
        return self._calendars

    # -- laid out ----------------------------------------------------------------------------------
    def lay(self, item: Undertaking, now: datetime) -> None:
        """Lay a project's nodes out, finish what is done, and sign the first plan."""
        works, held = self.works, self.works.row(item)
        full = "chain" in item.marks
        began = item.reached.get("started")
        today = timezone.localdate(now)
        first = began - (FULL_LEAD if full else SHORT_LEAD) if began else today
        if full and not began and item.life != "talk":
            first = today - timedelta(days=200)
        chain_apply(
            actor=works.keeper,
            now=now,
            project=held.pk,
            edition=held.edition,
            chain="full" if full else "short",
            start=first,
        )
        nodes = list(Node.objects.filter(project=held).order_by("place"))
        self._lengthen(item, nodes, now)
        done = list(_done_before(item, nodes, first, today))
        for node, on in done:
            self._finish(item, node, now, on)
        self.sign(item, now, "首次编排")

    def sign(self, item: Undertaking, now: datetime, reason: str, due: date | None = None) -> None:
        """Sign the plan that follows from the nodes as they stand, and walk along it."""
        held, today = self.works.row(item), timezone.localdate(now)
        nodes = list(Node.objects.filter(project=held).select_related("unit").order_by("place"))
        starts = {n.key: item.start_on for n in nodes if n.stage == "started" and item.start_on}
        if item.reached.get("started") or (item.start_on and item.start_on <= today):
            starts = {}
        found = consequences(
            plan_of(nodes, None, self.calendars), Asked(None, starts), today
        )  # what it can be without a due date
        replan_sign(
            actor=self.works.keeper,
            now=now,
            project=held.pk,
            edition=held.edition,
            reason=reason,
            due_on=due or found.finish + timedelta(days=self._slack(item)),
            starts=starts,
        )
        self.walks[item.code] = Walk(item, list(self._ahead(item, held.pk, today)))

    def _slack(self, item: Undertaking) -> int:
        return -5 if item.life == "late" else round(45 * self.works.chance("slack", item.code))

    def _lengthen(self, item: Undertaking, nodes: list[Node], now: datetime) -> None:
        """Give the long works of a project the days that its size asks for."""
        days = _days_of(item, self.works.chance("long", item.code))
        for node in nodes:
            if node.name in days and days[node.name] != node.duration:
                facts = NodeFacts(node.unit_id, days[node.name], node.calendar, proof=node.proof)
                held = self.works.row(item)
                node_change(
                    actor=self.works.keeper,
                    now=now,
                    project=held.pk,
                    edition=held.edition,
                    node=node.pk,
                    facts=facts,
                )

    def again(self, item: Undertaking, days: int, reason: str, now: datetime) -> None:
        """Sign the plan anew, with a due date so many days later (earlier, where negative)."""
        due = self.works.row(item).due_on
        self.sign(item, now, reason, due + timedelta(days=days) if due else None)

    # -- walked along ------------------------------------------------------------------------------
    def _ahead(
        self, item: Undertaking, project: int, today: date
    ) -> Iterator[tuple[Node, date, date]]:
        pace = PACES.get(item.life, 0.94 + 0.32 * self.works.chance("pace", item.code) ** 2)
        rows = Node.objects.filter(project=project, finished_on__isnull=True).order_by("place")
        for node in rows:
            if node.name == STOPS.get(item.life) or not node.planned_finish:
                return
            start, finish = (
                today + timedelta(days=round(((day or today) - today).days * pace))
                for day in (node.planned_start, node.planned_finish)
            )
            yield node, start, max(start, finish)

    def walk(self, now: datetime) -> None:
        """Let happen what is due by now, in every project."""
        today = timezone.localdate(now)
        for walk in self.walks.values():
            left = []
            for node, start, finish in walk.left:
                if finish <= today:
                    self._finish(walk.item, node, now, finish, start)
                else:
                    left.append((node, start, finish))
                    if start <= today and node.duration >= LONG and not node.started_on:
                        self._begin(walk.item, node, now, start)
            walk.left = left

    def _begin(self, item: Undertaking, node: Node, now: datetime, on: date) -> None:
        actor = self.works.clerk(item)
        node_begin(actor=actor, now=now, project=node.project_id, node=node.pk, on=on)
        node.started_on = on

    def _finish(
        self, item: Undertaking, node: Node, now: datetime, on: date, start: date | None = None
    ) -> None:
        """Finish a node by its proof; where it reaches a stage, let the keeper recognise that."""
        if start and node.duration >= LONG and not node.started_on:
            self._begin(item, node, now, start)
        files = [paper(f"{item.name}-{node.proof}", "proof of a node")] if node.proof else []
        node_finish(
            actor=self.works.clerk(item),
            now=now,
            project=node.project_id,
            node=node.pk,
            on=on,
            files=files,
        )
        if node.stage in LADDER[2:] and node.stage not in item.reached:
            climb(self.works, item, now, on)


def _days_of(item: Undertaking, chance: float) -> dict[str, int]:
    """Working days of the nodes that are not as the template has them."""
    if item.life == "running":
        return {"达产": 300}
    if item.life == "late":
        return {"主体完工": 105 + round(45 * chance)}
    if item.life in {"building", "fresh", "signed", "stuck", "idle"}:
        main = 150 if item.life != "building" else 230
        return {"主体完工": main + round(150 * chance)}
    return {}


def _done_before(
    item: Undertaking, nodes: list[Node], first: date, today: date
) -> Iterator[tuple[Node, date]]:
    """Nodes that were finished before the platform, with their days, evenly spread."""
    began = item.reached.get("started")
    if began:
        last = next(place for place, node in enumerate(nodes) if node.stage == "started")
        before = nodes[:last]
        for number, node in enumerate(before, start=1):
            yield node, first + (began - first) * number // (len(before) + 1)
        yield nodes[last], began
        more = 2 if item.life == "running" else 1
        for number, node in enumerate(nodes[last + 1 : last + 1 + more], start=1):
            yield node, began + (today - began) * number // (more + 1)
    elif "chain" in item.marks:
        count = 36 if item.life == "signed" else 0
        for number, node in enumerate(nodes[:count], start=1):
            yield node, first + (today - first) * number // (count + 1)
