"""Figures: what is to be reached, and what is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from sanbi.engine.documents.model import Quantity, Target
from sanbi.engine.documents.reading.days import DAY, LIMIT, PERIOD, limits_said
from sanbi.engine.documents.reading.numerals import NUMERAL, whole_number
from sanbi.engine.documents.reading.prose import Prose
from sanbi.engine.documents.text import Span

UNITS = (
    "个百分点|百分点|亿元|万元|亿美元|万美元|美元|元|%|％|‰|万平方米|平方米|万平方公里|"
    "平方公里|公里|千米|毫米|厘米|米|"
    "亿千瓦时|万千瓦时|千瓦时|万千瓦|千瓦|兆瓦|万吨|吨|公斤|斤|万亩|亩|公顷|万人次|人次|"
    "万人|人|名|万户|户|个|家|"
    "项|条|件|起|批|台|辆|套|份|株|棵|头|只|座|处|场|次|宗|张|所|间|篇|层|幢|栋|倍|"
    "分(?!钟|局|公司|管|别|组|工|解|类|析|两|三|四|期|为)|万元/亩"
)
FIGURE = re.compile(
    rf"(?<![第\d.〔（A-Za-z])(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<more>余|"
    rf"多)?(?P<scale>万|亿|千)?(?P<more2>余|多)?"
    rf"(?P<unit>{UNITS})"
)
SPAN_OF_FIGURES = re.compile(r"\d+(?:\.\d+)?(?:%|％)?(?:至|—|-|~|～)\d")
RANK = re.compile(
    rf"(?:进入|位居|位列|跻身|保持|争创|冲刺|挺进|稳居|进位)?(?P<scope>全[省市县区国]|"
    rf"全市同类[县区]|山区26县|全省山区县)?(?P<kind>前(?P<top>{NUMERAL})(?:名|位|强)?"
    rf"|第一方阵|第(?P<place>{NUMERAL})(?:名|位)?|前列|第一方阵|上游|中上游|先进行列)"
)
WANTED = re.compile(
    r"确保|力争|争取|力保|目标(?:是|为|：)|保[^，。]{0,4}争|不低于|不少于|不超过|不高于|"
    r"控制在|要达到|至少新增|务必达到|冲刺|挑战"
)
RANK_WANTED = re.compile(r"确保|力争|争取|力保|目标|冲刺|挑战|要|务必")
AT_LEAST = re.compile(r"不低于|不少于|以上|突破|(?<!不)超过?|至少|确保|(?<!不)高于|大于|力保|达到")
AT_MOST = re.compile(r"不超过|控制在|不高于|以内|以下|(?<!不)低于|降至|压减到")
ABOUT = re.compile(r"左右|约|上下")
RAISED = re.compile(r"(?:增长|达到|新增|突破|完成|实现|降至|提高到|引进|开工)[^，。；]{0,14}$")
NEAR = 26
PAUSES = "，。；：！？\n"
CODED = re.compile(r"〔\d+〕\d+号|\d+时|\d+万套轴承")


def figures_of(
    prose: Prose, taken: Sequence[Span], told: Sequence[Span], base: dt.date | None
) -> tuple[tuple[Target, ...], tuple[Quantity, ...]]:
    """Targets and quantities in order.

    Numbers within `taken` count lists, not things; `told` are the directives: what they raise to a
    number is a target.
    """
    counted = _places(taken)
    ordered = _places(told)
    targets: list[Target] = []
    quantities: list[Quantity] = []
    for sentence in prose.sentences:
        figures = list(FIGURE.finditer(prose.text, sentence.start, sentence.end))
        times = _times(prose.text, sentence) if figures else ()
        barred = [Span(*match.span()) for match in times]
        for match in figures:
            span = Span(match.start(), match.end())
            if any(span.overlaps(other) for other in barred) or span.start in counted:
                continue
            lead = _lead(prose.text, sentence, span)
            raised = span.start in ordered and RAISED.search(prose.said(lead)) is not None
            of = prose.text[span.end : span.end + 3].removeprefix("以上").startswith("的")
            if _is_wanted(prose.text, lead, span) or (raised and not of):
                targets.append(_target(prose, sentence, lead, span, match, base))
            else:
                quantities.append(_quantity(prose, lead, span, match))
        targets += _ranks(prose, sentence, base)
    return tuple(sorted(targets, key=lambda row: row.span)), tuple(quantities)


def _places(taken: Sequence[Span]) -> frozenset[int]:
    return frozenset(place for span in taken for place in range(span.start, span.end))


def _times(text: str, sentence: Span) -> Iterator[re.Match[str]]:
    for pattern in (DAY, LIMIT, PERIOD, CODED):
        yield from pattern.finditer(text, sentence.start, sentence.end)


def _lead(text: str, sentence: Span, span: Span) -> Span:
    """The clause before a figure."""
    start = max(text.rfind(mark, sentence.start, span.start) for mark in PAUSES)
    return Span(max(sentence.start, start + 1, span.start - 2 * NEAR), span.start)


def _is_wanted(text: str, lead: Span, span: Span) -> bool:
    before = text[max(lead.start, span.start - NEAR) : span.start]
    if WANTED.search(before):
        return True
    window = text[max(0, lead.start - 2 * NEAR) : lead.start]
    return "目标是" in window or "预期目标" in window


def _target(
    prose: Prose,
    sentence: Span,
    lead: Span,
    span: Span,
    match: re.Match[str],
    base: dt.date | None,
) -> Target:
    text = prose.text
    tail = re.compile(r"以上|左右|以内|以下|上下").match(text, span.end)
    wanted = list(WANTED.finditer(text, lead.start, span.start))
    start = wanted[0].start() if wanted else lead.start
    whole = Span(start, tail.end() if tail else span.end)
    around = text[max(lead.start, span.start - 8) : whole.end]
    comparison = "equals"
    for name, pattern in (("at_most", AT_MOST), ("about", ABOUT), ("at_least", AT_LEAST)):
        if pattern.search(around):
            comparison = name
            break
    limit = next(limits_said(text, sentence, base), None)
    said = text[lead.start : span.start]
    return Target(
        span=whole,
        quote=prose.said(whole),
        article=prose.article,
        subject=_subject(said),
        value=text[span.start : whole.end],
        number=_number(match),
        unit=_unit(match),
        comparison=comparison,
        due=limit[1] if limit else None,
    )


def _number(match: re.Match[str]) -> float:
    return float(match["number"].replace(",", ""))


def _unit(match: re.Match[str]) -> str:
    return (match["scale"] or "") + match["unit"]


def _quantity(prose: Prose, lead: Span, span: Span, match: re.Match[str]) -> Quantity:
    return Quantity(
        span=span,
        quote=prose.said(span),
        article=prose.article,
        subject=_subject(prose.said(lead)) or None,
        value=prose.said(span),
        number=_number(match),
        unit=_unit(match),
    )


def _subject(said: str) -> str:
    """What the words before a figure speak of."""
    said = re.sub(
        r"(?:同比|环比)?(?:增长|下降|提高|完成|实现|达到|达|突破|超过|为|共|不低于|"
        r"不少于|不超过|控制在|只|仅|约|超|率)*$",
        "",
        said,
    )
    said = WANTED.sub("", said)
    return re.sub(
        r"^(?:其中|今年|去年|全县|全市|全区|上半年|一季度|目前|已|共|仍有|的)+", "", said
    ).strip("“”（） ")


def _ranks(prose: Prose, sentence: Span, base: dt.date | None) -> Iterator[Target]:
    for match in RANK.finditer(prose.text, sentence.start, sentence.end):
        span = Span(*match.span())
        if not (match["scope"] or match[0].startswith(("进入", "跻身", "挺进"))):
            continue
        lead = _lead(prose.text, sentence, span)
        wanted = list(RANK_WANTED.finditer(prose.text, lead.start, span.start))
        if not wanted:
            continue
        whole = Span(wanted[0].start(), span.end)
        said = match["top"] or match["place"]
        number = whole_number(said) if said else None
        limit = next(limits_said(prose.text, sentence, base), None)
        yield Target(
            span=whole,
            quote=prose.said(whole),
            article=prose.article,
            subject=_subject(prose.said(Span(lead.start, span.start))),
            value=match[0],
            number=None if number is None else float(number),
            unit=None,
            comparison="rank",
            due=limit[1] if limit else None,
        )
