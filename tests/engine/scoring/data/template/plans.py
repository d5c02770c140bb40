"""A plan with something of everything; its county is invented."""

from sanbi.engine.scoring.data.template import (
    PlanElectorate,
    PlanIndicator,
    PlanItem,
    PlanRating,
    PlanUnit,
    TemplatePlan,
)

UNITS = (
    PlanUnit("Y01", "青石镇", "山区"),
    PlanUnit("Y02", "云溪街道", "县城"),
    PlanUnit("Y03", "东港经济开发区", "县城", participates=False),
)
PLAN = TemplatePlan(
    title="云川县2026年综合考核",
    period="2026Q3",
    units=UNITS,
    groups=("山区", "县城"),
    indicators=(
        PlanIndicator("gdp", "地区生产总值", "亿元", "县统计局", "official", needs_target=True),
        PlanIndicator("complaints", "信访积案", "件", "县信访局", "dispatch", "low"),
        PlanIndicator("pop", "常住人口", "万人", periods=("2026Q3",)),
    ),
    ratings=(
        PlanRating("party", "党建工作", 0, 20, ("县委组织部", "县委宣传部")),
        PlanRating("safety", "安全生产", 0, 10, ("县应急局",)),
    ),
    items=(PlanItem("bonus", "表彰", ("国家级", "省级")), PlanItem("funds", "争资", (), True)),
    electorates=(
        PlanElectorate("hall", "grade", ("县领导", "代表"), ("实绩",), ("优秀", "良好", "较差")),
    ),
    previous_periods=("2025Q3",),
    coefficients=("难度系数",),
    attributes=("片区",),
    grades=("优秀", "良好"),
    history_period="2026Q2",
)
