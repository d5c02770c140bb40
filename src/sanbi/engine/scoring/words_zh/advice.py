"""Chinese words of advice 争先进位: why something is out of reach or is not moved."""

from __future__ import annotations

from collections.abc import Mapping

ADVICE: Mapping[str, str] = {
    "a ballot is cast by others and is not planned": "测评由他人投票，不列入测算",
    "an official statistic: it is published, and no figure of it is worked towards": (
        "统计数据由统计部门依法发布，不推算“还差多少数”"
    ),
    "a rating is given by others and is not planned": "由他人评分，不列入测算",
    "events are recorded as they happen and are not planned": "据实记录的事项，不列入测算",
    "there is no figure of this period that could be moved": "本期没有可调整的数据",
    "the gate '{gate}' applies, and no figure moves it": "“{gate}”已触发，任何指标都无法改变",
    "the unit is not ranked, and no figure changes that": "本单位不参加排名，任何指标都无法改变",
    "with every figure moved as far as its limit it is still out of reach": (
        "各项指标全部做到上限，仍达不到目标"
    ),
    "no way was found within the limits of the figures": "在各项指标的上限内没有找到可行的办法",
}
