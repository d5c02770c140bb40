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
FITTING = 4.0  # nats for each character that an item is longer or shorter than the others
SPREAD = 1.0  # how much of that is forgiven where the others differ among themselves
STRONG, WORD, LETTER = 12.0, 6.0, 4.0  # nats for a lead that is hardly part of an item, and so on
STRONG_LEADS = re.compile(
    "聚焦|围绕|瞄准|针对|来到|走进|前往|深入|了解到?|察看了?|参观了?|听取|询问|过问|观看|包括|涵盖|涉及|存在|暴露出|反映出"
)
QUOTED = re.compile("“[^”]*”")
WHOLE = 2.0  # nats for a clause without any lead
MOST = 8.0  # no seam counts for more
MOST_VERB = 6.0  # nor does a verb before an item
PREPOSITION = 8.0  # nats against an item that begins with one
PREPOSITIONS = frozenset("对在把将从向由为与就以给被因按于至到跟")
BEFORE_VERB = "，要"
FARTHEST = 40
BEFORE_ITEM, BEFORE_CLAUSE = "、", "，"


def first_item(text: str, clause: Span, first: Span, others: Sequence[str]) -> int:
    """Where the item begins that ends at `first.end`.

    `clause` is what stands between the mark before and its end, `first` where an item can begin at
    the earliest, `others` the other items. O(FARTHEST).
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
    if not cuts:
        return lowest
    seams, verbs = _weighed(text, clause, cuts, first.end, others)
    lengths = [len(item) for item in others]
    likely = statistics.fmean(lengths)
    cost = FITTING / (1 + SPREAD * statistics.pstdev(lengths))
    known = _known(text, clause, first, lowest)

    def chance(place: int) -> float:
        cut = cuts[place]
        told = min(seams[place], MOST) + verbs[place] + known.get(cut, 0.0)
        fitting = cost * abs(first.end - cut - likely)
        return told - fitting - PREPOSITION * (text[cut] in PREPOSITIONS)

    return cuts[max(range(len(cuts)), key=chance)]


def _known(text: str, clause: Span, first: Span, lowest: int) -> dict[int, float]:
    """The places behind known leads, and what each is worth."""
    known = {first.start: WORD if first.start > clause.start else WHOLE}
    for match in LEADS.finditer(text, lowest, first.end):
        known[match.end()] = WORD if len(match[0]) > 1 else LETTER
    for match in STRONG_LEADS.finditer(text, lowest, first.end):
        known[match.end()] = STRONG
    return known


def _weighed(
    text: str, clause: Span, cuts: Sequence[int], end: int, others: Sequence[str]
) -> tuple[list[float], list[float]]:
    """For each place, how much it is a seam, and how much a verb stands before it.

    A seam: the characters behind are likelier as an item than in their clause. A verb: what stands
    before is likelier behind 要 than what the other items begin with.
    """
    seams = []
    for cut in cuts:
        behind = text[cut : min(cut + MEMORY, end + 1)]
        before = text[max(clause.start, cut - MEMORY) : cut] or BEFORE_CLAUSE
        seams += [(BEFORE_ITEM, behind), (before, behind)]
    words = [item[:2] for item in others]
    words += [text[cut - 2 : cut] if cut - 2 >= cuts[0] else "" for cut in cuts]
    verbs = [(lead, word) for word in words for lead in (BEFORE_VERB, BEFORE_ITEM)]
    logs = log_odds(seams + verbs)
    likes = [first - second for first, second in zip(logs[::2], logs[1::2], strict=True)]
    most = max(likes[len(cuts) : len(cuts) + len(others)])
    before_cuts = zip(likes[len(cuts) + len(others) :], words[len(others) :], strict=True)
    return likes[: len(cuts)], [
        min(max(like - most, 0.0), MOST_VERB) if word else 0.0 for like, word in before_cuts
    ]
