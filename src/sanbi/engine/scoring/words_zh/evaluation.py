"""Faults that show when data are scored by a scheme."""

from __future__ import annotations

from collections.abc import Mapping

DATA: Mapping[str, str] = {
    "add --period 2026Q3, or period: to the scheme": (
        "请加 --period 2026Q3，或在考核办法中写“period / 期”"
    ),
    "choose a period that has parts": "请换一个可以分成月或季的期",
    "the period to fill in is not known": "不知道要填报哪一期",
    "'{name}' is not known": "不认识“{name}”",
    "add a column of numbers to the units table": "请在单位表中加一列数值",
    "add a text column to the units table": "请在单位表中加一列文字",
    "add it to the units table or take it out of the group": (
        "请在单位表中补上该单位，或从分组中删去"
    ),
    "compare with an earlier period": "请与更早的一期比较",
    "fill in the units table": "请填写单位表",
    "it holds the period {period} itself": "其中就是本期 {period} 的结果",
    "its period {given} does not lie before {period}": "它是 {given} 的结果，不在 {period} 之前",
    "give it a period of the same kind that lies before, such as 2026Q2 for 2026Q3": (
        "请给同一类、更早的一期，如 2026Q3 与 2026Q2 比"
    ),
    "neither an input, an indicator of the data, nor a column of numbers of the units": (
        "它不是取数，不是数据中的指标，也不是单位表中的数值列"
    ),
    "no unit is in this group": "这个分组没有单位",
    "no units column '{column}'": "单位表没有列“{column}”",
    "say which with --period or 'period:' in the scheme": (
        "请用 --period 指定，或在考核办法中写“period / 期”"
    ),
    "the data hold {count} periods: {periods}": "数据中有 {count} 期：{periods}",
    "there are no units": "没有单位",
    "unit '{unit}' is not in the data": "数据中没有单位“{unit}”",
    "write the group's id in the units table's group column": (
        "请在单位表的分组列填写该分组的编号"
    ),
}

SCORES: Mapping[str, str] = {
    "'{name}' has no points to fold by": "“{name}”没有满分，无法折算",
    "'{name}' is absent for some unit and has no points to scale by": (
        "有单位缺“{name}”，而它没有满分，无法按比例放大其余各项"
    ),
    "a condition ({where}) cannot be decided: {facts} is missing": (
        "条件（{where}）无法判定：缺少 {facts}"
    ),
    "a value that leaf '{leaf}' ({name}) needs is missing": "指标项“{leaf}”（{name}）缺数",
    "a {aggregate} mean cannot take the negative score of '{name}'": (
        "合成方式 {aggregate} 不能用于负数，而“{name}”的得分为负"
    ),
    "compare numbers with numbers, words with words": "数与数比，文字与文字比",
    "fill it in, or let the condition say unknown: pass or fail": (
        "请补填；或在条件处写“条件不明: 视为满足”或“条件不明: 视为不满足”（unknown: pass、fail）"
    ),
    "fill it in, or let the leaf say missing: zero, group_mean, redistribute …": (
        "请补填；或在指标项写“缺数: 计零”“缺数: 组均值”“缺数: 权重转移”等"
    ),
    "give its value or another key": "请补上它的值，或换一个并列再按的项",
    "give its value or another reference": "请补上它的值，或换一个参照",
    "give the leaf a floor of 0": "请给指标项写“下限: 0”",
    "history": "往期数据",
    "state its points": "请写明它的“points / 满分”",
    "the reference unit '{unit}' has no value": "参照单位“{unit}”没有数",
    "the tie-break key '{key}' has no value": "并列再按的“{key}”没有值",
}

RULES: Mapping[str, str] = {
    "a share of a target needs a target above zero; use linear for others": (
        "按目标比例计分，目标应大于 0；其他情形请用线性加减（linear）"
    ),
    "a value is not above zero": "有值不大于 0",
    "all values are equal": "各单位的值全都相同",
    "choose nonpositive: zero or full, or a rule that allows negatives": (
        "请写“非正值: 零分”或“非正值: 满分”，或换一种允许负数的计分方法"
    ),
    "choose when_equal: full, zero, base or mid": (
        "请写“全等时: 满分”“零分”“基础分”或“中间”（when_equal）"
    ),
    "declare it as input": "请在“inputs / 取数”中写明",
    "give a {name}": "请给出“{name}”",
    "give the leaf's rule a target": "请在计分方法中写“target / 目标”",
    "state a cap: it is what an input of zero gets": ("请写“cap / 上限”：取数为 0 时得这个分"),
    "the formula uses '{name}', which is not given": "公式用到“{name}”，但没有给出",
    "the formula uses '{name}', which is not known": "公式用到“{name}”，但不认识它",
    "the input is not above zero": "取数不大于 0",
    "the rule needs a target": "这种计分方法需要目标",
    "the target is not above zero": "目标不大于 0",
}

EXPLAINING: Mapping[str, str] = {
    "known: {words} and {count} more": "可用的有：{words} 等，另有 {count} 个",
    "no language '{language}'; there are {words}": "没有“{language}”这种语言；可用的有：{words}",
    "several are called '{name}'; give the code: {codes}": (
        "名为“{name}”的不止一个，请写代码：{codes}"
    ),
    "the leaf '{leaf}' has no score in '{period}'; it has {periods}": (
        "指标项“{leaf}”在“{period}”没有得分；有得分的期：{periods}"
    ),
    "the unit '{unit}' is in no group": "单位“{unit}”不在任何分组",
    "the unit '{unit}' is in several groups; say which: {groups}": (
        "单位“{unit}”在几个分组中，请写明哪一个：{groups}"
    ),
    "the unit '{unit}' is not in the group '{group}'": "单位“{unit}”不在分组“{group}”",
    "there is no {what} '{name}'; {hint}": "没有{what}“{name}”；{hint}",
}

MARKS: Mapping[str, str] = {
    "'{mark}' is no grade": "“{mark}”不是等次",
    "'{mark}' is no number": "“{mark}”不是数字",
    "'{mark}' is no place from 1 to {last}": "“{mark}”不是 1 到 {last} 之间的名次",
    "'{mark}' is outside 0 … 100": "“{mark}”不在 0 到 100 之间",
    "ballot {number}: the class '{kind}' is not in the scheme": (
        "第 {number} 号票：考核办法中没有类别“{kind}”"
    ),
    "ballot {number}: the criterion '{criterion}' is not in the scheme": (
        "第 {number} 号票：考核办法中没有评项“{criterion}”"
    ),
    "class '{kind}': trimming leaves no ballot for {unit}": (
        "类别“{kind}”：去极值后 {unit} 没有剩下的票"
    ),
    "correct the mark or the rule's out_of": "请改正评分，或计分方法的“out_of / 评分满分”",
    "not marked: {units}": "未评：{units}",
    "or choose empty_class: redistribute": "请补票，或写“缺类: 权重转移”（empty_class）",
    "the assessor '{assessor}' has no share in the scheme": (
        "考核办法没有写评分单位“{assessor}”的权重"
    ),
    "the kind '{kind}' has no points in the scheme": "考核办法没有写类别“{kind}”每次几分",
    "the rating {rating} is outside 0 … {most:g}": "评分 {rating} 不在 0 到 {most:g} 之间",
    "two units on place {mark}": "两个单位同列第 {mark} 名",
    "{count} ballots, {trim} dropped at each end": "共 {count} 票，两端各去 {trim} 票",
    "{unit} has no counted mark from: {classes}": "{unit} 没有以下类别的有效票：{classes}",
    "{unit} is marked twice": "{unit} 被评了两次",
}
