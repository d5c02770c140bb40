"""Plans of two years, peers to catch, and good practice in the invented county."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from sanbi.apps.actions.models import Action
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.plans import services
from sanbi.apps.plans.models import Node, Plan
from sanbi.apps.plans.services import NodeFacts, PeerRow
from sanbi.apps.projects.models import Project
from sanbi.site.demo.chance import share
from sanbi.site.demo.desk import Desk, Happening, moment

DRAFTED = {2025: date(2025, 10, 10), 2026: date(2026, 1, 22)}
ADOPTED = {2025: date(2025, 10, 13), 2026: date(2026, 1, 26)}
CLOSED = {2025: date(2026, 1, 28)}
LINKED = date(2026, 10, 16)
PUBLISHED = date(2026, 10, 15)
LINKS = 5
WRITER, ADOPTER = "office", "leader"
SOURCE = "市统计月报（虚构）"
MONTHS = tuple(f"2025-{month}" for month in (10, 11, 12)) + tuple(
    f"2026-{month:02d}" for month in range(1, 10)
)


def planning(desk: Desk) -> Iterator[Happening]:
    """Yield the plans' lives, the places reached, the peers' figures, and good practice."""
    told: Mapping[str, Any] = yaml.safe_load(
        Path(__file__).with_name("plans.yaml").read_text(encoding="utf-8")
    )
    for year, said in told["years"].items():
        yield from _Year(desk, year, said).happenings()
    yield Happening(moment(PUBLISHED, 15), partial(_peers, desk, told))
    for row in told["practices"]:
        yield from _practice(desk, row)


@dataclass
class _Year:
    """The plan of a year, as it was told."""

    desk: Desk
    year: int
    said: Mapping[str, Any]
    nodes: dict[str, Node] = field(default_factory=dict)
    facts: dict[str, NodeFacts] = field(default_factory=dict)

    def happenings(self) -> Iterator[Happening]:
        """Yield its life."""
        yield Happening(moment(DRAFTED[self.year], 10), self._draft)
        yield Happening(moment(ADOPTED[self.year], 16), self._adopt)
        for target in self._targets():
            for month, place in target.get("places", {}).items():
                on = _after(month)
                yield Happening(moment(on, 11), partial(self._stand, target, month, place, on))
        if self.year in CLOSED:
            yield Happening(moment(CLOSED[self.year], 10), self._close)
        for row in self._linked():
            yield Happening(moment(LINKED, 10, 30), partial(self._link, row))

    def _targets(self) -> Iterator[Mapping[str, Any]]:
        for theme in self.said["themes"]:
            yield from theme["targets"]

    def _linked(self) -> Iterator[Mapping[str, Any]]:
        for target in self._targets():
            rows = (target, *target.get("measures", ()))
            yield from (row for row in rows if "actions" in row)

    @property
    def plan(self) -> Plan:
        """The plan, once it is drafted."""
        return Plan.objects.get(year=self.year)

    def _draft(self, now: datetime) -> None:
        writer = self.desk.named(WRITER)
        title = f"云川县{self.year}年工作目标"
        plan = services.plan_draft(actor=writer, now=now, year=self.year, title=title)
        for theme in self.said["themes"]:
            top = self._add(plan, None, theme, now)
            for target in theme["targets"]:
                held = self._add(plan, top, target, now)
                for measure in target.get("measures", ()):
                    self._add(plan, held, measure, now)

    def _add(self, plan: Plan, above: Node | None, row: Mapping[str, Any], now: datetime) -> Node:
        facts = self._facts(row)
        parent = above.pk if above else None
        made = services.plan_node_add(
            actor=self.desk.named(WRITER), now=now, plan=plan.pk, parent=parent, facts=facts
        )
        self.nodes[facts.title], self.facts[facts.title] = made, facts
        return made

    def _facts(self, row: Mapping[str, Any]) -> NodeFacts:
        desk, rank = self.desk, row.get("rank", (None, None))
        projects = Project.objects.filter(name__in=row.get("projects", ()))
        return NodeFacts(
            title=row["title"],
            theme=row.get("theme", ""),
            wording=row.get("wording", ""),
            meeting_text=self.said["meeting"] if "wording" in row else "",
            unit=desk.units[row["unit"]] if "unit" in row else None,
            leader=desk.named(row["leader"]).user if "leader" in row else None,
            weight=Decimal(row.get("weight", 1)),
            due_on=None if "theme" in row else date(self.year, 12, 31),
            rank_wanted=rank[0],
            rank_of=rank[1],
            rank_among="全市" if rank[0] else "",
            goal=Decimal(row["goal"]) if "goal" in row else None,
            indicators=[desk.indicators[code] for code in row.get("indicators", ())],
            projects=list(projects.values_list("pk", flat=True)),
        )

    def _adopt(self, now: datetime) -> None:
        services.plan_adopt(actor=self.desk.named(ADOPTER), now=now, plan=self.plan.pk)

    def _close(self, now: datetime) -> None:
        services.plan_close(actor=self.desk.named(WRITER), now=now, plan=self.plan.pk)

    def _stand(
        self, target: Mapping[str, Any], month: str, place: int, on: date, now: datetime
    ) -> None:
        services.standing_record(
            actor=self.desk.named(WRITER),
            now=now,
            node=self._node(target).pk,
            period=month,
            place=place,
            source=SOURCE,
            published_on=on,
        )

    def _link(self, row: Mapping[str, Any], now: datetime) -> None:
        """Link actions that were filed meanwhile: a new version with its reason."""
        found = Action.objects.filter(kind=row["actions"], parent__isnull=True).order_by("pk")
        facts = replace(self._facts(row), actions=list(found.values_list("pk", flat=True)[:LINKS]))
        services.plan_node_change(
            actor=self.desk.named(WRITER),
            now=now,
            node=self._node(row).pk,
            facts=facts,
            reason="三季度新立的督办事项纳入目标",
        )

    def _node(self, row: Mapping[str, Any]) -> Node:
        return Node.objects.get(plan__year=self.year, title=row["title"])


def _after(month: str) -> date:
    """The day on which places of a month are published: the 25th of the month after."""
    year, number = int(month[:4]), int(month[5:])
    if month == "2026-09":
        return PUBLISHED
    return date(year + number // 12, number % 12 + 1, 25)


# -- peers -----------------------------------------------------------------------------------------
def _peers(desk: Desk, told: Mapping[str, Any], now: datetime) -> None:
    """Name the peers, and enter twelve months of their figures for each indicator."""
    office = desk.named(WRITER)
    keys = {
        row["name"]: services.peer_add(actor=office, now=now, name=row["name"], why=row["why"]).pk
        for row in told["peers"]
    }
    for code in told["peer_indicators"]:
        rows = [
            PeerRow(keys[peer["name"]], month, value)
            for peer in told["peers"]
            for place, month in enumerate(MONTHS)
            if (value := _figure(desk, code, peer, month, place))
        ]
        services.peer_figures_record(
            actor=office,
            now=now,
            indicator=desk.indicators[code],
            rows=rows,
            source=SOURCE,
            published_on=PUBLISHED,
        )


def _figure(
    desk: Desk, code: str, peer: Mapping[str, Any], month: str, place: int
) -> Decimal | None:
    """A peer's figure: the county's own, times how far the peer is ahead that month."""
    towns = {town.code for town in desk.county.townships}
    own = sum(
        value
        for spot, value in desk.county.figures.items()
        if (spot.indicator, spot.period) == (code, month) and spot.unit in towns
    )
    if not own:
        return None
    noise = share(desk.county.seed, "peer", peer["name"], code, month) - 0.5
    ratio = peer["ahead"] - peer["speed"] * place + noise * 0.01
    return Decimal(round(float(own) * ratio))


# -- good practice ---------------------------------------------------------------------------------
def _practice(desk: Desk, row: Mapping[str, Any]) -> Iterator[Happening]:
    held: dict[str, Any] = {}
    clerk = partial(desk.acting, Role.CLERK)

    def nominate(now: datetime) -> None:
        held["practice"] = services.practice_nominate(
            actor=clerk(row["unit"]),
            now=now,
            unit=desk.units[row["unit"]],
            **{name: row[name] for name in ("title", "content", "effect")},
        ).pk

    def share_it(now: datetime) -> None:
        services.practice_decide(
            actor=desk.named(WRITER), now=now, practice=held["practice"], approve=True
        )

    yield Happening(moment(row["nominated"], 9, 40), nominate)
    if "shared" in row:
        yield Happening(moment(row["shared"], 16, 20), share_it)
    for taken in row["taken"]:
        yield from _takeover(desk, clerk(taken["unit"]), held, taken)


def _takeover(
    desk: Desk, actor: Actor, held: Mapping[str, Any], taken: Mapping[str, Any]
) -> Iterator[Happening]:
    made: dict[str, int] = {}

    def take(now: datetime) -> None:
        made["takeover"] = services.practice_take_over(
            actor=actor,
            now=now,
            practice=held["practice"],
            unit=desk.units[taken["unit"]],
            taken=taken["taken"],
        ).pk

    def tell(now: datetime) -> None:
        services.takeover_tell(
            actor=actor, now=now, takeover=made["takeover"], result=taken["result"]
        )

    deeds: list[tuple[date, Callable[[datetime], None]]] = [(taken["since"], take)]
    if "result" in taken:
        deeds.append((taken["told"], tell))
    for day, deed in deeds:
        yield Happening(moment(day, 10, 10), deed)
