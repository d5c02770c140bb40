"""The words that a scheme may use for each choice, English first, Chinese beside it."""

from __future__ import annotations

ROUNDING = {"half_up": ("四舍五入",), "half_even": ("四舍六入五成双",), "down": ("截尾",)}
ROUND_AT = {"leaf": ("指标项",), "node": ("节点",), "total": ("总分",)}
RANK_ON = {"published": ("公布分",), "unrounded": ("未取整分",)}
BETTER = {"high": ("高优", "越高越好"), "low": ("低优", "越低越好")}
TIES = {
    "competition": ("并列占位",),
    "dense": ("并列不占位",),
    "average": ("平均名次",),
    "ordinal": ("依次排列",),
}
RULE_TIES = {name: TIES[name] for name in ("competition", "dense", "average")}
SCOPE = {"group": ("组内",), "all": ("全体",)}
MISSING = {
    "error": ("报错",),
    "zero": ("计零",),
    "group_mean": ("组均值",),
    "group_minimum": ("组最低",),
    "redistribute": ("权重转移",),
    "leave_out": ("不排名",),
}
OTHERWISE = {
    "zero": ("计零",),
    "full": ("满分",),
    "redistribute": ("权重转移",),
    "leave_out": ("不排名",),
}
TRANSFORMS = {
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
AGAINST = {"year_ago": ("上年同期",), "previous": ("上期",)}
PACE_BASIS = {"difference": ("差",), "ratio": ("比",)}
COMPARISON = {op: () for op in (">=", ">", "<=", "<", "==", "!=")}
IMPUTE = {"mean": ("均值",), "median": ("中位数",)}
AGGREGATES = {
    "sum": ("累加",),
    "weighted": ("加权平均",),
    "fold": ("折算",),
    "geometric": ("几何平均",),
    "harmonic": ("调和平均",),
    "power": ("幂平均",),
    "copeland": ("两两比较",),
}
PERIOD_AGGREGATES = {name: AGGREGATES[name] for name in ("weighted", "sum")}
WEIGHTS = {"stated": ("合计",), "relative": ("相对",)}
SUB_PERIODS = {"months": ("各月",), "quarters": ("各季",)}
INDICATOR_KIND = {"official": ("统计数据",), "dispatch": ("调度数据",), "other": ("其他",)}
WHEN_EQUAL = {
    "full": ("满分",),
    "zero": ("零分",),
    "base": ("基础分",),
    "mid": ("中间",),
    "error": ("报错",),
}
NONPOSITIVE = {"error": ("报错",), "zero": ("零分",), "full": ("满分",)}
GOALPOST_SCALE = {"linear": ("线性",), "log": ("对数",)}
DISTANCE = {"range": ("极差",), "ratio": ("比值",)}
RANK_VALUE_TIES = {"min": ("最小",), "average": ("平均",)}
BALLOT_KIND = {"rank": ("排序票",), "score": ("打分票",), "grade": ("等次票",)}
PARTIAL = {"count": ("计入",), "reject": ("作废",)}
SELF_VOTE = {"reject": ("不计",), "count": ("计入",)}
EMPTY_CLASS = {"redistribute": ("权重转移",), "error": ("报错",)}
UNKNOWN = {"error": ("报错",), "pass": ("视为满足",), "fail": ("视为不满足",)}
EFFECTS = {
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
SIGN = {"add": ("加分",), "deduct": ("减分", "扣分")}
GRADE_BY = {"score": ("分数",), "quota": ("比例",)}
QUOTA_ROUND = {"down": ("舍去",), "half_up": ("四舍五入",), "up": ("进位",)}
ORDER = {"highest": ("最高",), "lowest": ("最低",)}
LAYOUT = {"wide": ("宽表",), "long": ("长表",)}
