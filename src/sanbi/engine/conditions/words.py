"""The English and Chinese words of a written condition."""

KEYS = {
    "fact": "fact", "事实": "fact",
    "op": "op", "比较": "op",
    "value": "value", "值": "value",
    "all": "all", "且": "all",
    "any": "any", "或": "any",
    "not": "not", "非": "not",
    "at_least": "at_least", "至少": "at_least",
    "streak": "streak", "连续": "streak",
    "count": "count", "次数": "count",
    "of": "of", "其中": "of", "条件": "of",
    "number": "number", "数": "number",
    "waived_by": "waived_by", "豁免": "waived_by",
    "unit": "unit", "单位": "unit",
    "period": "period", "期": "period",
    "reason": "reason", "理由": "reason",
    "approver": "approver", "批准人": "approver",
}  # fmt: skip
"""Every accepted key and the English one that it stands for."""

STREAK_KEYS = {**KEYS, "count": "at_least", "次数": "at_least"}
"""Inside a streak, count and at_least say the same: how many periods running."""

FORMS = ("fact", "all", "any", "not", "at_least", "streak")
"""The keys of which a condition has exactly one."""

OPERATORS = {
    ">=": ">=", "≥": ">=", "不低于": ">=", "大于等于": ">=",
    ">": ">", "高于": ">", "大于": ">",
    "<=": "<=", "≤": "<=", "不高于": "<=", "小于等于": "<=",
    "<": "<", "低于": "<", "小于": "<",
    "==": "==", "=": "==", "等于": "==",
    "!=": "!=", "≠": "!=", "不等于": "!=",
    "in": "in", "属于": "in",
    "not_in": "not_in", "不属于": "not_in",
    "between": "between", "介于": "between",
    "is_missing": "is_missing", "缺失": "is_missing", "无数据": "is_missing",
    "not_missing": "not_missing", "不缺失": "not_missing", "有数据": "not_missing",
}  # fmt: skip
"""Every accepted operator and the English one that it stands for."""

ORDERING = (">=", ">", "<=", "<")
MEMBERSHIP = ("in", "not_in")
PRESENCE = ("is_missing", "not_missing")
