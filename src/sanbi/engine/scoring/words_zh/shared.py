"""Places, and words that faults of several kinds have in common."""

from __future__ import annotations

from collections.abc import Mapping

PLACES: Mapping[str, str] = {
    "{file}:{line}:{column}": "{file} 第{line}行第{column}列",
    "condition": "条件",
    "events {unit}/{item}": "计次事项 {unit}/{item}",
    "ballots {electorate}": "测评票 {electorate}",
    "group {group}": "分组 {group}",
    "input {name}": "取数 {name}",
    "leaf {leaf}": "指标项 {leaf}",
    "period": "考核期",
    "previous": "上期结果",
    "ratings {unit}/{leaf}": "部门评分 {unit}/{leaf}",
    "units": "单位表",
    "{leaf} ({name}), {period}": "{leaf}（{name}），{period}",
    "{leaf} {period}": "{leaf} {period}",
    "{unit} {name}": "{unit} {name}",
    "{unit} {name}, {what}, {period}": "{unit} {name}，{what}，{period}",
    "{where} {node}": "{where}，节点 {node}",
    "{where}, {unit}": "{where}，{unit}",
}

SHARED: Mapping[str, str] = {
    "'{value}'": "“{value}”",
    "a list": "一个列表",
    "an empty value": "空值",
    "did you mean '{word}'?": "是否应为“{word}”？",
    "did you mean {word}?": "是否应为 {word}？",
    "keep one": "只保留一个",
    "known: {words}": "可用的有：{words}",
    "known are {words}": "可用的有：{words}",
    "use at most {most}": "最多 {most}",
    "{least} to {most}": "{least} 到 {most}",
    "{name}: {message}": "{name}：{message}",
    "{path}: {message}": "{path}：{message}",
    "{path}: {reason}": "{path}：{reason}",
    "{value} is not a text": "{value}不是文字",
}
