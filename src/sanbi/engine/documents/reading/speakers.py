"""Who speaks where: a speaker holds until another one takes the word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sanbi.engine.documents.model import Person
from sanbi.engine.documents.reading.prose import Prose
from sanbi.engine.documents.text import Span

VERBS = (
    "讲了[一二三四五六七八九十两]+(?:点|条|个方面)(?:意见|要求|希望|看法)?|强调指出|强调|指出|要求|表示|说道|说|提出希望|提出(?:[^，。；：]{0,6})要求|提出|叮嘱|嘱咐|点评|明确|希望|认为|号召|"
    "作出安排|"
    "拍板|寄语|勉励|责成|介绍|坦言|通报|部署|作报告|解释|讲到|谈到|回应|安排"
)
ADVERBS = "(?:并|还|也|又|同时|再次|现场|当场|当即|立即|随即|再三|反复|特别|一再|郑重|明确|就此)+"
BODIES = "会议|全会|大会|座谈会|通知|通报|方案|意见|会上|纪要"
PRONOUNS = "他|她"
PRONOUN_LEADS = re.compile(r"(?:^|[，；])[他她]")
DEMANDING = re.compile(r"拍板|要求|叮嘱|嘱咐|责成|明确|^希望|号召|提出.*要求")
OUTSIDE = re.compile(
    r"(?:董事长|总经理|总裁|创始人|经理|厂长|店主|老板|村民|居民|农户|市民|业主|种植户|养殖户|大户|职工|"
    r"工人|员工|代表|委员|专家|教授|传承人|群众|老人|青年|学生|家长|游客|商户|网格员)$"
)
NOT_SPEECH = re.compile(r"按照|根据|的$|符合|达到")
MAIN = re.compile(r"讲话|总结|点评|致辞|赴|到|调研|接访|检查|慰问|调度")
LONGEST = 24
"""Between a speaker and the verb of speech stand no more characters: 在随后的讲话中."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From `start` on `speaker` speaks.

    `demands` when the verb itself asks for something; `orders` unless the speaker is a guest, a
    firm or a citizen, whose wishes are no directives.
    """

    start: int
    speaker: str
    demands: bool
    verb: Span
    orders: bool = True


def turns_of(prose: Prose, persons: Iterable[Person]) -> tuple[Turn, ...]:
    """The turns of an article in order."""
    return _Listener(prose, tuple(persons)).turns()


class _Listener:
    def __init__(self, prose: Prose, persons: tuple[Person, ...]) -> None:
        self.prose = prose
        heard = [
            row for row in persons if set(row.roles) - {"记者", "通讯员", "编辑"} or not row.roles
        ]
        self.names = {row.name for row in heard}
        self.outsiders = {
            row.name
            for row in heard
            if row.roles and all(OUTSIDE.search(role) for role in row.roles)
        }
        names = sorted(self.names, key=len, reverse=True)
        who = "|".join([*map(re.escape, names), BODIES, PRONOUNS])
        self.pattern = re.compile(
            rf"(?P<who>{who})(?P<gap>[^，。；：“”！？\n]{{0,{LONGEST}}}?)(?P<verb>{VERBS})"
        )
        self.name = re.compile("|".join(map(re.escape, names))) if names else None
        self.bare = re.compile(rf"(?<=[，；])(?P<adverb>{ADVERBS})?(?P<verb>{VERBS})")
        self.speaker: str | None = None
        self.subject: str | None = None

    def turns(self) -> tuple[Turn, ...]:
        return tuple(turn for sentence in self.prose.sentences for turn in self._heard(sentence))

    def _heard(self, sentence: Span) -> list[Turn]:
        found = []
        first = self._first_name(sentence)
        said = self.prose.said(sentence)
        matches = [*self.pattern.finditer(self.prose.text, sentence.start, sentence.end)]
        for match in matches:
            if NOT_SPEECH.search(match["gap"]) or not self._may_speak(match, sentence):
                continue
            speaker = self._who(match["who"], first)
            if speaker:
                found.append(self._turn(match, speaker))
                self.speaker = speaker
        speaker = first or (self._who("他", None) if PRONOUN_LEADS.search(said) else None)
        if speaker:
            for match in self.bare.finditer(self.prose.text, sentence.start, sentence.end):
                if not any(abs(match.end() - turn.start) <= 1 for turn in found):
                    near = self._nearest(sentence, match.start()) if first else None
                    found.append(self._turn(match, near or speaker))
        if first:
            self._remember(sentence, first)
        return sorted(found, key=lambda turn: turn.start)

    def _may_speak(self, match: re.Match[str], sentence: Span) -> bool:
        """A speaker begins a clause, or stands behind the title that leads to him."""
        before = self.prose.text[max(sentence.start, match.start() - 1) : match.start()]
        if match["who"] in self.names:
            return True
        return not before or before in "，；：”。 同" or before == "上"

    def _turn(self, match: re.Match[str], speaker: str) -> Turn:
        demands = DEMANDING.search(match["verb"]) is not None
        verb = Span(match.start("verb"), match.end("verb"))
        return Turn(match.end(), speaker, demands, verb, orders=speaker not in self.outsiders)

    def _nearest(self, sentence: Span, end: int) -> str | None:
        """Who opens the last clause before a place that one who may give orders opens."""
        clauses = re.split("[，；]", self.prose.text[sentence.start : end])
        for clause in reversed(clauses):
            match = self.name.search(clause) if self.name else None
            if match and match.start() == 0 and match[0] not in self.outsiders:
                return match[0]
        return None

    def _first_name(self, sentence: Span) -> str | None:
        if self.name is None:
            return None
        match = self.name.search(self.prose.text, sentence.start, sentence.end)
        return match[0] if match else None

    def _who(self, said: str, first: str | None) -> str | None:
        if said == "会上":
            return None
        if said not in PRONOUNS.split("|"):
            return said
        return first or self.subject or self.speaker

    def _remember(self, sentence: Span, first: str) -> None:
        """`他` in a later sentence is who spoke or went last, not who was merely present."""
        said = self.prose.said(sentence)
        opens = said.startswith(first) or f"，{first}" in said or f"；{first}" in said
        if opens or MAIN.search(said) or self.subject is None:
            self.subject = self._main(said) or first

    def _main(self, said: str) -> str | None:
        """Whose speech a sentence reports, where it names several."""
        for match in self.name.finditer(said) if self.name else ():
            clause = re.split("[，；。]", said[match.start() :])[0]
            if re.search("讲话|点评|致辞", clause):
                return match[0]
        return None
