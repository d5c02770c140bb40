"""Faults of conditions and waivers."""

from __future__ import annotations

from collections.abc import Mapping

FORMS: Mapping[str, str] = {
    "a mapping": "一组键值",
    "allowed: {words}": "可用的有：{words}",
    "an empty list": "空列表",
    "keep one of them": "只保留一个",
    "put it beside a fact": "请与“fact / 事实”写在一起",
    "split it into several conditions": "请拆成几个条件",
    "the condition has more than {levels} levels or {parts} parts": (
        "条件超过 {levels} 层或 {parts} 个部分"
    ),
    "the condition says nothing to compare": "条件没有写拿什么作比较",
    "the condition says {words}": "条件同时写了 {words}",
    "write a list with one condition or more": "请写成列表，至少一个条件",
    "write a text that is not empty": "请写文字，不能为空",
    "write exactly one of {words}": "只写其中一个：{words}",
    "write {example}": "请写 {example} 的样子",
    "write [{example}]": "请写 [{example}] 的样子",
    "write {fact: …, op: …, value: …}, or all, any, not, at_least, streak": (
        "请写 {fact: …, op: …, value: …}，或 all、any、not、at_least、streak"
    ),
    "write {limits}": "请写 {limits} 的整数",
    "{key} belongs to a comparison, not to {other}": "{key} 属于比较，不属于 {other}",
    "{key} is missing": "缺少 {key}",
    "{left} and {right}": "{left} 和 {right}",
    "{least} or more": "不小于 {least}",
    "{value!r} is not known here": "这里没有“{value}”这个键",
    "{value} is not a condition": "{value} 不是条件",
    "{value} is not a list": "{value} 不是列表",
    "{value} is not a list of conditions": "{value} 不是条件的列表",
    "{value} is not a whole number": "{value} 不是整数",
    "{value} is not complete": "{value} 不完整",
    "{value} is out of range": "{value} 超出范围",
    "{value} says the same as {other}": "{value} 与 {other} 意思相同",
}

COMPARISONS: Mapping[str, str] = {
    "between has {count} values": "between（介于）有 {count} 个值",
    "leave the value out": "请删去 value（值）",
    "the list mixes numbers, texts or yes/no": "列表里混有数、文字或是否",
    "the lower limit is above the upper one": "下限大于上限",
    "the operator is missing": "缺少比较符号",
    "the text {value!r}": "文字“{value}”",
    "the value is empty": "值是空的",
    "the value is not clear": "值写得不明确",
    'write "7.5" or "1/3"': '请写 "7.5" 或 "1/3" 的样子',
    "write [low, high]": "请写 [低, 高]",
    "write […]": "请写 […] 的样子",
    "write a number, or {fact: name}": "请写数，或 {fact: 名称}",
    "write a number, text, true/false": "请写数、文字或是否",
    "write a value, or op: is_missing": "请写一个值，或写 op: is_missing",
    "write one kind only": "请只写同一类的值",
    "write one of {words}": "可写：{words}",
    "write one value, or in": "请只写一个值，或用 in",
    'write op: ">=" or another one': '请写 op: ">=" 之类',
    "write the name as text": "请把名称写成文字",
    "write value: and the threshold": "请写 value（值）和界限",
    "write {fact: name} for another fact": "与另一个事实比较时写 {fact: 名称}",
    "write {number} as a bare number, in the unit of the fact": (
        "请只写数 {number}，计量单位与该事实相同"
    ),
    "{op} compares numbers, not {value}": "{op} 只比较数，不比较 {value}",
    "{op} compares with one value, not a list": "{op} 只与一个值比较，不能用列表",
    "{op} has no value": "{op} 没有写 value（值）",
    "{op} needs a list": "{op} 后面要写列表",
    "{op} needs no value": "{op} 不用写 value（值）",
    "{value} cannot be compared": "{value} 不能比较",
    "{value} is not a known operator": "没有 {value} 这个比较符号",
    "{value} is not a number as text": "{value} 不是写成文字的数",
    "{value} is not the name of a fact": "{value} 不是事实的名称",
}

FACTS: Mapping[str, str] = {
    "A fact cannot be {type} ({value!r}); give a whole number, a fraction, a decimal, a float, "
    "a text, yes/no, or nothing": (
        "事实不能是 {type} 类型（{value!r}）；请给整数、分数、小数、文字、是否，或不填"
    ),
    "A fact cannot be {value}; give a number that can be compared": (
        "事实不能是 {value}；请给可以比较的数"
    ),
    "evaluate with {name}=…": "判定时请给出 {name}",
    "the waiver is for {wanted}, and the {name} judged is not given": (
        "豁免只适用于 {wanted}，而判定时没有给出 {name}"
    ),
    "{fact}: {left} and {right} cannot be compared with {op}; give the fact as the condition "
    "expects it, or mend the threshold": (
        "{fact}：{left}与{right}不能用 {op} 比较；请按条件的要求填写，或改正界限"
    ),
}
