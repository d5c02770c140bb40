"""Rounds that were scored by the engine and are on show, for tests and timings of the boards."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sanbi.apps.assessments.firmness import study_rows
from sanbi.apps.assessments.models import (
    Appeal,
    Publication,
    Round,
    RoundState,
    Run,
    RunLeaf,
    RunNode,
    RunRow,
    RunStudy,
    Scheme,
    SchemeVersion,
    Snapshot,
)
from sanbi.apps.assessments.outcomes import leaf_rows, node_rows, table_rows
from sanbi.apps.orgs.blobs import blob_read, blob_store
from sanbi.apps.orgs.models import Unit
from sanbi.engine.integrity import digest
from sanbi.engine.integrity.package import read_package
from sanbi.engine.scoring import Scheme as EngineScheme
from sanbi.engine.scoring import score
from sanbi.engine.scoring.data import Data, from_csv_files
from sanbi.engine.scoring.package import build_package
from sanbi.engine.scoring.result import Result
from tests.apps.factories.orgs import make_unit

SCHEME = """\
格式: 1
编号: yunchuan
名称: 云川县综合考核
版本: "3"
小数位: 2
分组:
  - {编号: all, 名称: 全县}
  - {编号: plain, 名称: 平原}
  - {编号: hill, 名称: 山区}
指标:
  gdp: {名称: 地区生产总值增速, 计量单位: "%", 类别: 统计数据, 责任单位: 县统计局}
  industry: {名称: 规上工业增加值增速, 计量单位: "%", 类别: 统计数据, 责任单位: 县统计局}
  investment: {名称: 固定资产投资增速, 计量单位: "%", 类别: 统计数据, 责任单位: 县统计局}
  budget: {名称: 一般公共预算收入, 计量单位: 万元, 类别: 统计数据, 责任单位: 县财政局}
  spent: {名称: 重点项目投资完成率, 计量单位: "%", 类别: 调度数据, 责任单位: 县发改局}
  started: {名称: 项目开工率, 计量单位: "%", 类别: 调度数据, 责任单位: 县发改局}
  closed: {名称: 重点任务按期办结率, 计量单位: "%", 类别: 调度数据, 责任单位: 县督查室}
指标体系:
  编号: total
  名称: 综合得分
  满分: 100
  下级:
    - 编号: economy
      名称: 经济指标
      满分: 45
      下级:
        - {编号: L-gdp, 名称: 地区生产总值增速, 满分: 12, 取数: gdp,
           规则: {类型: 线性加减, 目标: 7, 斜率: 1.2}, 条款: 4.1}
        - {编号: L-industry, 名称: 规上工业增加值增速, 满分: 11, 取数: industry,
           规则: {类型: 线性加减, 目标: 9, 斜率: 0.9}, 条款: 4.2}
        - {编号: L-investment, 名称: 固定资产投资增速, 满分: 11, 取数: investment,
           规则: {类型: 线性加减, 目标: 9, 斜率: 0.8}, 条款: 4.3}
        - {编号: L-budget, 名称: 一般公共预算收入, 满分: 11, 取数: budget,
           规则: {类型: 比例计分}, 条款: 4.4}
    - 编号: projects
      名称: 重点项目
      满分: 30
      下级:
        - {编号: L-spent, 名称: 重点项目投资完成率, 满分: 18, 取数: spent,
           规则: {类型: 比例计分, 目标: 75}, 条款: 5.1}
        - {编号: L-started, 名称: 项目开工率, 满分: 12, 取数: started,
           规则: {类型: 比例计分, 目标: 90}, 条款: 5.2}
    - 编号: tasks
      名称: 重点任务
      满分: 15
      下级:
        - {编号: L-closed, 名称: 重点任务按期办结率, 满分: 15, 取数: closed,
           规则: {类型: 比例计分, 目标: 100}, 条款: 6.1}
    - {编号: L-visit, 名称: 现场测评, 满分: 10,
       规则: {类型: 部门评分, 评分满分: 100}, 条款: 7.1}
加减分:
  - 编号: bonus
    名称: 加分
    方式: 加分
    上限: 2
    项目:
      - {编号: L-award, 名称: 上级表彰, 规则: {类型: 计次, 每次: 1}}
