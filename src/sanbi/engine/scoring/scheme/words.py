"""The words that a scheme may use for each choice, English first, Chinese beside it."""

from __future__ import annotations

from typing import TypeAlias

Words: TypeAlias = dict[str, tuple[str, ...]]

ROUNDING: Words = {"half_up": ("四舍五入",), "half_even": ("四舍六入五成双",), "down": ("截尾",)}
ROUND_AT: Words = {"leaf": ("指标项",), "node": ("节点",), "total": ("总分",)}
RANK_ON: Words = {"published": ("公布分",), "unrounded": ("未取整分",)}
BETTER: Words = {"high": ("高优", "越高越好"), "low": ("低优", "越低越好")}
TIES: Words = {
    "competition": ("并列占位",),
    "dense": ("并列不占位",),
    "average": ("平均名次",),
    "ordinal": ("依次排列",),
}
RULE_TIES: Words = {name: TIES[name] for name in ("competition", "dense", "average")}
SCOPE: Words = {"group": ("组内",), "all": ("全体",)}
MISSING: Words = {
    "error": ("报错",),
    "zero": ("计零",),
    "group_mean": ("组均值",),
    "group_minimum": ("组最低",),
    "redistribute": ("权重转移",),
    "leave_out": ("不排名",),
}
OTHERWISE: Words = {
    "zero": ("计零",),
    "full": ("满分",),
    "redistribute": ("权重转移",),
    "leave_out": ("不排名",),
}
TRANSFORMS: Words = {
    "value": ("原值",),
    "target": ("目标",),
    "growth": ("同比",),
    "increment": ("增量",),
    "change": ("比",),
    "share": ("占比",),
    "per": ("人均", "均比"),
    "completion": ("完成率",),
    "pace": ("进度",),
    "rank": ("位次",),
    "rank_change": ("位次变化",),
    "streak": ("连续期数",),
}
AGAINST: Words = {"year_ago": ("上年同期",), "previous": ("上期",)}
PACE_BASIS: Words = {"difference": ("差",), "ratio": ("比",)}
COMPARISON: Words = dict.fromkeys((">=", ">", "<=", "<", "==", "!="), ())
IMPUTE: Words = {"mean": ("均值",), "median": ("中位数",)}
AGGREGATES: Words = {
    "sum": ("累加",),
    "weighted": ("加权平均",),
    "fold": ("折算",),
    "geometric": ("几何平均",),
    "harmonic": ("调和平均",),
    "power": ("幂平均",),
    "copeland": ("两两比较",),
}
PERIOD_AGGREGATES: Words = {name: AGGREGATES[name] for name in ("weighted", "sum")}
WEIGHTS: Words = {"stated": ("合计",), "relative": ("相对",)}
SUB_PERIODS: Words = {"months": ("各月",), "quarters": ("各季",)}
INDICATOR_KIND: Words = {
    "official": ("统计数据",),
    "dispatch": ("调度数据",),
    "department": ("部门认定",),
    "supervision": ("督查认定",),
    "other": ("其他",),
}
WHEN_EQUAL: Words = {
    "full": ("满分",),
    "zero": ("零分",),
    "base": ("基础分",),
    "mid": ("中间",),
    "error": ("报错",),
}
NONPOSITIVE: Words = {"error": ("报错",), "zero": ("零分",), "full": ("满分",)}
GOALPOST_SCALE: Words = {"linear": ("线性",), "log": ("对数",)}
DISTANCE: Words = {"range": ("极差",), "ratio": ("比值",)}
RANK_VALUE_TIES: Words = {"min": ("最小",), "average": ("平均",)}
BALLOT_KIND: Words = {"rank": ("排序票",), "score": ("打分票",), "grade": ("等次票",)}
PARTIAL: Words = {"count": ("计入",), "reject": ("作废",)}
SELF_VOTE: Words = {"reject": ("不计",), "count": ("计入",)}
EMPTY_CLASS: Words = {"redistribute": ("权重转移",), "error": ("报错",)}
UNKNOWN: Words = {"error": ("报错",), "pass": ("视为满足",), "fail": ("视为不满足",)}
EFFECTS: Words = {
    "zero_leaf": ("该项计零",),
    "cap_leaf": ("该项封顶",),
    "cap_total": ("总分封顶",),
    "no_bonus": ("不予加分",),
    "unranked": ("不排名",),
    "rank_last": ("排末位",),
    "downgrade": ("降等",),
    "cap_grade": ("等次封顶",),
    "lowest_grade": ("最低等次",),
    "mark": ("标注",),
}
LATE_EFFECTS = frozenset({"downgrade", "cap_grade", "lowest_grade", "mark"})
SIGN: Words = {"add": ("加分",), "deduct": ("减分", "扣分")}
GRADE_BY: Words = {"score": ("分数",), "quota": ("比例",)}
QUOTA_ROUND: Words = {"down": ("舍去",), "half_up": ("四舍五入",), "up": ("进位",)}
MEASURE: Words = {"award": ("奖励",), "notice": ("通报",), "talk": ("约谈",)}
ORDER: Words = {"highest": ("最高",), "lowest": ("最低",)}
LAYOUT: Words = {"wide": ("宽表",), "long": ("长表",)}
