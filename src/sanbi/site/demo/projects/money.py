"""Plans, months and physical work.

What the projects of a township report adds up to the dispatch figures of the township itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from sanbi.apps.projects.models import Project, Quantity, Stage
from sanbi.apps.projects.services import (
    month_report,
    quantities_set,
    quantity_report,
    year_plan_set,
)
from sanbi.apps.projects.services.months import Figures, QuantityLine
from sanbi.apps.projects.services.plans import Plan
from sanbi.site.demo.model import Spot
from sanbi.site.demo.projects.model import Undertaking
from sanbi.site.demo.projects.papers import paper
from sanbi.site.demo.projects.works import Works
from sanbi.site.demo.seasons import part_of_year

SPREAD = 0.6
"""Money grows more slowly than size: of twice the total, half as much again."""
GROWTH = Decimal("1.06")
BUSY = ("building", "late", "running", "fresh", "idle")
QUIET_AFTER = 75  # days after production in which a project still pays for its works
IMAGES = (
    (2, "场地平整"), (12, "桩基施工"), (25, "基础完成"), (45, "主体施工"), (60, "主体封顶"),
    (78, "围护和机电安装"), (92, "设备安装调试"), (99, "竣工验收"), (101, "已投产"),
)  # fmt: skip
QUANTITIES = (
    QuantityLine("土石方", "万立方米", Decimal(60), Decimal(2)),
    QuantityLine("桥涵和结构物", "座", Decimal(24), Decimal(3)),
    QuantityLine("管网和路面", "公里", Decimal(18), Decimal(5)),
)
Kind = tuple[str, bool]  # township, whether industry


@dataclass
class Money:
    """What the projects of the county plan and report; ``held`` is 万元 of a year by code."""

    works: Works
    held: dict[tuple[str, int], int] = field(default_factory=dict)
    told: dict[Kind, int] = field(default_factory=dict)
    work: dict[str, float] = field(default_factory=dict)
    measured: dict[str, dict[int, QuantityLine]] = field(default_factory=dict)

    # -- plans -------------------------------------------------------------------------------------
    def set_plans(self, year: int, now: datetime) -> None:
        """Promise the year: each project its share of what its township is expected to complete."""
        today = timezone.localdate(now)
        busy = [item for item in self.works.known() if item.life in BUSY]
        for item in busy:
            beside = [other for other in busy if _kind(other) == _kind(item)]
            whole = sum(self._weight(other, year) for other in beside)
            part = self._weight(item, year) / whole if whole else 0
            last = self._figure(_kind(item), f"{year - 1}-12")
            amount = min(round(float(last * GROWTH) * part / 100) * 100, item.total_wan * 7 // 10)
            if amount:
                self._plan(item, year, amount, now)
        self._prepared(year, today, now)

    def _prepared(self, year: int, today: date, now: datetime) -> None:
        """Projects that shall begin late in the year or are prepared for the next."""
        for item in self.works.known():
            if item.life == "stuck" or (
                item.life == "signed" and item.signs and item.signs < today
            ):
                start = item.start_on.month if item.start_on and item.start_on.year == year else 12
                months = _months(item.total_wan // 20, start)
                plan = Plan("new" if item.life == "stuck" else "prepared", months, "完成前期手续")
                self._set(item, year, plan, now)

    def _plan(self, item: Undertaking, year: int, amount: int, now: datetime) -> None:
        fresh = item.life in {"fresh", "idle"}
        start = item.start_on.month if fresh and item.start_on and item.start_on.year == year else 1
        sort = "new" if fresh else "finishing" if item.life in {"late", "running"} else "continued"
        self._set(item, year, Plan(sort, _months(amount, start), "按节点推进"), now)

    def _set(self, item: Undertaking, year: int, plan: Plan, now: datetime) -> None:
        key = self.works.keys[item.code]
        actor = self.works.keeper
        year_plan_set(actor=actor, now=now, project=key, year=year, version=0, plan=plan)

    def _weight(self, item: Undertaking, year: int) -> float:
        """How much of its township's money a project takes in a year."""
        whole = float(item.total_wan**SPREAD)
        if item.life in {"fresh", "idle"} and item.start_on:
            if item.start_on.year > year:
                return 0.0
            return whole * (1 - (item.start_on.month - 1) / 12 * (item.start_on.year == year))
        if item.life == "running":  # the works end early in the year, or in its middle
            return whole * (0.03 if item.has_nodes else 0.35)
        return whole

    def _figure(self, kind: Kind, period: str) -> Decimal:
        code = "proj_ind" if kind[1] else "proj_inf"
        return self.works.desk.county.figures[Spot(code, kind[0], period)]

    # -- months ------------------------------------------------------------------------------------
    def report(self, period: str, now: datetime) -> None:
        """Report a month: what each township's figure added is split among its projects."""
        rows = self._busy(date.fromisoformat(f"{period}-28"))
        groups: dict[Kind, list[tuple[Undertaking, Project]]] = {}
        for item, row in rows:
            groups.setdefault(_kind(item), []).append((item, row))
        for kind, members in groups.items():
            added = self._added(kind, period)
            for (item, row), part in zip(members, self._split(added, members, period), strict=True):
                spot = (item.code, int(period[:4]))
                self.held[spot] = self.held.get(spot, 0) + part
                self._tell(item, row, period, self.held[spot], now)

    def _busy(self, end: date) -> Iterator[tuple[Undertaking, Project]]:
        """The projects that have begun by the end of a month and are not long in production."""
        found = Project.objects.filter(pk__in=self.works.keys.values()).in_bulk()
        for item in self.works.known():
            row = found[self.works.keys[item.code]]
            if row.dropped_on or item.life not in BUSY or row.stage_on > end:
                continue
            if row.stage == Stage.PRODUCING and (end - row.stage_on).days > QUIET_AFTER:
                continue
            if row.stage in {Stage.STARTED, Stage.PRODUCING}:
                yield item, row

    def _added(self, kind: Kind, period: str) -> int:
        """What a township added; the first month of the platform holds the year up to then."""
        whole = int(self._figure(kind, period))
        before = 0 if period.endswith("-01") else self.told.get(kind, 0)
        self.told[kind] = whole
        return whole - before

    def _split(
        self, added: int, members: list[tuple[Undertaking, Project]], period: str
    ) -> list[int]:
        weights = [self._pull(item, row, period) for item, row in members]
        whole = sum(weights)
        parts = [int(added * weight / whole) for weight in weights]
        parts[weights.index(max(weights))] += added - sum(parts)
        return parts

    def _pull(self, item: Undertaking, row: Project, period: str) -> float:
        own = 0.55 + 0.9 * self.works.chance("earnest", item.code)
        month = 0.8 + 0.4 * self.works.chance("month", item.code, period)
        ended = 0.25 if row.stage == Stage.PRODUCING else 1.0
        idle = 0.02 if item.life == "idle" else 1.0
        return float(item.total_wan**SPREAD * own * month * ended * idle)

    def _tell(
        self, item: Undertaking, row: Project, period: str, completed: int, now: datetime
    ) -> None:
        share = self._work(item, row, period)
        measured = self.measured.get(item.code)
        if measured and int(period[-2:]) % 3 == 0:
            done = {key: _done(line, share) for key, line in measured.items()}
            actor = self.works.clerk(item)
            quantity_report(actor=actor, now=now, project=row.pk, period=period, done=done)
        paid = int(completed * (0.72 + 0.2 * self.works.chance("paid", item.code)))
        month_report(
            actor=self.works.clerk(item),
            now=now,
            project=row.pk,
            period=period,
            version=0,
            figures=Figures(
                Decimal(completed),
                Decimal(paid),
                None if measured else Decimal(str(round(share, 4))),
                _image(share) if share else "未进场",
            ),
            proofs=[paper(f"{period}支付凭证", "payment slips of a month")] if paid else [],
        )

    def _work(self, item: Undertaking, row: Project, period: str) -> float:
        """The share of physical work by the end of a month; it never falls."""
        if row.stage == Stage.PRODUCING:
            return self.work.setdefault(item.code + "!", 1.0)
        least, monthly = {
            "building": (0.16, 0.038), "late": (0.42, 0.028), "running": (0.50, 0.05),
            "fresh": (0.0, 0.045), "idle": (0.0, 0.0),
        }[item.life]  # fmt: skip
        monthly *= 0.45 if "ahead" in item.marks else 1.0
        before = self.work.get(item.code, least)
        step = monthly * (0.6 + 0.8 * self.works.chance("work", item.code, period))
        self.work[item.code] = min(before + step, 0.96)
        return self.work[item.code]

    # -- quantities --------------------------------------------------------------------------------
    def set_quantities(self, now: datetime) -> None:
        """Measure the works of the state firm by three quantities."""
        for item in self.works.known():
            if item.sort != "infrastructure" or item.life not in {"building", "late"}:
                continue
            row = self.works.row(item)
            quantities_set(
                actor=self.works.clerk(item),
                now=now,
                project=row.pk,
                edition=row.edition,
                lines=QUANTITIES,
            )
            lines = {line.name: line for line in QUANTITIES}
            self.measured[item.code] = {
                quantity.pk: lines[quantity.name]
                for quantity in Quantity.objects.filter(project=row).order_by("pk")
            }


def _kind(item: Undertaking) -> Kind:
    return item.township, item.is_industry


def _months(amount: int, start: int) -> list[Decimal]:
    """Twelve cumulative amounts from the month of the start, by the season of works."""
    before = part_of_year("works", start - 1)
    shares = [
        max(part_of_year("works", month) - before, 0) / (1 - before) for month in range(1, 13)
    ]
    shares[-1] = 1.0
    return [
        (Decimal(amount) * Decimal(str(round(share, 4)))).quantize(Decimal(1), ROUND_HALF_UP)
        for share in shares
    ]


def _done(line: QuantityLine, share: float) -> Decimal:
    """How much of a quantity is done: earth first, the surface last."""
    first = {"土石方": 1.6, "桥涵和结构物": 1.1, "管网和路面": 0.7}[line.name]
    done = Decimal(str(round(float(line.planned) * min(share * first, 1.0), 2)))
    return min(done, line.planned)


def _image(share: float) -> str:
    return next(text for most, text in IMAGES if share * 100 < most)
