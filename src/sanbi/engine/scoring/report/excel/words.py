"""Words of the workbook in Chinese and English."""

from __future__ import annotations

from sanbi.engine.scoring.scheme.rule_fields import RULES
from sanbi.engine.scoring.scheme.words import EFFECTS, TRANSFORMS

_TABLE: dict[str, tuple[str, str]] = {
    # sheets
    "league": ("亮晒榜", "League"),
    "totals": ("总分", "Totals"),
    "scores": ("计分", "Scores"),
    "raw": ("未取整", "Unrounded"),
    "data": ("数据", "Data"),
    "parameters": ("参数", "Parameters"),
    "events": ("事项", "Events"),
    "ratings": ("评分", "Ratings"),
    "ballots": ("测评票", "Ballots"),
    "notes": ("说明", "Notes"),
    # headings
    "unit": ("单位代码", "Unit"),
    "name": ("单位", "Name"),
    "group": ("分组", "Group"),
    "participates": ("参评", "Takes part"),
    "counts_for_all": ("计入全体", "Counts among all"),
    "no_group": ("未分组（只供比较）", "No group (for comparison only)"),
    "value": ("实绩", "value"),
    "target": ("目标", "target"),
    "coefficient": ("系数", "coefficient"),
    "attribute": ("类别", "attribute"),
    "input": ("取数", "input"),
    "reported": ("填报数", "reported"),
    "formula": ("公式", "formula"),
    "population": ("比较值", "compared value"),
    "place": ("位次", "place"),
    "same_place": ("同位单位数", "units on this place"),
    "applies": ("适用", "applies"),
    "points": ("满分", "points"),
    "weight": ("权重", "weight"),
    "cap": ("上限", "cap"),
    "floor": ("下限", "floor"),
    "power": ("幂", "power"),
    "min_share": ("最低数据占比", "least share of data"),
    "fixed_missing": ("缺数时得分", "points where missing"),
    "fixed_otherwise": ("不适用时得分", "points where not applicable"),
    "cap_to": ("限至", "capped at"),
    "time_progress": ("时间进度", "time progress"),
    "scale": ("倍数", "scale"),
    "than": ("比较值", "compared with"),
    "total_floor": ("总分下限", "floor of the total"),
    "total_cap": ("总分上限", "cap of the total"),
    "owner": ("编号", "Id"),
    "owner_name": ("名称", "Name"),
    "rule": ("计分方法", "Rule"),
    "parameter": ("参数", "Parameter"),
    "number": ("数值", "Number"),
    "second": ("得分", "Points"),
    "remark": ("备注", "Remark"),
    "band": ("第{}档", "band {}"),
    "place_n": ("第{}名", "place {}"),
    "small": ("小组", "small group"),
    "at_most": ("单位数不超过", "at most units"),
    "each_kind": ("每次：{}", "each: {}"),
    "share_of": ("占比：{}", "share: {}"),
    "weight_of": ("权重：{}", "weight: {}"),
    "points_of": ("满分：{}", "points: {}"),
    "mark_of": ("票面：{}", "mark: {}"),
    "grade": ("等次", "Grade"),
    "first_grade": ("初定等次", "Grade before effects"),
    "grade_limit": ("分数线", "limit"),
    "grade_share": ("比例", "share"),
    "grade_count": ("名额", "count"),
    "grade_last": ("末位名次", "last rank"),
    "raw_total": ("未取整总分", "Total, unrounded"),
    "total": ("总分", "Total"),
    "ranked": ("参与排名", "Ranked"),
    "place_first": ("占位名次", "Place"),
    "order": ("排列序", "Order"),
    "rank": ("名次", "Rank"),
    "previous": ("上期名次", "Previous rank"),
    "change": ("升降", "Change"),
    "gap": ("与前一名差距", "Gap"),
    "score": ("得分", "Score"),
    "sum_of": ("{}合计", "{}: sum"),
    "counted_of": ("{}计入", "{}: counted"),
    "applied_of": ("{}有效", "{}: applies"),
    "gate": ("触发：{}", "Applies: {}"),
    "last": ("排末位", "Ranked last"),
    "item": ("指标项", "Item"),
    "period": ("期", "Period"),
    "kind": ("类别", "Kind"),
    "count": ("次数", "Count"),
    "amount": ("金额", "Amount"),
    "document": ("文号", "Document"),
    "note": ("说明", "Note"),
    "each": ("每次分", "Each"),
    "counted_points": ("计入分", "Points counted"),
    "assessor": ("评分单位", "Assessor"),
    "rating": ("评分", "Rating"),
    "reason": ("理由", "Reason"),
    "electorate": ("测评组", "Electorate"),
    "ballot": ("票号", "Ballot"),
    "class": ("票别", "Class"),
    "voter_unit": ("投票人单位", "Voter's unit"),
    "mark": ("票面", "Mark"),
    "valid": ("计票", "Counts"),
    "mark_points": ("折分", "Points"),
    "consequences": (
        "奖惩（按本次结果，不随改动变化）",
        "Consequences of this result (they do not follow)",
    ),
    # why a cell is a constant
    "why_when": (
        "适用条件按本次数据判定，不随单元格改动",
        "whether the leaf applies was decided on these data and does not follow",
    ),
    "why_gate": (
        "前置条件、否决按本次数据判定，不随单元格改动：{}",
        "the gate was decided on these data and does not follow: {}",
    ),
    "why_excluded": ("不参评、被排除或不排名的单位", "takes no part, is excluded or is not ranked"),
    "why_applied": (
        "加减分是否有效按本次数据判定",
        "whether this block applies was decided on these data",
    ),
    "why_treat": (
        "异常值处理逐点进行，电子表格公式表达不了",
        "outliers are treated point by point, which no worksheet formula can say",
    ),
    "why_impute": ("插补值按本次数据算定", "the value was filled in on these data"),
    "why_streak": ("连续期数太长，公式嵌套放不下", "the streak is too long for nested formulas"),
    "why_long": ("公式超过电子表格的长度或嵌套上限", "the formula exceeds what a worksheet holds"),
    "why_half_even": (
        "公式里的修约是四舍六入五成双，电子表格没有这个函数",
        "a worksheet has no function that rounds half to even inside a formula",
    ),
    "why_trim": (
        "去掉最高、最低票后取平均，由程序计票",
        "the trimmed mean of ballots was counted by the program",
    ),
    "why_criteria": (
        "一张票对一个单位有多个评项，由程序计票",
        "a ballot has several marks for one unit; counted by the program",
    ),
    "why_many": ("行数太多，由程序计算", "too many rows; counted by the program"),
    "why_invalid": ("废票：{}", "invalid ballot: {}"),
    "why_self": ("本单位人员的自评票不计", "marks for the voter's own unit do not count"),
    "why_codes": (
        "单位代码只有大小写之别，电子表格分不清",
        "unit codes differ in upper and lower case only, which a worksheet cannot tell apart",
    ),
    "why_absent": (
        "两两比较中有缺项，电子表格公式表达不了",
        "pairwise comparison with absent parts cannot be said in a formula",
    ),
    "why_assessors": (
        "评分单位或票别太多，公式放不下",
        "too many assessors or classes for a formula",
    ),
    "why_period": (
        "本期也是合成的一期，两者不能同格",
        "the period is one of those that it rolls up, and both have one cell",
    ),
    "why_bands": ("档数太多，公式放不下", "too many bands for a formula"),
    "why_large": (
        "数据量大，本工作簿只有数值",
        "the data are large: this workbook holds values only",
    ),
}


