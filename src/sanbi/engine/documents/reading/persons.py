"""Persons with their roles: names behind titles, in lists, before verbs of speech, in bylines."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sanbi.engine.documents.model import Person
from sanbi.engine.documents.reading.names import Names
from sanbi.engine.documents.reading.naming import Namer, Reading
from sanbi.engine.documents.reading.prose import Prose
from sanbi.engine.documents.reading.roles import HEAD, LOOSE_HEADS, roles_before
from sanbi.engine.documents.reading.surnames import COMPOUND, NOT_NAMES, SINGLE
from sanbi.engine.documents.text import Span

MARKS = "，。、；：！？“”（）()《》,.;:!?/／ \u3000\n\t【】—…"
FOLLOWS = re.compile(
    "主持|出席|参加|参与|强调|指出|要求|表示|说|讲话|作|介绍|认为|提出|点评|宣布|宣读|致|"
    "汇报|通报|部署|"
    "率|带|赴|到|在|来|前往|走|深入|调研|考察|检查|察看|视察|陪同|随同|一行|同志|等|和|"
    "及|以及|与|分别|就|对|"
    "围绕|主讲|代表|先后|实地|详细|仔细|听取|现场|还|又|也|则|边|逐|随后|首先|最后|共|"
    "当场|传达|解读|总结|"
    "发言|交流|领|向|从|为|于|将|看望|慰问|接受|坦言|高兴|激动|希望|叮嘱|询问|号召|寄语|"
    "回应|鼓励|已|是|的|"
    "签|参会|到会|列席|揭牌|启动|一同|督导|巡查|暗访|他|她|被|把|并|主动|坚持|告诉|告知|"
    "称|讲|谈|答|问|看|"
    "听|亮|晒|摄|文|同时|所|了解|冒|来到|上台|登台|当选|任|兼|亲自|再次|专程|深情|动情|"
    "充分|高度|明确|"
    "建议|提议|亲|正|刚|曾|便|才|却|当即|立即|随即|当天|感慨|自豪|笑|热情|每|多次|一边|会见|一起|"
    "不时|受|不|勉励|一一|组织|召集|召开|查看|要|指|介|使|用|给|今|昨|获|荣获|为|登|率队|"
    "牵头|负责|所作|任命"
)
SPEECH = re.compile(
    r"(?:还|又|同时)?(?:强调|指出|要求|表示|说|认为|介绍|坦言|叮嘱|点评|来到|赴|先后)"
)
CLAUSE_START = re.compile(r"(?:^|(?<=[，。；：！？”\n]))", re.MULTILINE)
BYLINE = re.compile(
    r"(?:(?:通讯员|记者|编辑|摄影|作者)[ \u3000:：]*"
    r"(?:[\u4e00-\u9fff]{2,4}[ \u3000、/]*(?:文|摄|图)?[ \u3000、/]*)+)+"
)
BYLINE_ROLES = re.compile(r"通讯员|记者|编辑|摄影|作者")
BYLINE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
BYLINE_ENDS = tuple("）)/／ \u3000")
DOTTED = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•・][\u4e00-\u9fff]{1,6})+")
PLACE_END = re.compile("[县市区州镇乡村](?!长|委|领导)")
ENDED = 2.0  # nats for a mark behind a name
WORDY = -6.0  # nats for two characters that are a word of the genre
SURELY, LOOSELY, LISTEDLY, FREELY, WIDELY = -12.0, 1.0, -3.0, -1.0, 2.0
"""The least odds of a name: behind a title, behind a word such as 干部, in a list, at large, and
behind a word that only ends like a title."""
SIZES = range(2, 10)  # of a name, the longest ones with a dot
LISTED = 24
"""So many characters behind a title are looked at for a list of names."""
JOINERS = "、和与"


@dataclass
class Found:
    """A person while the article is read."""

    name: str
    first: int
    roles: list[str] = field(default_factory=list)
    scope: str | None = None


class PersonReader:
    """Finds the persons of one article; reading it once is linear in its length."""

    def __init__(self, prose: Prose, names: Names = Names()) -> None:  # noqa: B008 - frozen
        self.prose = prose
        self.text = prose.text
        self.end = prose.span.end
        self.known = frozenset(names.people)
        self.namer = Namer(prose.text, prose.span)
        self.found: dict[str, Found] = {}

    def read(self) -> tuple[Person, ...]:
        """The persons in the order of their first mention."""
        self._prime()
        self._bylines()
        self._behind_titles()
        self._speakers()
        for name in self.known:
            place = self.text.find(name, self.prose.span.start, self.end) if name else -1
            if place >= 0:
                self._hold(name, place)
        return self._told()

    # -- where a name ends -------------------------------------------------------------------------
    def _prime(self) -> None:
        """Weigh all places behind a title, and those in a list after one, at once."""
        starts = []
        for match in HEAD.finditer(self.text, self.prose.span.start, self.end):
            starts.append(match.end())
            near = self.text[match.end() : min(match.end() + LISTED, self.end)]
            starts += [match.end() + at + 1 for at, mark in enumerate(near) if mark in JOINERS]
        self.namer.prime(starts)

    def name_at(self, start: int, least: float) -> str | None:
        """The name that begins at a place, if the odds for one are no lower than `least`."""
        if dotted := DOTTED.match(self.text, start, self.end):
            return self._dotted_name(dotted)
        rows = self.namer.readings(start)
        known = (row.name for row in rows if row.name in self.known or row.name in self.found)
        if name := next(known, None):
            return name
        best = max(rows, key=lambda row: self._odds(start, row), default=None)
        return best.name if best and self._odds(start, best) >= least else None

    def _odds(self, start: int, row: Reading) -> float:
        after = start + len(row.name)
        if PLACE_END.match(self.text, after, self.end) or self._is_place(row.name):
            return -math.inf
        wordy = row.name[:2] in NOT_NAMES
        return row.odds + self._ended(after) + WORDY * wordy

    def _is_place(self, name: str) -> bool:
        """Whether the text knows a county or township of that name."""
        return any(self.namer.grams[name + end] for end in "县市区州镇乡")

    def _ended(self, place: int) -> float:
        return ENDED if place >= self.end or self.text[place] in MARKS else 0.0

    def _ends(self, place: int) -> bool:
        if place >= self.end or self.text[place] in MARKS:
            return True
        return FOLLOWS.match(self.text, place, self.end) is not None

    def _dotted_name(self, match: re.Match[str]) -> str:
        whole = match[0]
        last = max(whole.rfind(dot) for dot in "·•・")
        for size in range(last + 2, len(whole) + 1):
            if self._ends(match.start() + size):
                return whole[:size]
        return whole

    # -- the patterns ------------------------------------------------------------------------------
    def _bylines(self) -> None:
        lead = Span(self.prose.span.start, min(self.end, self.prose.span.start + 400))
        tail = Span(max(lead.end, self.end - 60), self.end)
        for part in (lead, tail):
            for match in BYLINE.finditer(self.text, part.start, part.end):
                self._byline(match)

    def _byline(self, match: re.Match[str]) -> None:
        roles = list(BYLINE_ROLES.finditer(self.text, match.start(), match.end()))
        ends = [role.start() for role in roles[1:]] + [match.end()]
        for role, end in zip(roles, ends, strict=True):
            for word in BYLINE_NAME.finditer(self.text, role.end(), end):
                name = word[0]
                if name[:1] not in SINGLE and name[:2] not in COMPOUND:
                    continue
                closed = self.text[word.end() : word.end() + 1] in BYLINE_ENDS
                if (closed or name[:2] not in NOT_NAMES) and self._ends(word.end()):
                    self._hold(name, word.start(), [role[0]])

    def _behind_titles(self) -> None:
        scope, reached = None, -1
        for match in HEAD.finditer(self.text, self.prose.span.start, self.end):
            start = match.end()
            name = self.name_at(start, _least(match[0]))
            if name is None:
                continue
            row = roles_before(self.text, self.prose.span.start, match.end())
            joined = reached >= 0 and self.text[reached : row.start] in {"、", "和", "，"}
            inherited = row.inherits and joined
            own = scope if inherited else row.scope
            self._hold(name, start, row.roles, own)
            reached = self._listed(start + len(name), row.roles, own)
            scope = own

    def _listed(self, place: int, roles: list[str], scope: str | None) -> int:
        """Names that follow in a list take the title of the first; the place behind the last."""
        while place < self.end and self.text[place] in JOINERS:
            name = self.name_at(place + 1, LISTEDLY)
            if name is None:
                break
            self._hold(name, place + 1, roles, scope)
            place += 1 + len(name)
        return place

    def _speakers(self) -> None:
        for start in self._clause_starts():
            if not any(SPEECH.match(self.text, start + size, self.end) for size in SIZES):
                continue
            name = self.name_at(start, FREELY)
            if name and SPEECH.match(self.text, start + len(name), self.end):
                self._hold(name, start)

    def _clause_starts(self) -> Iterator[int]:
        if self.prose.title:
            yield self.prose.title.start
        for sentence in self.prose.sentences:
            for clause in self.prose.clauses(sentence):
                yield clause.start
                opened = self.text.rfind("”", clause.start, clause.end)
                if opened >= 0:
                    yield opened + 1

    # -- what was found ----------------------------------------------------------------------------
    def _hold(
        self, name: str, place: int, roles: list[str] | None = None, scope: str | None = None
    ) -> None:
        row = self.found.setdefault(name, Found(name, place))
        row.first = min(row.first, place)
        for role in roles or ():
            if role not in row.roles:
                row.roles.append(role)
        row.scope = row.scope or scope

    def _told(self) -> tuple[Person, ...]:
        if not self.found:
            return ()
        names = sorted(self.found, key=len, reverse=True)
        places: dict[str, list[Span]] = {name: [] for name in names}
        any_name = re.compile("|".join(map(re.escape, names)))
        for match in any_name.finditer(self.text, self.prose.span.start, self.end):
            places[match[0]].append(Span(match.start(), match.end()))
        return tuple(
            Person(
                span=places[row.name][0],
                quote=row.name,
                article=self.prose.article,
                name=row.name,
                roles=tuple(row.roles),
                scope=row.scope,
                mentions=tuple(places[row.name]),
            )
            for row in sorted(self.found.values(), key=lambda row: row.first)
            if places[row.name]
        )


def _least(head: str) -> float:
    """The least odds of a name behind a title."""
    if len(head) == 1:
        return WIDELY
    return LOOSELY if head in LOOSE_HEADS else SURELY
