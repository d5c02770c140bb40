"""Enumerations, with the number that the text declares and the items that it gives."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from sanbi.engine.documents.model import Listing
from sanbi.engine.documents.reading.leads import STRONG_LEADS, first_item
from sanbi.engine.documents.reading.numerals import NUMERAL, whole_number
from sanbi.engine.documents.reading.prose import CLOSERS, OPENERS, Prose, split_at, stripped
from sanbi.engine.documents.text import Span

CLASSIFIER = (
    "个|家|名|位|项|条|件|大|类|所|处|点|方面|板块|镇|乡|村|起|批|种|道|座|级|宗|户|人|张|者|"
    "重|颗|股|支|笔|组|轮|步|篇|块|片|段|层|份|关|招|根|把|扇"
)
NOUN = r"(?P<noun>[^，。；：、！？“”（）\s的]{0,10})"
OPEN_END = re.compile(
    rf"(?<![头平同上中下均优])等(?!待|级|候|于|额|值|距|同|次|因)(?:(?P<count>{NUMERAL})(?:余|"
    rf"多)?(?P<unit>{CLASSIFIER}){NOUN})?"
)
APPOSED = re.compile(
    rf"(?<=[\u4e00-\u9fff”）])(?<![第等近约超过达共余每一有各已])[“]?(?P<count>{NUMERAL})"
    rf"(?P<unit>{CLASSIFIER}){NOUN}"
)
ANNOUNCED = re.compile(
    rf"(?<![第\d])(?P<count>{NUMERAL})(?:个|点|项|条|大|方面|类|件|"
    rf"道)(?P<noun>[^，。；：、！？\n]{{0,12}})[：:]"
)
FOCUS_LEADS = re.compile(r"(?:聚焦|围绕|紧盯|盯紧|把握|紧扣|抓住|抓好|扣住|瞄准|锚定)$")
FOCUS_NOUNS = re.compile(r"方面|重点|环节|领域|指标|问题|关键|任务|工作|目标|短板|弱项|主线")
BARE_UNITS = frozenset({"镇", "乡", "方面", "板块", "者"})  # they need no noun behind them
FEWEST = 2
FARTHEST = 400
MOST_ITEM = 60
FEW_OPEN = 30  # an item of a list that ends in 等 is short
BREAKS = "，。；：！？\n,;:!?"
OTHER = re.compile(rf"等(?:{NUMERAL}(?:{CLASSIFIER}))?(?!待|级|候|于|额|值)")
HARD_LEAD = re.compile(
    r"(?:并|还|会议|大会|双方)?(?:分|设|与|但|就|对|由|以|将|把|向|在|围绕|针对|分别围绕|关于|"
    r"受|因|从)(?=.)"
)
VERB_LEAD = re.compile(
    "要?(?:加强|强化|紧盯|盯紧|聚焦|突出|明确|抓好|抓实|用好|推进|推动|做好|落实|严查|整治)"
)
COUNT_BEHIND = re.compile(rf"等?[“]?{NUMERAL}")
CONJOINED = re.compile(r"(?:和|及|与|以及)$")
ORDINAL = re.compile(
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十][，、是]?|（[一二三四五六七八九十\d]+）"
)


def lists_of(prose: Prose, persons: Collection[str] = ()) -> tuple[Listing, ...]:
    """The enumerations in order: `A、B等N个X`, `A、B、C三个X` and `N个X：A；B`.

    Lists of persons alone are left to the persons. O(characters), for each walk back is bounded.
    """
    longest = max(map(len, persons), default=0)

    def _last_name(item: str) -> str:
        sizes = range(min(longest, len(item)), 1, -1)
        return next((item[-size:] for size in sizes if item[-size:] in persons), "")

    rows: dict[Span, Listing] = {}
    for paragraph in prose.paragraphs:
        for listing in (
            *_announced(prose, paragraph),
            *_ended(prose, paragraph, OPEN_END),
            *_ended(prose, paragraph, APPOSED),
        ):
            names_only = any(map(_last_name, listing.items))
            held = rows.get(listing.span)
            if not names_only and (held is None or held.declared is None):
                rows[listing.span] = listing
    return tuple(sorted(rows.values(), key=lambda row: (row.span.start, -row.span.end)))


def _ended(prose: Prose, paragraph: Span, pattern: re.Pattern[str]) -> Iterator[Listing]:
    """Lists that are told by what follows them."""
    for match in pattern.finditer(prose.text, paragraph.start, paragraph.end):
        apposed = pattern is APPOSED
        if apposed and CONJOINED.search(prose.text, paragraph.start, match.start()):
            continue  # 部门、16个乡镇和3家企业: the number counts only what follows it
        if apposed and not match["noun"] and match["unit"] not in BARE_UNITS:
            continue
        items = _items_before(prose, paragraph, match.start())
        if len(items) < FEWEST:
            continue
        count = whole_number(match["count"]) if match["count"] else None
        noun = ((match["unit"] or "") + (match["noun"] or "")) if match["count"] else None
        if apposed and not _is_list(items, count):
            continue
        yield _listing(prose, items, count, noun, is_open=count is None)


def _is_list(items: list[Span], count: int | None) -> bool:
    """Whether a number behind a row of words counts them: 项目、资金 3 个 may be another matter."""
    return count is not None and count >= FEWEST and abs(count - len(items)) <= 1


def _items_before(prose: Prose, paragraph: Span, end: int) -> list[Span]:
    """The items that end at a place, back to the mark before; the first without its lead."""
    text, depth, start = prose.text, 0, end
    lowest = max(paragraph.start, end - FARTHEST)
    while start > lowest:
        character = text[start - 1]
        if character in CLOSERS:
            depth += 1
        elif character in OPENERS:
            if not depth:
                break
            depth -= 1
        elif character in BREAKS and not depth:
            break
        start -= 1
    parts = _after_other(text, _split_items(text, Span(start, end)))
    if len(parts) < FEWEST or any(len(part) > FEW_OPEN for part in parts[1:]):
        return []
    return [_without_lead(text, parts), *parts[1:]]


def _after_other(text: str, parts: list[Span]) -> list[Span]:
    """The items behind another list that ends in the same clause: A、B等5个乡镇围绕C、D."""
    for place in range(len(parts) - 1, -1, -1):
        part = parts[place]
        if ended := OTHER.search(text, part.start, part.end):
            return [Span(ended.end(), part.end), *parts[place + 1 :]]
        lead = [*STRONG_LEADS.finditer(text, part.start + FEWEST, part.end)] if place else []
        if lead and len(parts) - place >= FEWEST:
            return [Span(lead[-1].end(), part.end), *parts[place + 1 :]]
    return parts


def _split_items(text: str, span: Span) -> list[Span]:
    parts = split_at(text, span, "、")
    if len(parts) == 1 and "”“" in text[span.start : span.end]:
        return _quoted(text, span)
    if len(parts) >= FEWEST:
        parts = [*parts[:-1], *_last_pair(text, parts[-1])]
    return parts


def _last_pair(text: str, span: Span) -> list[Span]:
    """The last item in two where 和, 及 or 以及 stands between: A、B和C."""
    match = re.compile(r"以及|和|及(?!时|其)").search(text, span.start + FEWEST, span.end - 1)
    if match is None or text.rfind("“", span.start, match.start()) > text.rfind(
        "”", span.start, match.start()
    ):
        return [span]
    return [Span(span.start, match.start()), Span(match.end(), span.end)]


def _quoted(text: str, span: Span) -> list[Span]:
    """Items in quotation marks side by side: “A”“B”."""
    found = re.compile(r"“[^“”]*”").finditer(text, span.start, span.end)
    return [Span(match.start(), match.end()) for match in found]


def _without_lead(text: str, parts: list[Span]) -> Span:
    """The first item without the words that lead to it.

    Quoted items begin at their mark; of the other places the likeliest is taken.
    """
    clause = first = parts[0]
    if hard := HARD_LEAD.match(text, first.start, first.end):
        first = Span(hard.end(), first.end)
    quote = text.find("“", first.start, first.end)
    if quote > first.start and text[parts[1].start] == "“":
        return Span(quote, first.end)
    limit = quote if quote >= 0 else first.end
    verb = VERB_LEAD.match(text, first.start, limit)
    if verb and first.end - verb.end() >= FEWEST and not _any_verbs(text, parts[1:]):
        first = Span(verb.end(), first.end)
    begin = first_item(text, clause, first, [text[part.start : part.end] for part in parts[1:]])
    return stripped(text, Span(begin, first.end))


def _any_verbs(text: str, parts: Sequence[Span]) -> bool:
    """Whether items are things to do, so that the first keeps its verb too."""
    return any(VERB_LEAD.match(text, part.start, part.end) for part in parts)


def _announced(prose: Prose, paragraph: Span) -> Iterator[Listing]:
    for match in ANNOUNCED.finditer(prose.text, paragraph.start, paragraph.end):
        items = _items_after(prose, Span(match.end(), paragraph.end))
        count = whole_number(match["count"])
        if len(items) >= FEWEST and count is not None and count > 1:
            yield _listing(prose, items, count, match["noun"] or None, is_open=False)


def _items_after(prose: Prose, rest: Span) -> list[Span]:
    stop = prose.text.find("。", rest.start, rest.end)
    span = Span(rest.start, stop if stop >= 0 else rest.end)
    ordinals = [match.start() for match in ORDINAL.finditer(prose.text, rest.start, rest.end)]
    if ordinals and ordinals[0] == rest.start and prose.text.count("；", span.start, span.end) == 0:
        ends = [*ordinals[1:], rest.end]
        pieces = [Span(a, b) for a, b in zip(ordinals, ends, strict=True)]
        return [_trimmed(prose.text, piece) for piece in pieces]
    parts = split_at(prose.text, span, "；;")
    if len(parts) < FEWEST:
        parts = _split_items(prose.text, span)
    return [part for part in parts if len(part)] if _are_short(parts) else parts


def _are_short(parts: list[Span]) -> bool:
    return all(len(part) <= MOST_ITEM for part in parts)


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in "。；;，、 ":
        end -= 1
    return Span(span.start, end)


def _listing(
    prose: Prose, items: list[Span], count: int | None, noun: str | None, *, is_open: bool
) -> Listing:
    span = Span(items[0].start, items[-1].end)
    agrees = None if count is None else count == len(items)
    return Listing(
        span=span,
        quote=prose.said(span),
        article=prose.article,
        items=tuple(prose.said(item).strip("“”") for item in items),
        item_spans=tuple(items),
        declared=count,
        noun=noun,
        is_open=is_open,
        agrees=agrees,
        focus=_is_focus(prose, span),
    )


def _is_focus(prose: Prose, span: Span) -> bool:
    """Whether a speaker names these as the points to attend to."""
    before = prose.text[max(prose.span.start, span.start - 12) : span.start]
    clause = re.split(f"[{BREAKS}]", before)[-1]
    after = re.split(f"[{BREAKS}]", prose.text[span.end : span.end + 14])[0]
    if not FOCUS_LEADS.search(clause) or not FOCUS_NOUNS.search(after):
        return False
    return "要" in clause or clause.endswith(("聚焦", "盯紧", "紧盯"))


def counts_of(prose: Prose, lists: Sequence[Listing]) -> list[Span]:
    """Where the numbers stand that lists declare."""
    places = []
    for row in lists:
        if row.declared is None:
            continue
        if behind := COUNT_BEHIND.match(prose.text, row.span.end):
            places.append(Span(row.span.end, behind.end()))
        before = max(prose.span.start, row.span.start - len(row.noun or "") - FEWEST * 4)
        places += [
            Span(match.start(), match.end())
            for match in ANNOUNCED.finditer(prose.text, before, row.span.start)
        ]
    return places
