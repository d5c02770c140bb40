"""Faults of a scheme file as text: YAML, keys, values."""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, str] = {
    "a key must be a word": "键只能是一个词",
    "a scheme holds rules, not data": "考核办法只写规则，数据放在数据文件里",
    "anchors and aliases are not used": "不使用 YAML 的锚点和别名（& 和 *）",
    "byte {byte} is not UTF-8": "第 {byte} 个字节不是 UTF-8 编码",
    "cannot be read: {reason}": "无法读取：{reason}",
    "check indentation, colons followed by a space, and closed quotes": (
        "请检查缩进是否对齐、冒号后是否有空格（用半角冒号）、引号是否成对"
    ),
    "check the path": "请核对文件路径",
    "nested or repeated too much": "嵌套太深或内容太多",
    "not YAML: {error}": "不是正确的 YAML：{error}",
    "not YAML: {problem}": "不是正确的 YAML：{problem}",
    "save as UTF-8": "请另存为 UTF-8 编码",
    "save the file as UTF-8": "请把文件另存为 UTF-8 编码",
    "start with 'sanbi: 1'": "第一行写“sanbi: 1”或“格式: 1”",
    "the file is empty": "文件是空的",
    "the file is larger than {limit} MB": "文件超过 {limit} MB",
    "the key '{key}' stands twice (first at {first})": "键“{key}”重复（首次在 {first}）",
    "write the value out; a reader should not have to follow references": (
        "请把内容直接写出来，读的人不必来回查找"
    ),
    "{type} has no place in a scheme": "考核办法里不能有 {type} 类型的值",
}

VALUES: Mapping[str, str] = {
    "'{what}: value' pairs are expected here": "这里应逐行写“{what}: 值”",
    "'{value}' cannot be an id": "“{value}”不能作编号",
    "a formula is a text": "公式应写成文字",
    "a group of keys": "一组键值",
    "a list is expected here": "这里应是列表",
    "at least {minimum} items are needed": "至少要有 {minimum} 项",
    "condition {path}: {message}": "条件 {path}：{message}",
    "condition: {message}": "条件：{message}",
    "formula, character {position}: {message}": "公式第{position}个字符：{message}",
    "put it in quotes": "请加上引号",
    "start each item with '- '": "每项以“- ”开头",
    "such as [0, 100]": "例如 [0, 100]",
    "the first number must be below the second": "第一个数应小于第二个数",
    "the rule has no type": "计分方法没有写“type / 类型”",
    "two numbers are expected": "这里应写两个数",
    "unknown rule '{value}'": "没有“{value}”这种计分方法",
    "unknown {what} {value}": "{what}不能写{value}",
    "use letters, digits, Chinese characters, _ - . and no spaces": (
        "可用字母、数字、汉字和 _ - .，不能有空格"
    ),
    "write a plain decimal such as 12.5": "请写普通小数，例如 12.5",
    "write a whole number from {minimum} to {maximum}": "请写 {minimum} 到 {maximum} 之间的整数",
    "write a word": "请写一个词",
    "write it as 2026-03-01": "请写成 2026-03-01 的样子",
    "write type: linear, or 类型: 线性加减": "例如“type: linear”或“类型: 线性加减”",
    "write {share} for a share or {points} points": "占比请写 {share}，分值请写 {points}",
    "write {unit: code} or {input: name}": "请写 {单位: 代码} 或 {取数: 名称}",
    "{title}: '{key}' says the same as another key here": (
        "{title}：“{key}”与这里的另一个键意思相同"
    ),
    "{title}: '{word}' is missing": "{title}：缺少“{word}”",
    "{title}: keys are expected here": "{title}：这里应写成一组键值（键: 值）",
    "{title}: unknown key '{key}'": "{title}：没有“{key}”这个键",
    "{value} does not fit here": "{value}不合要求",
    "{value} is above {limit}": "{value}大于 {limit}",
    "{value} is below {limit}": "{value}小于 {limit}",
    "{value} is neither true nor false": "{value}既不是“是”也不是“否”",
    "{value} is not a day": "{value}不是日期",
    "{value} is not a number": "{value}不是数字",
    "{value} must be above {limit}": "{value}应大于 {limit}",
}
