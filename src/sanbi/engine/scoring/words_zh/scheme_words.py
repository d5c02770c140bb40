"""What the parts of a scheme are called, and its choices, which authors write in two languages."""

from __future__ import annotations

from collections.abc import Mapping

from sanbi.engine.scoring.scheme import words

PARTS: Mapping[str, str] = {
    "adjustment": "加减分",
    "aggregate": "合成方式",
    "assessor": "评分单位",
    "band": "分档",
    "class": "类别",
    "column": "列",
    "consequence": "奖惩",
    "criterion": "评项",
    "data layout": "数据格式",
    "effect": "效果",
    "effective": "施行期限",
    "electorate": "测评组",
    "exclusion": "不参评",
    "gate": "前置条件",
    "grade": "等次",
    "grade band": "等次分档",
    "grade quota": "等次名额",
    "grades": "等次",
    "group": "分组",
    "impute": "插补",
    "indicator": "指标",
    "input": "取数",
    "input formula": "公式取数",
    "input {transform}": "取数（{transform}）",
    "kind": "类别",
    "kind of ballot": "票种",
    "leaf": "指标项",
    "leaf, node or adjustment": "指标项、节点或加减分",
    "missing option": "缺数处理",
    "name": "名称",
    "node": "节点",
    "not-applicable option": "不适用时的处理",
    "over": "期次",
    "override": "例外",
    "parameter": "参数",
    "prepare": "预处理",
    "rank band": "位次分档",
    "rule": "计分方法",
    "rule {rule}": "计分方法 {rule}",
    "scheme": "考核办法",
    "select": "选取",
    "small group bands": "小组分档",
    "small group table": "小组分值表",
    "sub-periods": "期次",
    "tie key": "并列再按",
    "tie method": "并列方法",
    "tier": "分段斜率",
    "ties": "并列",
    "total": "总分",
    "transform": "变换",
    "treat": "异常值处理",
    "unit": "单位",
    "veto": "一票否决",
    "word": "这里",
}

MEANINGS: Mapping[str, str] = {
    "an indicator or a numeric units column": "另一个指标，或单位表中的数值列",
    "code of the indicator": "指标代码",
    "how the input becomes points": "怎样把取数折成得分",
    "id of an input, leaf or node": "取数、指标项或节点的编号",
    "mean or median": "均值或中位数",
    "months, quarters, or a list": "各月、各季，或逐个列出",
    "number of units up to which these bands hold": "单位数不超过几个时用这些分档",
    "number of units up to which this table holds": "单位数不超过几个时用这张表",
    "points": "分值",
    "points for one event, or by kind": "每次几分，或按类别分别写",
    "points for one unit of the input": "取数每变动 1 计几分",
    "points of place 1, 2, …": "第1名、第2名……各得几分",
    "see docs/algorithms/formula.md": "写法见 docs/algorithms/formula.md",
    "such as '>='": "例如“>=”",
    "unique in the scheme": "在本办法内不重复",
    "version of the format, 1": "格式版本，写 1",
    "what the value is compared with": "与哪个数比较",
}

RULES: Mapping[str, str] = {
    "ballot": "测评",
    "direct": "直接计分",
    "distance_to_reference": "距参照",
    "efficacy": "功效系数",
    "events": "计次",
    "formula": "公式计分",
    "goalposts": "门槛标准化",
    "linear": "线性加减",
    "min_max": "极差标准化",
    "percentile": "百分位",
    "progressive_bands": "累进分档",
    "proportional": "比例计分",
    "rank_bands": "位次分档",
    "rank_step": "位次递减",
    "rank_table": "位次赋分表",
    "rank_value": "位次值",
    "rating": "部门评分",
    "ratio_to_best": "比最优",
    "threshold": "达标计分",
    "value_bands": "分段赋分",
    "z_score": "标准分",
}


def _paired() -> dict[str, str]:
    """Choices as an author may write them, such as ``cap_total / 总分封顶``."""
    tables = (words.EFFECTS, words.AGGREGATES, words.TRANSFORMS)
    pairs = {word: zh[0] for table in tables for word, zh in table.items()}
    return {word: f"{word} / {zh}" for word, zh in {**pairs, **RULES}.items()}


CHOICES: Mapping[str, str] = _paired()
