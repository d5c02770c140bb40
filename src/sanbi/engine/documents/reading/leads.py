"""Where the first item of a list begins: behind the words that lead to it.

Nothing marks that place. The language model tells where a sentence could begin anew (its characters
hang together less than elsewhere), the other items tell how long the first may be, and some words
are known to lead to lists. docs/algorithms/facts.md §Lists.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from sanbi.engine.documents.reading.odds import MEMORY, log_odds
from sanbi.engine.documents.text import Span

LEADS = re.compile(
    "分别围绕|围绕|聚焦|了解到|了解|突出|抓好|抓实|就|对|在|针对|包括|从|把|将|"
    "为|走进|来到|来自|前往|"
    "深入|加强|推进|推动|盯紧|紧盯|把握|牢牢把握|备足|仍有|涉及|涵盖|按照|坚持|"
    "解决|开展|落实|参观了|"
    "察看了|考察了|具有|形成|编制|由|向|紧扣|锚定|扣住|抓住|抓牢|做好|做到|提供|完善|"
    "存在|强化|统筹|实施|完成|"
    "要|于|研究|审议|听取|用好|培育|打造|发展|与|地区|评选出|授予|决定|有|是|重点|即|"
    "先后|实地|查看|"
    "察看|考察|参观|"
    "的|了|至|到|各乡镇|全县|整治|关注|防范|致力于|应对|关于|经过|通过|不断|持续"
)
FITTING = 3.0  # nats for each character that an item is longer or shorter than the others
SPREAD = 0.6  # how much of that is forgiven where the others differ among themselves
STRONG, WORD, LETTER = 12.0, 6.0, 2.0  # nats for a lead that is hardly part of an item, and so on
STRONG_LEADS = re.compile(
    "聚焦|围绕|瞄准|针对|来到|走进|前往|深入|了解到?|察看了?|参观了?|听取|询问|过问|包括|涵盖|涉及|存在|暴露出|反映出"
)
QUOTED = re.compile("“[^”]*”")
WHOLE = 2.0  # nats for a clause without any lead
MOST = 8.0  # no seam counts for more
FARTHEST = 40
BEFORE_ITEM, BEFORE_CLAUSE = "、", "，"


def first_item(text: str, clause: Span, first: Span, others: Sequence[int]) -> int:
    """Where the item begins that ends at `first.end`.

    `clause` is what stands between the mark before and its end, `first` where an item can begin at
    the earliest, `others` the lengths of the other items. O(FARTHEST).
    """
    lowest = max(first.start, first.end - FARTHEST)
    barred = [
        Span(quote.start() + 1, quote.end()) for quote in QUOTED.finditer(text, lowest, first.end)
    ]
    cuts = [
        cut
        for cut in range(lowest, first.end)
        if not any(row.start <= cut < row.end for row in barred)
    ]
    seams = _seams(text, clause, cuts, first.end)
    likely = statistics.fmean(others)
    cost = FITTING / (1 + SPREAD * statistics.pstdev(others))
    known = {first.start: WORD if first.start > clause.start else WHOLE}
    for match in LEADS.finditer(text, lowest, first.end):
        known[match.end()] = WORD if len(match[0]) > 1 else LETTER
    for match in STRONG_LEADS.finditer(text, lowest, first.end):
        known[match.end()] = STRONG

    def chance(cut: int, seam: float) -> float:
        return min(seam, MOST) + known.get(cut, 0.0) - cost * abs(first.end - cut - likely)

    return max(zip(cuts, seams, strict=True), key=lambda row: chance(*row), default=(lowest, 0.0))[
        0
    ]


def _seams(text: str, clause: Span, cuts: Sequence[int], end: int) -> list[float]:
    """How much likelier the characters behind each place are as an item than in their clause."""
    pairs = []
    for cut in cuts:
        behind = text[cut : min(cut + MEMORY, end + 1)]
        before = text[max(clause.start, cut - MEMORY) : cut] or BEFORE_CLAUSE
        pairs += [(BEFORE_ITEM, behind), (before, behind)]
    logs = log_odds(pairs)
    return [item - plain for item, plain in zip(logs[::2], logs[1::2], strict=True)]