class Words:
    """Looks words up in one language."""

    def __init__(self, language: str) -> None:
        if language not in {"zh", "en"}:
            raise ValueError(f"language is 'zh' or 'en', not {language!r}")
        self.language = language
        self._place = 0 if language == "zh" else 1

    def __call__(self, key: str, *parts: object) -> str:
        """The word, with parts put in."""
        text = _TABLE[key][self._place]
        return text.format(*parts) if parts else text

    def either(self, chinese: str, english: str) -> str:
        """One of two texts."""
        return chinese if self.language == "zh" else english

    def rule(self, name: str) -> str:
        """Name of a rule."""
        return RULES[name].words[0] if self.language == "zh" else name.replace("_", " ")

    def transform(self, name: str) -> str:
        """Name of a transform."""
        return TRANSFORMS[name][0] if self.language == "zh" else name.replace("_", " ")

    def effect(self, name: str) -> str:
        """Name of an effect of a gate."""
        return EFFECTS[name][0] if self.language == "zh" else name.replace("_", " ")

    def parameter(self, rule: str, name: str) -> str:
        """Name of a rule's parameter."""
        for field in RULES[rule].fields:
            if field.name == name:
                chinese = field.words[0] if field.words else name
                return chinese if self.language == "zh" else name.replace("_", " ")
        return name.replace("_", " ")
