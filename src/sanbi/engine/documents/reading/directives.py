"""Directives: who is told by whom to do what, as the sentence states it."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sanbi.engine.documents.model import Deadline, Directive
from sanbi.engine.documents.reading.concreteness import weighed
from sanbi.engine.documents.reading.days import limits_said
from sanbi.engine.documents.reading.ordering import (
    ABOUT,
    ADDRESSED,
    AT_HEAD,
    BOTH,
    DATED,
    DENIED,
    FORBIDS,
    LEADING_LIMIT,
    LED,
    LISTENERS,
    LONGEST_PREFIX,
    MASKED,
    NOT_POINTS,
    NUMBER_OF,
    NUMBERED,
    ONLY_LIMIT,
    OPENED,
    ORDER,
    PAUSES,
    POINTS,
    SEPARATORS,
    SHARES,
    SHORT_POINT,
    TOPIC,
    WRITTEN,
)
from sanbi.engine.documents.reading.prose import Prose, split_at, stripped
from sanbi.engine.documents.reading.speakers import Turn
from sanbi.engine.documents.text import Span


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a directive begins, and whom its words address."""

    place: int
    addressed: str


class DirectiveReader:
    """Finds the directives of one article."""

    def __init__(
        self,
        prose: Prose,
        turns: Sequence[Turn],
        *,
        kind: str,
        base: dt.date | None,
        units: Sequence[str] = (),
    ) -> None:
        self.prose, self.text = prose, prose.text
        self.turns = turns
        self.starts = [turn.start for turn in turns]
        self.written = kind in WRITTEN
        self.kind, self.base = kind, base
        self.units = frozenset(units)
        self.listed = False

    def read(self) -> tuple[Directive, ...]:
        """The directives in the order of the text."""
        rows = []
        point: _Start | None = None  # 一是进度要快。 goes on in the next sentence
        for sentence in self.prose.sentences:
            starts = self._starts(sentence)
            if point is not None:
                addressed = starts[0].addressed if starts else ""
                starts = [_Start(point.place, addressed), *starts[1:]]
                point = None
            elif len(starts) == 1 and self._is_bare_point(Span(starts[0].place, sentence.end)):
                point = starts[0]
                continue
            ends = [*(start.place for start in starts[1:]), sentence.end][: len(starts)]
            for start, end in zip(starts, ends, strict=True):
                rows.append(self._directive(start, self._span(start.place, end)))
        return tuple(row for row in rows if row is not None)

    def _is_bare_point(self, sentence: Span) -> bool:
        """Whether a sentence is the heading of a point, told by what follows in its paragraph."""
        said = self.prose.said(sentence)
        follows = self.text[sentence.end : sentence.end + 1].strip()
        is_point = len(said) <= SHORT_POINT and NUMBERED.match(said) is not None
        return (
            bool(follows)
            and is_point
            and NUMBERED.match(self.text[sentence.end : sentence.end + 4]) is None
        )

    # -- where they begin --------------------------------------------------------------------------
    def _starts(self, sentence: Span) -> list[_Start]:
        found: list[_Start] = []
        said = self.prose.said(sentence)
        self._note_points(sentence, said)
        about: Span | None = None  # 对虚假整改的，要…: what it is about stands before
        for clause in self._pieces(sentence):
            start = self._start(clause, sentence, found)
            before, about = about, clause if ABOUT.match(self.prose.said(clause)) else None
            if start and before and self._goes_on(clause) and start.place == clause.start:
                start = _Start(before.start, start.addressed)
            if start is None or (found and start.place <= found[-1].place):
                continue
            if found and self._belongs(found[-1], start, clause):
                found[-1] = _Start(found[-1].place, found[-1].addressed or start.addressed)
            else:
                found.append(start)
        return found

    def _goes_on(self, clause: Span) -> bool:
        return self.text[clause.start - 1] == "，"

    def _belongs(self, running: _Start, start: _Start, clause: Span) -> bool:
        """Whether a clause goes on with the running directive.

        So does a ban behind a comma (…，严禁…), 也要 behind 既要, and what follows a bare limit.
        """
        before = self.text[running.place : start.place]
        if ONLY_LIMIT.match(before.rstrip("，")):
            return True
        said = self.prose.said(clause)
        if BOTH.search(before) and said.startswith(("也要", "又要", "更要", "还要")):
            return "；" not in before
        if self._is_bare_head(before):
            return True
        comma = before.endswith("，")
        return comma and FORBIDS.match(said) is not None and "要" not in said.replace("不要", "")

    @staticmethod
    def _is_bare_head(before: str) -> bool:
        """Whether a number only heads what follows: 二要抓习惯，各学校要…"""
        one = before.endswith("，") and "，" not in before[:-1]
        return one and len(before) <= SHORT_POINT and NUMBERED.match(before) is not None

    def _note_points(self, sentence: Span, said: str) -> None:
        """After `提出三点要求：` the items are directives without any 要."""
        inside = self._demanding_turn(sentence) is not None
        points = POINTS.search(said)
        told = points is not None and NOT_POINTS.search(points["said"]) is None
        told = told and self._turn_at(sentence.end) is not None
        if inside or told or ("要求" in said and ("：" in said or said.endswith("要求"))):
            self.listed = True
        elif not NUMBERED.match(said) and not self._begins_addressed(said):
            self.listed = False

    def _demanding_turn(self, sentence: Span) -> Turn | None:
        place = bisect_right(self.starts, sentence.end) - 1
        turn = self.turns[place] if place >= 0 else None
        return turn if turn and turn.demands and turn.start >= sentence.start else None

    def _pieces(self, sentence: Span) -> list[Span]:
        """Clauses; one that holds a verb of speech begins anew behind it."""
        pieces = []
        for clause in self.prose.clauses(sentence):
            cuts = [place for place in self._turns_in(clause) if place < clause.end]
            begins = [clause.start, *cuts]
            ends = [*cuts, clause.end]
            pieces += [stripped(self.text, Span(a, b)) for a, b in zip(begins, ends, strict=True)]
        return [piece for piece in pieces if len(piece)]

    def _turns_in(self, clause: Span) -> list[int]:
        low = bisect_right(self.starts, clause.start)
        high = bisect_right(self.starts, clause.end)
        return self.starts[low:high]

    def _start(self, clause: Span, sentence: Span, found: Sequence[_Start]) -> _Start | None:
        said = self.prose.said(clause)
        opened = OPENED.match(said)
        clause = Span(clause.start + (opened.end() if opened else 0), clause.end)
        said = self.prose.said(clause)
        if not said or not self._is_ordering_place(clause.start) or self._leads_to_speech(clause):
            return None
        limit = LEADING_LIMIT.match(said)
        if led := LED.match(said[limit.end() :] if limit else said):
            return _Start(clause.start, led["who"])
        if start := self._by_order(clause, said):
            return start
        if self._is_demanded(clause) or self._is_point(said) or self._is_parallel(clause, found):
            return _Start(clause.start, self._subject(said))
        if self._is_addressed(clause, sentence, said, found):
            return _Start(clause.start, self._subject(said))
        return None

    def _is_ordering_place(self, place: int) -> bool:
        turn = self._turn_at(place)
        return self.written if turn is None else turn.orders

    def _leads_to_speech(self, clause: Span) -> bool:
        """Whether a clause only says who speaks next: 何柏年希望"""
        place = bisect_right(self.starts, clause.end) - 1
        return place >= 0 and self.starts[place] == clause.end and clause.end > clause.start

    def _by_order(self, clause: Span, said: str) -> _Start | None:
        """A clause with 要, 必须, 不得 … behind nothing, an addressee or a topic."""
        masked = {place for match in MASKED.finditer(said) for place in range(*match.span())}
        for match in ORDER.finditer(said):
            if match.start() in masked or match.start() > LONGEST_PREFIX:
                continue
            if self._inside_quote(clause, clause.start + match.start()):
                continue
            before = said[: match.start()]
            bare = before.rstrip("也都还更均则先再又")
            if AT_HEAD.match(before):
                return _Start(clause.start, "")
            if DENIED.search(bare) or (before.endswith("也") and match[0] == "不能"):
                return None  # 一刻也不能等 asks nobody
            if self._addresses(bare) or TOPIC.match(bare) or len(bare) <= LONGEST_PREFIX // 4:
                return _Start(clause.start, bare if self._addresses(bare) else "")
            return None
        return None

    def _inside_quote(self, clause: Span, place: int) -> bool:
        return self.text.count("“", clause.start, place) > self.text.count("”", clause.start, place)

    def _addresses(self, said: str) -> bool:
        said = re.sub(r"^(?:对于|对|凡是|下一步|下半年|今年|希望|也希望|请)", "", said)
        return bool(said) and (ADDRESSED.search(said) is not None or said in self.units)

    def _is_demanded(self, clause: Span) -> bool:
        """Whether it is the first clause behind 要求, 叮嘱 or 希望."""
        turn = self._turn_at(clause.start)
        if turn is None or not turn.demands:
            return False
        between = self.text[turn.start : clause.start].strip("，：: “")
        said = self.prose.said(clause)
        if between or NUMBERED.match(said) or LISTENERS.fullmatch(said):
            return False
        if self.kind == "visit" and self.text[turn.verb.start : turn.verb.end] == "希望":
            return False
        return not re.match(r"(?:的|，|了|是|道|有关|情况|如下|以下|，?就)", said) and len(said) > 1

    def _is_parallel(self, clause: Span, found: Sequence[_Start]) -> bool:
        """Whether a clause stands behind a semicolon beside what was asked for."""
        if not found or self.written or self.text[clause.start - 1] != "；":
            return False
        turn, first = self._turn_at(clause.start), self._turn_at(found[-1].place)
        said = self.prose.said(clause)
        return turn is first and turn is not None and turn.demands and not NUMBERED.match(said)

    def _is_point(self, said: str) -> bool:
        return self.listed and NUMBERED.match(said) is not None

    def _is_addressed(
        self, clause: Span, sentence: Span, said: str, found: Sequence[_Start]
    ) -> bool:
        """A unit that opens a sentence or follows a directive, and something to be done."""
        before = self.text[clause.start - 1] if clause.start > sentence.start else ""
        if before not in {"", "；", "，", "："} or not self._begins_addressed(said):
            return False
        if before == "，" and found:
            return self._is_told_too(said, found[-1])
        if before == "，" and not self._after_turn(clause):
            return False
        rest = self.prose.said(Span(clause.start, sentence.end))
        dated = DATED.search(re.split("[；。]", rest)[0]) is not None
        return dated if self.written else dated or bool(found)

    def _is_told_too(self, said: str, running: _Start) -> bool:
        """Whether a clause tells another unit by when or how often: …，县统计局每月通报一次"""
        subject = self._subject(said)
        named = subject in self.units and not SHARES.search(said)
        return subject not in running.addressed and (named or DATED.search(said) is not None)

    def _after_turn(self, clause: Span) -> bool:
        turn = self._turn_at(clause.start)
        return turn is not None and clause.start - turn.start <= LONGEST_PREFIX

    def _begins_addressed(self, said: str) -> bool:
        return bool(self._subject(said))

    def _subject(self, said: str) -> str:
        """The units at the beginning of a clause, behind a limit of time."""
        limit = LEADING_LIMIT.match(said)
        said = said[limit.end() :] if limit else said
        here = 0
        while True:
            name = next(
                (
                    said[here : here + size]
                    for size in range(14, 1, -1)
                    if said[here : here + size] in self.units
                ),
                None,
            )
            if name is None:
                break
            here += len(name)
            if said[here : here + 1] not in {"、", "和"}:
                number = NUMBER_OF.match(said, here)
                return said[: number.end() if number else here]
            here += 1
        match = re.match(
            r"(?:大家|任何单位|广大(?:党员干部|委员|企业家|群众|干部|党员)|施工方|参建各方)|"
            r"(?:各(?:级各部门|级|部门|单位|乡镇|街道|村|社区|学校)?[^，。；、]{0,8}?|"
            r"[县市区]直[^，。；、]{0,6}?|全[县市区]上下|两镇|大家|"
            r"施工单位|项目单位|责任单位|企业(?!家)|每个社区|(?:县级)?(?:相关|"
            r"有关)部门)(?=要|须|主动|迅速|于|在|把|将|\d|对照|每|加快|压实|逐|、|会后|至少|务必|立即|当天|一周|本周|按|积极|认真|抓紧|严格|"
            r"进入)",
            said,
        )
        return match[0] if match else ""

    def _turn_at(self, place: int) -> Turn | None:
        found = bisect_right(self.starts, place) - 1
        return self.turns[found] if found >= 0 else None

    # -- what they say -----------------------------------------------------------------------------
    def _span(self, start: int, end: int) -> Span:
        """Up to the next directive, less the words that lead to it."""
        stop = end
        for place in self.starts[bisect_right(self.starts, start) : bisect_right(self.starts, end)]:
            turn = self.turns[bisect_right(self.starts, place) - 1]
            pause = max(self.text.rfind(mark, start, turn.verb.start) for mark in PAUSES + "”")
            stop = min(stop, pause if pause > start else turn.verb.start)
        span = stripped(self.text, Span(start, stop))
        while len(span) and self.text[span.end - 1] in "。！？；，：、,;:!?":
            span = stripped(self.text, Span(span.start, span.end - 1))
        return span

    def _directive(self, start: _Start, span: Span) -> Directive | None:
        if len(span) <= 2:  # noqa: PLR2004 - 要 and one more say nothing
            return None
        turn = self._turn_at(span.start)
        quote = self.prose.said(span)
        limit = next(limits_said(self.text, span, self.base), None)
        deadline = None
        if limit:
            said = self.prose.said(limit[0])
            deadline = Deadline(
                span=limit[0], quote=said, article=self.prose.article, day=limit[1], said=said
            )
        addressees = self._addressees(start.addressed)
        score, grounds = weighed(quote, addressees, stated_limit=deadline is not None)
        return Directive(
            span=span,
            quote=quote,
            article=self.prose.article,
            speaker=turn.speaker if turn else None,
            addressees=addressees,
            actions=tuple(self.prose.said(part) for part in split_at(self.text, span, "，；")),
            deadline=deadline,
            concreteness=score,
            grounds=grounds,
        )

    def _addressees(self, said: str) -> tuple[str, ...]:
        said = re.sub(r"^(?:下一步|下半年|也希望|希望|请|由|今年)+", "", said)
        limit = LEADING_LIMIT.match(said)
        said = said[limit.end() :] if limit else said
        if not said or said.startswith(("对", "凡", "在", "把", "将")):
            return ()
        said = re.sub(r"(?<=.)等(?:部门|单位|地)?$", "", said)
        outside = SEPARATORS.split(said)
        return tuple(part for part in outside if part)
