"""The words that conditions and verdicts are written with, one table for each language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """All phrases of one language; `{…}` marks what is put in."""

    operators: Mapping[str, str]
    outcomes: Mapping[str, str]
    verdicts: Mapping[str, str]
    all_join: str
    any_join: str
    negation: str
    at_least: str
    streak: str
    waivable: str
    waiver: str
    brackets: str
    bracketed: str
    quoted: str
    not_recorded: str
    seen: str
    seen_missing: str
    last_period: str
    earlier_period: str
    yes: str
    no: str
    list_join: str
    semicolon: str
    colon: str
    stop: str

    def group(self, text: str) -> str:
        """Return the text in brackets."""
        return self.brackets.format(text=text)

    def periods_ago(self, count: int) -> str:
        """Return how far back a figure lies, as the opening of a clause; empty for now."""
        if count == 0:
            return ""
        return self.last_period if count == 1 else self.earlier_period.format(count=count)


_ZH = Phrases(
    operators={
        ">=": "{fact} 不低于 {value}",
        ">": "{fact} 高于 {value}",
        "<=": "{fact} 不高于 {value}",
        "<": "{fact} 低于 {value}",
        "==": "{fact} 等于 {value}",
        "!=": "{fact} 不等于 {value}",
        "in": "{fact} 属于 {value} 之一",
        "not_in": "{fact} 不属于 {value}",
        "between": "{fact} 在 {low} 至 {high} 之间",
        "is_missing": "{fact} 无数据",
        "not_missing": "{fact} 有数据",
        "yes": "{fact} 为是",
        "no": "{fact} 为否",
    },
    outcomes={"true": "成立", "false": "不成立", "unknown": "无法判断"},
    verdicts={
        "true": "条件成立",
        "false": "条件不成立",
        "unknown": "条件无法判断",
        "waived": "条件成立，但予以豁免",
    },
    all_join="，且 ",
    any_join="，或 ",
    negation="并非（{part}）",
    at_least="以下 {size} 项中至少 {count} 项成立：{parts}",
    streak="连续 {count} 期 {part}",
    waivable="{part}，但 {by} 时豁免",
    waiver="豁免理由：{reason}，批准：{approver}",
    brackets="（{text}）",
    bracketed="（{text}）",
    quoted="“{clause}”",
    not_recorded="没有记录",
    seen="{fact} 为 {value}",
    seen_missing="缺 {fact}",
    last_period="上一期",
    earlier_period="前第 {count} 期",
    yes="是",
    no="否",
    list_join="、",
    semicolon="；",
    colon="：",
    stop="。",
)
_EN = Phrases(
    operators={
        ">=": "{fact} is at least {value}",
        ">": "{fact} is above {value}",
        "<=": "{fact} is at most {value}",
        "<": "{fact} is below {value}",
        "==": "{fact} equals {value}",
        "!=": "{fact} differs from {value}",
        "in": "{fact} is one of {value}",
        "not_in": "{fact} is none of {value}",
        "between": "{fact} is between {low} and {high}",
        "is_missing": "{fact} is missing",
        "not_missing": "{fact} is reported",
        "yes": "{fact} is yes",
        "no": "{fact} is no",
    },
    outcomes={"true": " is true", "false": " is false", "unknown": " is unknown"},
    verdicts={
        "true": "The condition is met",
        "false": "The condition is not met",
        "unknown": "The condition cannot be judged",
        "waived": "The condition is met but waived",
    },
    all_join=", and ",
    any_join=", or ",
    negation="not ({part})",
    at_least="at least {count} of these {size}: {parts}",
    streak="{count} periods running {part}",
    waivable="{part}, waived where {by}",
    waiver="waived because: {reason}; approved by {approver}",
    brackets="({text})",
    bracketed=" ({text})",
    quoted="“{clause}”",
    not_recorded=" is not on record",
    seen="{fact} is {value}",
    seen_missing="{fact} is missing",
    last_period="one period before, ",
    earlier_period="{count} periods before, ",
    yes="yes",
    no="no",
    list_join=", ",
    semicolon="; ",
    colon=": ",
    stop=".",
)
PHRASES = {"zh": _ZH, "en": _EN}
