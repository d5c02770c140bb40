"""Rounds in each state, made by the same services that users use, with a small scheme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sanbi.apps.assessments.models import Appeal, Item, Round, RoundState, Run, SchemeVersion
from sanbi.apps.assessments.services import (
    appeals_open,
    item_check,
    item_propose,
    publication_decide,
    publication_propose,
    round_create,
    round_finish,
    round_freeze,
    round_open,
    run_make,
    scheme_adopt,
    scheme_create,
)
from sanbi.apps.assessments.services.register import Proposal
from sanbi.apps.indicators.models import (
    Dataset,
    DatasetLine,
    DatasetUnit,
    Indicator,
    Observation,
    Report,
    Target,
)
from sanbi.apps.orgs.models import Group, GroupMember, Unit
from tests.apps.factories.orgs import County

NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
GROUPING = "2026年乡镇分组"
STATES = list(RoundState)

SCHEME = """
格式: 1
编号: towns
名称: 云川县乡镇季度考核（演示）
版本: "1"
施行: {自: 2025-01-01, 至: 2026-12-31}
小数位: 2
分组:
  - {编号: plain, 名称: 平原乡镇}
指标:
  investment: {名称: 固定资产投资, 计量单位: 万元, 类别: 调度数据}
  growth: {名称: 规上工业增加值增速, 计量单位: "%", 类别: 统计数据}
指标体系:
  编号: 总分
  名称: 总分
  满分: 100
  下级:
    - 编号: 经济
      名称: 经济指标
      满分: 80
      下级:
        - 编号: 投资
          名称: 固定资产投资
          满分: 50
          取数: {指标: investment, 变换: 完成率}
          规则: {类型: 比例计分, 目标: 75}
          缺数: 计零
          考核单位: 县发改局
        - {编号: 工业, 名称: 规上工业增速, 满分: 30, 取数: growth, 规则: 极差标准化, 缺数: 组最低}
    - 编号: 评价
      名称: 部门评价
      满分: 20
      下级:
        - 编号: 营商
          名称: 营商环境
          满分: 20
          规则: {类型: 部门评分, 评分满分: 100}
          缺数: 计零
          考核单位: 县发改局
加减分:
  - 编号: 加分
    名称: 加分
    方式: 加分
    上限: 3
    项目:
      - {编号: 表彰, 名称: 上级表彰, 规则: {类型: 计次, 每次: {国家级: 3, 省级: 2}}}
一票否决:
  - 编号: 安全
    名称: 较大生产安全事故
    如果: {事实: events.事故, 比较: 大于, 值: 0}
等次:
  依据: 分数
  分档:
    - {等次: 优秀, 不低于: 90}
    - {等次: 良好, 不低于: 60}
    - {等次: 一般}
"""
# The veto counts events of its own item.
SCHEME = SCHEME.replace(
    "一票否决:",
    """  - 编号: 事故扣分
    名称: 安全生产扣分
    方式: 扣分
    上限: 5
    项目:
      - {编号: 事故, 名称: 较大生产安全事故, 规则: {类型: 计次, 每次: 5}}
一票否决:""",
)

# unit → investment in September (of a target of 1,000), growth in the third quarter, mark
FIGURES = {"T1": ("780", "6.4", "92"), "T2": ("600", "8.1", "85"), "T3": ("750", "3.1", "78")}


@dataclass
class Stage:
    """What `make_round` made."""

    county: County
    round: Round
    version: SchemeVersion
    run: Run | None = None

    def again(self) -> Round:
        """The round as the database has it now."""
        return Round.objects.get(pk=self.round.pk)


def make_grouping(county: County, grouping: str = GROUPING) -> Group:
    """One group with all townships of the county."""
    group, _new = Group.objects.get_or_create(
        grouping=grouping, code="plain", defaults={"name": "平原乡镇"}
    )
    for unit in county.towns:
        GroupMember.objects.get_or_create(group=group, unit=unit)
    return group


def make_figures(county: County, period: str = "2026Q3", *, locked: bool = True) -> None:
    """A locked report with September's investment, targets, and a released growth of a quarter."""
    month = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12"}[period[4:]]
    year = int(period[:4])
    investment = _indicator("investment", "固定资产投资", county.bureau, "dispatch", "month")
    growth = _indicator("growth", "规上工业增速", county.statistics, "statistic", "quarter")
    dataset, new = Dataset.objects.get_or_create(
        code="inv",
        defaults={
            "name": "投资月报",
            "owner": county.bureau,
            "reporter": "units",
            "frequency": "month",
        },
    )
    if new:
        DatasetLine.objects.create(dataset=dataset, indicator=investment)
    for unit in county.towns:
        value, rate, _mark = FIGURES[unit.code]
        DatasetUnit.objects.get_or_create(dataset=dataset, unit=unit)
        report, _new = Report.objects.get_or_create(
            dataset=dataset,
            unit=unit,
            period=f"{year}-{month}",
            defaults={"state": "locked" if locked else "submitted", "due_at": NOW},
        )
        if Observation.objects.filter(unit=unit, indicator=growth, period=period).exists():
            continue
        observe(unit, investment, f"{year}-{month}", value, report=report)
        observe(unit, growth, period, rate, released_on=NOW.date(), edition="初步")
        if not Target.objects.filter(unit=unit, indicator=investment, year=year).exists():
            Target.objects.create(
                unit=unit,
                indicator=investment,
                year=year,
                version=1,
                value=1000,
                by_name="x",
                at=NOW,
            )


