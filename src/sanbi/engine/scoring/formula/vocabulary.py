"""The Chinese words of formulas: accepted when reading, used when explaining."""

CHINESE_FUNCTIONS = {
    "取小": "min",
    "取大": "max",
    "合计": "sum",
    "平均": "mean",
    "绝对值": "abs",
    "修约": "round",
    "限于": "clip",
    "平方根": "sqrt",
    "自然对数": "ln",
    "指数": "exp",
    "乘方": "pow",
    "如果": "if",
}
"""Chinese function → the English one. They are functions only in front of a bracket."""

CHINESE_NAMES = {english: chinese for chinese, english in CHINESE_FUNCTIONS.items()}
"""English function → the Chinese one."""
