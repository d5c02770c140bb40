"""Messages about one cell."""

from __future__ import annotations

from collections.abc import Mapping

CELLS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "text-in-number": {
        "en": (
            "'{text}' is not a number",
            "write digits only, such as 6.4, in the unit of measure of the heading",
        ),
        "zh": ("“{text}”不是数字", "只填数字，如 6.4，计量单位以表头为准"),
    },
    "percent-text": {
        "en": ("'{text}' carries a percent sign", "write {number} without the sign"),
        "zh": ("“{text}”带有百分号", "去掉百分号，填 {number}"),
    },
    "percent-format": {
        "en": (
            "the cell is formatted as percent: it holds {number} and shows {shown}%",
            "set its format to General and write {shown} for {shown} percent, or {number} as is",
        ),
        "zh": (
            "单元格设成了百分比格式：实际值是 {number}，显示为 {shown}%",
            "把单元格格式改为“常规”：指百分之 {shown} 就填 {shown}，就是 {number} 则填 {number}",
        ),
    },
    "thousands": {
        "en": ("'{text}' holds thousands separators as text", "write {number}"),
        "zh": ("“{text}”里有千位分隔符（文本）", "填 {number}"),
    },
    "date-number": {
        "en": ("{text} is a date, and a number belongs here", "write the number; format: General"),
        "zh": ("{text} 是日期，此处应填数字", "改填数字，单元格格式选“常规”"),
    },
    "missing-mark": {
        "en": ("'{text}' stands for a missing number", "leave the cell empty"),
        "zh": ("用“{text}”表示缺数", "没有数就把单元格留空"),
    },
    "not-finite": {
        "en": ("'{text}' is not a finite number", "leave the cell empty, or write the number"),
        "zh": ("“{text}”不是有限的数", "留空或填写实际数字"),
    },
    "formula-error": {
        "en": ("the formula gives {text}", "mend the formula, or paste its result as a value"),
        "zh": ("公式结果是 {text}", "改正公式，或把正确结果粘贴为数值"),
    },
    "formula-uncached": {
        "en": (
            "the formula has no stored result",
            "open the file in WPS, Excel or LibreOffice, save it there, or paste values",
        ),
        "zh": ("公式没有保存计算结果", "用 WPS、Excel 或 LibreOffice 打开后保存，或粘贴为数值"),
    },
    "date-code": {
        "en": ("{text} is a date, and a code belongs here", "format the cell as text, type again"),
        "zh": ("{text} 是日期，此处应填代码", "把单元格设为文本格式后重新输入"),
    },
    "bad-code": {
        "en": ("'{text}' cannot be a code", "use letters, digits or Chinese characters"),
        "zh": ("“{text}”不能作代码", "请用字母、数字或汉字"),
    },
    "bad-text": {
        "en": ("'{text}' holds control characters", "type the text again"),
        "zh": ("“{text}”含有控制字符", "请重新输入这段文字"),
    },
    "missing-cell": {
        "en": ("{column} is empty", "fill it in, or clear the whole row"),
        "zh": ("{column}没有填", "补填，或把整行清空"),
    },
    "bad-flag": {
        "en": ("'{text}' is neither yes nor no", "write 是 or 否 (yes or no)"),
        "zh": ("“{text}”既不是“是”也不是“否”", "填“是”或“否”"),
    },
    "bad-version": {
        "en": ("'{text}' is not a version", "write a whole number from 0 up: 1, 2, 3"),
        "zh": ("“{text}”不是版本号", "填不小于 0 的整数：1、2、3"),
    },
    "negative-version": {
        "en": ("the version {text} is negative", "write a whole number from 0 up: 1, 2, 3"),
        "zh": ("版本号 {text} 是负数", "填不小于 0 的整数：1、2、3"),
    },
    "negative-count": {
        "en": (
            "the count {text} is negative",
            "write how many times, 0 or more; the scheme says how many points each costs",
        ),
        "zh": ("次数 {text} 是负数", "填发生了几次，不小于 0；每次加减几分由办法规定"),
    },
    "bad-period": {
        "en": (
            "'{text}' is not a period",
            "write 2026-09 (month), 2026Q3 (quarter), 2026H1 (half-year) or 2026 (year)",
        ),
        "zh": (
            "“{text}”不是能识别的期",
            "填 2026-09（月）、2026Q3（季）、2026H1（半年）或 2026（年）",
        ),
    },
    # notes
    "full-width": {
        "en": ("full-width characters in '{text}' were read as '{number}'", ""),
        "zh": ("全角字符“{text}”按“{number}”读入", ""),
    },
    "minus-sign": {
        "en": ("the sign in '{text}' was read as a minus", ""),
        "zh": ("“{text}”里的符号按负号读入", ""),
    },
    "spaces": {
        "en": ("spaces or invisible characters were removed from '{text}'", ""),
        "zh": ("“{text}”里的空格或不可见字符已去掉", ""),
    },
    "text-number": {
        "en": ("the number '{text}' is stored as text and was read as a number", ""),
        "zh": ("数字“{text}”以文本形式存放，已按数字读入", ""),
    },
    "date-period": {
        "en": ("the date {text} was read as the month {number}", ""),
        "zh": ("日期 {text} 按月份 {number} 读入", ""),
    },
    "period-form": {
        "en": ("the period '{text}' was read as {number}", ""),
        "zh": ("期“{text}”按 {number} 读入", ""),
    },
    "and-more": {"en": (" (and {count} more like it)", ""), "zh": ("（同类另有 {count} 处）", "")},
    "too-many": {
        "en": ("and {count} more faults that are not listed", "mend these first"),
        "zh": ("另有 {count} 处错误未列出", "请先改正以上各处"),
    },
    "too-many-notes": {
        "en": ("and {count} more notes that are not listed", ""),
        "zh": ("另有 {count} 条说明未列出", ""),
    },
}