def observe(
    unit: Unit, indicator: Indicator, period: str, value: str, **more: object
) -> Observation:
    """The next version of a value, written as the reporting services do."""
    known = Observation.objects.filter(unit=unit, indicator=indicator, period=period).count()
    fields: dict[str, object] = {"source": "typed", "by_name": "x", "at": NOW, **more}
    return Observation.objects.create(
        unit=unit,
        indicator=indicator,
        period=period,
        version=known + 1,
        value=Decimal(value),
        **fields,  # type: ignore[arg-type]
    )


def make_scheme(county: County, now: datetime = NOW, text: str = SCHEME) -> SchemeVersion:
    """The small scheme, adopted; made once."""
    office = county.actor("office")
    known = SchemeVersion.objects.filter(scheme__code="towns", adopted_at__isnull=False).first()
    if known is not None and known.text == text:
        return known
    version = scheme_create(
        actor=office, now=now, code="towns", title="乡镇考核", owner=county.root.pk, text=text
    )
    return scheme_adopt(actor=office, now=now, version=version.pk)


def make_round(
    county: County,
    state: str = "collecting",
    *,
    period: str = "2026Q3",
    version: SchemeVersion | None = None,
    now: datetime = NOW,
) -> Stage:
    """A round brought to a state by the services; the same call gives the same round again.

    T1 scores 88.20 (投资 50.00, 工业 19.80, 营商 18.40), T2 87.00, T3 65.60: worked by hand in
    tests/apps/assessments/test_runs.py.
    """
    version = version or make_scheme(county, now)
    code = f"R{period}-{state}"
    known = Round.objects.filter(code=code).first()
    if known is not None:
        return Stage(county, known, version, known.runs.first())
    make_grouping(county)
    make_figures(county, period)
    held = round_create(
        actor=county.actor("office"),
        now=now,
        code=code,
        title=f"{period}三比三看",
        period=period,
        scheme_version=version.pk,
        grouping=GROUPING,
    )
    stage = Stage(county, held, version)
    advance(stage, state, now)
    stage.round = stage.again()
    return stage


def advance(stage: Stage, state: str, now: datetime = NOW) -> None:
    """Take a round in draft on to a state."""
    office, second = stage.county.actor("office"), stage.county.actor("office2")
    held = stage.round.pk
    wanted = STATES.index(RoundState(state))
    if wanted >= STATES.index(RoundState.COLLECTING):
        round_open(actor=office, now=now, round=held)
    if wanted >= STATES.index(RoundState.FROZEN):
        rate_all(stage, now)
        round_freeze(actor=office, now=now, round=held)
    if wanted >= STATES.index(RoundState.SCORED):
        stage.run = run_make(actor=office, now=now, round=held)
    if wanted >= STATES.index(RoundState.PUBLISHED) and stage.run:
        proposal = publication_propose(actor=office, now=now, round=held, run=stage.run.pk)
        publication_decide(actor=second, now=now, publication=proposal.pk, approve=True)
    if wanted >= STATES.index(RoundState.APPEALS):
        appeals_open(actor=office, now=now, round=held)
    if wanted >= STATES.index(RoundState.FINAL):
        round_finish(actor=office, now=now + timedelta(days=30), round=held)


def rate_all(stage: Stage, now: datetime = NOW) -> list[Item]:
    """The bureau's marks for all townships, proposed by one and checked by another."""
    made = []
    for unit in stage.county.towns:
        item = item_propose(
            actor=stage.county.actor("bureau"),
            now=now,
            round=stage.round.pk,
            proposal=Proposal(
                unit.pk, "rating", "营商", "季度评价", rating=Decimal(FIGURES[unit.code][2])
            ),
        )
        made.append(
            item_check(actor=stage.county.actor("bureau2"), now=now, item=item.pk, accept=True)
        )
    return made


def make_appeal(stage: Stage, now: datetime = NOW, leaf: str = "投资") -> Appeal:
    """An appeal of the first township against a leaf."""
    from sanbi.apps.assessments.services import appeal_file

    known = Appeal.objects.filter(round=stage.round, leaf=leaf).first()
    if known is not None:
        return known
    return appeal_file(
        actor=stage.county.actor("clerk"),
        now=now,
        round=stage.round.pk,
        unit=stage.county.towns[0].pk,
        leaf=leaf,
        reason="9月有一个项目的投资未计入。",
    )


def _indicator(code: str, name: str, owner: Unit, kind: str, frequency: str) -> Indicator:
    item, _new = Indicator.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "measure": "万元" if kind == "dispatch" else "%",
            "direction": "high",
            "accumulation": "cumulative" if kind == "dispatch" else "rate",
            "decimals": 1,
            "frequency": frequency,
            "kind": kind,
            "owner": owner,
            "purpose": "考核",
        },
    )
    return item
