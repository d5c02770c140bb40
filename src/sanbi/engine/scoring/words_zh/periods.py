"""Faults of periods."""

from __future__ import annotations

from collections.abc import Mapping

PERIODS: Mapping[str, str] = {
    "first day": "第一天",
    "last day": "最后一天",
    "months": "各月",
    "next period": "下一期",
    "period a year ago": "上年同期",
    "previous period": "上一期",
    "quarters": "各季",
    "A day does not say which label it belongs to": "由日期得不出它属于哪个自定名称的期",
    "A label has no year and no number": "自定名称的期没有年份和序号",
    "A year has no {kind} {number}": "一年没有第 {number} 个{kind}",
    "A {kind} has no label; leave it empty": "{kind}没有自定名称，请留空",
    "The period {label!r} is only a label: it has no {wanted}. "
    "Name the months, quarters or years (2026-09, 2026Q3, 2026) if you need one": (
        "期“{label}”只是一个名称，没有{wanted}；需要时请写明月、季或年（2026-09、2026Q3、2026）"
    ),
    "The period {label} has no whole {wanted}": "期“{label}”之内没有{wanted}",
    "There is no year {year}; write a year from 1 to {last}": (
        "没有 {year} 年；请写 1 到 {last} 之间的年份"
    ),
    "write 2026-09 (month), 2026Q3 (quarter), 2026H1 (half-year) or 2026 (year)": (
        "请写 2026-09（月）、2026Q3（季）、2026H1（半年）或 2026（年）"
    ),
    "{label} cannot be the label of a period; write 1 to {most} visible signs, such as wave-2": (
        "{label} 不能作期的名称；请写 1 到 {most} 个看得见的字符，例如 wave-2"
    ),
    "{text!r} is not a period; write it as text, such as 2026-09": (
        "{text!r} 不是期；请写成文字，例如 2026-09"
    ),
    "{text} is a cumulative value, not a period; write {instead} and let the indicator say "
    "whether its values are cumulative": (
        "{text} 是累计数的说法，不是期；请写 {instead}，是否累计由指标说明"
    ),
    "{text} is not a period; {forms}": "{text} 不是期；{forms}",
    "{text}: a year has no {kind} {number}; the last is {last}": (
        "{text}：一年没有第 {number} 个{kind}，最后一个是第 {last} 个"
    ),
    "{text}: there is no year 0; {forms}": "{text}：没有公元 0 年；{forms}",
}

KINDS: Mapping[str, str] = {
    "half": "半年",
    "label": "自定名称",
    "month": "月",
    "quarter": "季度",
    "year": "年",
}