"""
NAMES = """
松涛镇 河湾镇 白鹭镇 石桥镇 龙潭镇 望江镇 青石镇 枫林镇
双泉镇 柳溪镇 金坪镇 南屏镇 梅岭乡 云岭乡 桐坡乡 茶山乡
"""
QUARTERS = ("2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
NEAR = {
    "gdp": (6.0, 1.2),
    "industry": (7.6, 1.6),
    "investment": (7.4, 2.0),
    "spent": (69, 6),
    "started": (82, 7),
    "closed": (93, 5),
}


@dataclass
class Boards:
    """A county's rounds, oldest first, with the units in the order of NAMES."""

    scheme: Scheme
    version: SchemeVersion
    units: list[Unit]
    rounds: list[Round] = field(default_factory=list)

    @property
    def latest(self) -> Round:
        """The newest round."""
        return self.rounds[-1]


def make_boards(
    units: list[Unit] | None = None,
    periods: tuple[str, ...] = QUARTERS,
    *,
    towns: int = 16,
    state: str = RoundState.PUBLISHED,
    seed: int = 5,
    whole: bool = True,
) -> Boards:
    """Rounds of the periods: the earlier ones final, the last one in ``state``.

    Without ``whole``, units stand in the plain or the hills only, and not in the county as well.
    """
    held = units or [
        make_unit(f"B{place:02d}", name) for place, name in enumerate(NAMES.split()[:towns])
    ]
    owner = Unit.objects.filter(parent__isnull=True).first() or held[0]
    boards = Boards(*_adopted(f"S{seed}", owner), held)
    text = SCHEME if whole else SCHEME.replace("  - {编号: all, 名称: 全县}\n", "")
    source = random.Random(seed)  # noqa: S311 - figures, not secrets
    strength = {unit.pk: source.gauss(0, 1) - place / 8 for place, unit in enumerate(held)}
    history: list[dict[str, object]] = []
    for place, period in enumerate(periods):
        for unit in held:
            strength[unit.pk] += source.gauss(0, 0.25)
        data = figures(held, period, strength, source, history, whole=whole)
        at = datetime(2026, 10, 20, 10, tzinfo=UTC) - timedelta(
            days=91 * (len(periods) - 1 - place)
        )
        shown = state if period == periods[-1] else RoundState.FINAL
        round_ = Round.objects.create(
            code=f"{period.lower()}-{seed}",
            title=f"{period[:4]}年第{'一二三四'[int(period[-1]) - 1]}季度“三比三看”",
            period=period,
            scheme_version=boards.version,
            state=shown,
            frozen_at=at,
            published_at=at + timedelta(days=3) if shown in _ON_SHOW else None,
        )
        result = score(EngineScheme.from_text(text), data, period)
        run = add_run(round_, result, at + timedelta(days=1))
        if shown in _ON_SHOW:
            publish(round_, run)
        history += [dict(row) for row in _history_of(result)]
        boards.rounds.append(round_)
    return boards


def _adopted(code: str, owner: Unit) -> tuple[Scheme, SchemeVersion]:
    scheme = Scheme.objects.create(code=code, title="云川县综合考核", owner=owner)
    at = datetime(2025, 1, 5, tzinfo=UTC)
    version = SchemeVersion.objects.create(
        scheme=scheme,
        number=3,
        text=SCHEME,
        digest=digest(SCHEME.encode(), "sha256"),
        title="2026年第3版",
        by_name="考核办",
        at=at,
        adopted_at=at,
    )
    return scheme, version


_ON_SHOW = (RoundState.PUBLISHED, RoundState.APPEALS, RoundState.FINAL)


