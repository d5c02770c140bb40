"""What a lamp shows, in Chinese and English: why, and how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.conditions import (
    Comparison,
    Condition,
    FactRef,
    FactValue,
    Outcome,
    Reason,
    condition_text,
)
from sanbi.engine.conditions.values import exact_text
from sanbi.engine.scheduling.lamps.fact_names import DAYS, EXCUSED, FACTS, LAMP_FACTS, FactName
from sanbi.engine.scheduling.lamps.model import OVERALL, Colour, LampReading, LampWaiver

_HALF = Fraction(1, 2)
_SIZE_PLACES = 1
_SHOWN_PLACES = 2


@dataclass(frozen=True)
class _Words:
    """All words of one language."""

    colours: dict[Colour, str]
    lamps: dict[str, str]
    units: dict[str, str]
    operators: dict[str, str]
    about: str
    compared: str
    with_fact: str
    running: str
    last_month: str
    months_ago: str
    not_so: str
    shows: str
    missing: str
    no_record: str
    lit: str
    nothing_lit: str
    red_open: str
    waived: str
    refused: str
    overall: str
    overall_green: str
    overall_none: str
    semicolon: str
    comma: str
    stop: str


_ZH = _Words(
    colours={
        Colour.GREEN: "绿灯", Colour.YELLOW: "黄灯", Colour.RED: "红灯", Colour.NONE: "待评",
    },
    lamps={
        "start": "开工", "progress": "进度", "payment": "支付", "entry": "入库",
        "obstacle": "堵点", OVERALL: "总灯",
    },
    units={"points": "个百分点", "share": "%", "days": "天", "months": "个月", "count": "个"},
    operators={
        ">=": "{limit}及以上", ">": "超过{limit}", "<=": "{limit}及以下", "<": "不到{limit}",
        "==": "等于{limit}", "!=": "不等于{limit}", "between": "{limit}至{high}",
    },
    about="约",
    compared="{name}{value}（亮灯线：{limit}）",
    with_fact="{name}{value}",
    running="连续{count}个月{clause}",
    last_month="上月{clause}",
    months_ago="{count}个月前{clause}",
    not_so="并非{name}",
    shows="{name}为{colour}",
    missing="缺“{name}”",
    no_record="没有记录",
    lit="{colour}：{reasons}",
    nothing_lit="绿灯：未达到亮灯条件",
    red_open="是否红灯尚不能判断（{reasons}）",
    waived="本应{colour}，因“{reason}”予以豁免（{approver}批准）",
    refused="办法不允许豁免此灯（“{reason}”不计）",
    overall="{colour}：{lamps}{reason}",
    overall_green="绿灯：各灯均为绿灯",
    overall_none="待评：没有适用的灯",
    semicolon="；",
    comma="、",
    stop="。",
)  # fmt: skip
_EN = _Words(
    colours={
        Colour.GREEN: "green", Colour.YELLOW: "yellow", Colour.RED: "red",
        Colour.NONE: "to be judged",
    },
    lamps={
        "start": "start", "progress": "progress", "payment": "payment", "entry": "entry",
        "obstacle": "obstacle", OVERALL: "overall",
    },
    units={"points": " points", "share": " %", "days": " days", "months": " months", "count": ""},
    operators={
        ">=": "{limit} or more", ">": "above {limit}", "<=": "{limit} or less",
        "<": "below {limit}", "==": "equal to {limit}", "!=": "not {limit}",
        "between": "{limit} to {high}",
    },
    about="about ",
    compared="{name}: {value} (line: {limit})",
    with_fact="{name} {value}",
    running="{count} months running {clause}",
    last_month="last month {clause}",
    months_ago="{count} months ago {clause}",
    not_so="not {name}",
    shows="{name} is {colour}",
    missing="“{name}” is missing",
    no_record="no record",
    lit="{colour}: {reasons}",
    nothing_lit="green: no condition is met",
    red_open="whether it is red cannot be judged ({reasons})",
    waived="it would be {colour}, and is waived because of “{reason}” (approved by {approver})",
    refused="these rules let nobody waive this lamp (“{reason}” does not count)",
    overall="{colour}: {lamps}{reason}",
    overall_green="green: every lamp is green",
    overall_none="to be judged: no lamp applies",
    semicolon="; ",
    comma=", ",
    stop=".",
)  # fmt: skip
_WORDS = {"zh": _ZH, "en": _EN}


def size_text(reading: LampReading, language: str) -> str:
    """How much, such as 落后12个百分点; empty where the fact is missing or nothing is late."""
    if reading.lamp == OVERALL:
        known = reading.colour in (Colour.YELLOW, Colour.RED)
        return size_text(reading.worst[0], language) if known and reading.worst else ""
    size = reading.rule.size
    value = reading.facts.get(size) if size else None
    if size is None or not isinstance(value, Fraction):
        return ""
    name = FACTS[size]
    rounded = _rounded(value, 0 if name.kind == DAYS else _SIZE_PLACES)
    more, less, even = (
        (name.zh_more, name.zh_less, name.zh_even)
        if language == "zh"
        else (name.en_more, name.en_less, name.en_even)
    )
    form = more if rounded > 0 else less if rounded < 0 else even
    return form.format(n=exact_text(abs(rounded)))


def reason_text(reading: LampReading, language: str) -> str:
    """One sentence: the colour, the figures that made it, and what was waived by whom."""
    words, clauses = _WORDS[language], []
    if reading.lamp == OVERALL:
        clauses.append(_overall(reading, language))
    elif reading.colour is Colour.GREEN:
        clauses.append(words.nothing_lit)
    else:
        clauses.append(_lit(reading, words, language))
    red_open = reading.red is not None and reading.red.outcome is Outcome.UNKNOWN
    if reading.colour is Colour.YELLOW and reading.red and red_open:
        said = words.comma.join(_clauses(reading.red.reasons, words, language))
        clauses.append(words.red_open.format(reasons=said))
    if reading.lamp != OVERALL:
        clauses.extend(_decisions(reading, words))
    return words.semicolon.join(clauses) + words.stop


def condition_words(condition: Condition, language: str) -> str:
    """A condition of a rule as people read it: 低于计划进度 不低于 10."""
    text = condition_text(condition, "zh" if language == "zh" else "en", _names(language))
    return text.replace(" 为是", "").replace(" is yes", "")


def _lit(reading: LampReading, words: _Words, language: str) -> str:
    if reading.colour is Colour.NONE:
        verdicts = [v for v in (reading.applies, reading.red, reading.yellow) if v]
        said = [
            clause
            for verdict in verdicts
            if verdict.outcome is Outcome.UNKNOWN
            for clause in _clauses(verdict.reasons, words, language)
        ]
    else:
        lit = reading.red if reading.colour is Colour.RED else reading.yellow
        said = _clauses(lit.reasons if lit else (), words, language)
    return words.lit.format(
        colour=words.colours[reading.colour], reasons=words.comma.join(dict.fromkeys(said))
    )


def _decisions(reading: LampReading, words: _Words) -> Iterator[str]:
    if reading.waived:
        waiver: LampWaiver = reading.waivers[-1]
        yield words.waived.format(
            colour=words.colours[reading.bare], reason=waiver.reason, approver=waiver.approver
        )
    for waiver in reading.refused:
        yield words.refused.format(reason=waiver.reason)


def _overall(reading: LampReading, language: str) -> str:
    words = _WORDS[language]
    if not reading.worst:
        verdicts = [verdict for verdict in (reading.red, reading.yellow) if verdict]
        if not verdicts:
            return words.overall_none
        said = [
            clause for verdict in verdicts for clause in _clauses(verdict.reasons, words, language)
        ]
        return words.lit.format(
            colour=words.colours[reading.colour], reasons=words.comma.join(dict.fromkeys(said))
        )
    if reading.colour is Colour.GREEN:
        return words.overall_green
    lamps = words.comma.join(words.lamps[one.lamp] for one in reading.worst)
    inner = reason_text(reading.worst[0], language).removesuffix(words.stop)
    opening = words.lit.format(colour=words.colours[reading.worst[0].colour], reasons="")
    reason = words.semicolon + inner.removeprefix(opening)
    return words.overall.format(colour=words.colours[reading.colour], lamps=lamps, reason=reason)


def _clauses(reasons: Sequence[Reason], words: _Words, language: str) -> list[str]:
    """The comparisons that decided; one that held for months running is said once."""
    by_condition: dict[Comparison, list[Reason]] = {}
    for reason in reasons:
        if reason.condition.fact != EXCUSED:
            by_condition.setdefault(reason.condition, []).append(reason)
    said = []
    for group in by_condition.values():
        if len(group) > 1 and all(reason.outcome is Outcome.TRUE for reason in group):
            clause = _clause(group[0], words, language)
            said.append(words.running.format(count=len(group), clause=clause))
        else:
            said.extend(_dated(reason, words, language) for reason in group)
    return list(dict.fromkeys(said))


def _dated(reason: Reason, words: _Words, language: str) -> str:
    clause = _clause(reason, words, language)
    if reason.periods_ago == 0:
        return clause
    form = words.last_month if reason.periods_ago == 1 else words.months_ago
    return form.format(count=reason.periods_ago, clause=clause)


def _clause(reason: Reason, words: _Words, language: str) -> str:
    condition = reason.condition
    if not reason.recorded:
        return words.no_record
    values = dict(reason.observed)
    gone = [name for name, value in values.items() if value is None]
    if gone and reason.outcome is Outcome.UNKNOWN:
        return words.comma.join(words.missing.format(name=_name(name, language)) for name in gone)
    value = values[condition.fact]
    name = _name(condition.fact, language)
    if isinstance(value, bool):
        return name if value else words.not_so.format(name=name)
    if isinstance(value, str):
        return words.shows.format(name=name, colour=words.colours[Colour(value)])
    if isinstance(value, Fraction) and condition.op in words.operators:
        limits = [
            _limit(condition.fact, operand, values, words, language)
            for operand in condition.operands
        ]
        line = words.operators[condition.op].format(limit=limits[0], high=limits[-1])
        return words.compared.format(
            name=name, value=_shown(condition.fact, value, words), limit=line
        )
    return condition_text(condition, "zh" if language == "zh" else "en", _names(language))


def _limit(
    fact: str,
    limit: FactRef | FactValue,
    values: dict[str, FactValue | None],
    words: _Words,
    language: str,
) -> str:
    if isinstance(limit, FactRef):
        value = values[limit.fact]
        shown = _shown(limit.fact, Fraction(value or 0), words)
        return words.with_fact.format(name=_name(limit.fact, language), value=shown)
    return _shown(fact, Fraction(limit), words)


def _shown(fact: str, value: Fraction, words: _Words) -> str:
    rounded = _rounded(value, _SHOWN_PLACES)
    about = "" if rounded == value else words.about
    return f"{about}{exact_text(rounded)}{words.units[FACTS[fact].kind]}"


def _names(language: str) -> dict[str, str]:
    return {fact: _name(fact, language) for fact in (*FACTS, *LAMP_FACTS)}


def _name(fact: str, language: str) -> str:
    known: FactName = LAMP_FACTS.get(fact) or FACTS[fact]
    return known.zh if language == "zh" else known.en


def _rounded(value: Fraction, places: int) -> Fraction:
    """Rounded half away from zero, as people round."""
    scaled = abs(value) * 10**places + _HALF
    whole = Fraction(scaled.numerator // scaled.denominator, 10**places)
    return -whole if value < 0 else whole