def figures(
    units: list[Unit],
    period: str,
    strength: dict[int, float],
    source: random.Random,
    history: list[dict[str, object]],
    *,
    whole: bool = True,
) -> Data:
    """Made-up figures: a unit's strength moves all of them, and chance each."""
    rows: list[dict[str, Any]] = []
    ratings: list[dict[str, Any]] = []
    for place, unit in enumerate(units):
        push = strength[unit.pk]
        for code, (middle, width) in NEAR.items():
            value = round(middle + width * (0.55 * push + 0.5 * source.gauss(0, 1)), 1)
            rows.append({"unit": unit.code, "indicator": code, "period": period, "value": value})
        money = max(600, 3000 + 90 * (16 - place))
        rows.append(
            {
                "unit": unit.code,
                "indicator": "budget",
                "period": period,
                "value": round(money * (0.93 + 0.035 * push + 0.02 * source.gauss(0, 1))),
                "target": money,
            }
        )
        mark = min(99.0, round(84 + 2.4 * push + source.gauss(0, 1), 1))
        ratings.append({"unit": unit.code, "leaf": "L-visit", "assessor": "督查室", "rating": mark})
    half = len(units) / 2
    named = [
        {
            "unit": unit.code,
            "name": unit.name,
            "group": ("all;" if whole else "") + ("plain" if n < half else "hill"),
        }
        for n, unit in enumerate(units)
    ]
    events = [
        {
            "unit": unit.code,
            "item": "L-award",
            "period": period,
            "count": 1,
            "document": "云委〔1〕",
        }
        for unit in units[1:2]
    ]
    return Data.from_rows(
        units=named, observations=rows, ratings=ratings, events=events, history=list(history)
    )


def _history_of(result: Result) -> list[dict[str, object]]:
    return [
        {"unit": unit, "group": group, "period": result.period, "score": total, "rank": rank}
        for unit, _, group, total, rank, *_ in result.ranking_rows
        if rank
    ]


def add_run(round_: Round, result: Result, at: datetime, *, reason: str = "") -> Run:
    """Store a result as the next run of a round, with its package; not yet published."""
    package = build_package(result)
    number = round_.runs.count() + 1
    snapshot = Snapshot.objects.create(
        round=round_, number=number, digest=digest(package, "sha256"), by_name="张三", at=at
    )
    run = Run.objects.create(
        round=round_,
        number=number,
        snapshot=snapshot,
        package=blob_store(package, "application/zip"),
        digest=digest(package, "sha256"),
        engine="sanbi 0.1.0",
        reason=reason,
        by_name="张三",
        at=at,
    )
    store_rows(run, result)
    return run


def publish(round_: Round, run: Run) -> None:
    """Show a run on the board, approved by a second person."""
    Publication.objects.create(
        round=round_,
        run=run,
        proposed_by=1,
        proposed_by_name="张三",
        proposed_at=run.at,
        decided_by=2,
        decided_by_name="李四",
        decided_at=run.at,
        approved=True,
    )
    round_.current_run = run
    round_.save(update_fields=["current_run"])


def store_rows(run: Run, result: Result) -> None:
    """Write rows, nodes and leaves of a result, as the scoring service does."""
    units = dict(Unit.objects.filter(code__in=result.run.units).values_list("code", "pk"))
    RunRow.objects.bulk_create(table_rows(run, result, units, {}), batch_size=5000)
    RunNode.objects.bulk_create(node_rows(run, result, units), batch_size=5000)
    RunLeaf.objects.bulk_create(leaf_rows(run, result, units), batch_size=5000)
    RunStudy.objects.bulk_create(study_rows(run, result, units))


def corrected(boards: Boards) -> Run:
    """A second run of the latest round: 青石镇's growth 6.7 where it was 6.2; not published."""
    first = boards.latest.current_run
    assert first is not None
    package = read_package(blob_read(first.package_id))
    files = {
        name.removeprefix("data/"): content
        for name, content in package.files.items()
        if name.startswith("data/")
    }
    start = f"{boards.units[6].code},gdp,2026Q3".encode()
    lines = files["observations.csv"].split(b"\n")
    changed = [
        line.replace(b",6.2,", b",6.7,") if line.startswith(start) else line for line in lines
    ]
    assert changed != lines
    files["observations.csv"] = b"\n".join(changed)
    result = score(EngineScheme.from_text(SCHEME), from_csv_files(files), "2026Q3")
    return add_run(boards.latest, result, first.at + timedelta(days=5), reason="复核后重算")


def appeal(boards: Boards, unit: int, state: str) -> Appeal:
    """An appeal of a unit, by its place in the list, against the rate of projects started."""
    run = boards.latest.current_run
    assert run is not None
    return Appeal.objects.create(
        round=boards.latest,
        run=run,
        unit=boards.units[unit],
        leaf="L-started",
        leaf_name="项目开工率",
        reason=f"口径有误 {unit}",
        state=state,
        filed_by=1,
        filed_by_name="王五",
        filed_at=run.at + timedelta(days=4),
    )
