"""Whether a text is a report at all: not one whose sentences were shuffled, and not a story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sanbi.engine.documents.comparing.copies import Copy, sentences_of
from sanbi.engine.phrases import Phrase

OPENING = re.compile(
    r"^\s*[【（(]?[\u4e00-\u9fff·]{0,8}(?:讯|电)\s*[（(】]|^\s*[（(](?:本报)?(?:记者|通讯员)[^）)]*[）)]\s*\S"
)
BACKWARD = re.compile(
    r"^\s*(?:他|她|其中|会上|随后|同时|此外|另外|最后|会后|据此|为此|对此|因此|与会|会议(?:强调|指出|要求|还)|"
    r"[\u4e00-\u9fff]{2,3}(?:强调|指出|要求|表示))"
)
CLOSING = re.compile(
    r"^[^，。]{0,12}(?:、[^，。]{2,6}){0,12}(?:等)?(?:参加|出席|陪同|列席)[^，。]{0,8}。"
)
STATED = ("exchange_round", "push_meeting", "dispatch", "retreat", "tour", "visit", "field_visit")
LEAST = 5  # sentences, below which a text may begin with those who attended
SCRAMBLED = 2  # signs of a broken order that are enough; a buried dateline is by itself


class Standing(StrEnum):
    """What a text is taken for."""

    BULLETIN = "bulletin"
    SCRAMBLED = "scrambled"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judged:
    """The standing of a text and why."""

    standing: Standing
    grounds: tuple[str, ...]


BURIED = Phrase("the dateline stands within a paragraph")
LATE_OPENING = Phrase("the dateline stands below the first paragraph")
LOOKS_BACK = Phrase("the first sentence refers to what was not said yet")
EARLY_CLOSING = Phrase("those who attended come before what they attended")
UNKNOWN_SPEAKER = Phrase("a speaker is introduced after the first words of that speaker")
LATE_DATE = Phrase("the day of the event is said at the end")
NO_EVENT = Phrase("no event with a day, a host or people in office")


def standing_of(copy: Copy) -> Judged:
    """Whether a text reads as a report, by itself alone. O(n).

    A report says first what happened, and introduces people before it quotes them; shuffled
    sentences do not. A dateline within a paragraph, or two other signs of a broken order, make a
    text scrambled.
    """
    broken = tuple(_broken(copy))
    if len(broken) >= SCRAMBLED or BURIED in broken:
        return Judged(Standing.SCRAMBLED, broken)
    if not _reports(copy):
        return Judged(Standing.OTHER, (NO_EVENT,))
    return Judged(Standing.BULLETIN, broken)


def _reports(copy: Copy) -> bool:
    event = copy.facts.event
    if event is None:
        return False
    offices = any(person.roles for person in copy.facts.persons)
    anchors = sum((event.date is not None, event.host is not None, offices))
    return anchors >= 2 or (event.kind in STATED and anchors >= 1)  # noqa: PLR2004


def _broken(copy: Copy) -> list[str]:
    """The signs of a broken order."""
    sentences = [copy.text[span.start : span.end] for span in sentences_of(copy.text)]
    found: list[str] = []
    for span in sentences_of(copy.text)[1:]:
        if OPENING.search(copy.text[span.start : span.end]):
            begins = copy.text[: span.start].rstrip(" \u3000").endswith("\n")
            found.append(LATE_OPENING if begins else BURIED)
            break
    if sentences and BACKWARD.match(sentences[0]):
        found.append(LOOKS_BACK)
    if len(sentences) >= LEAST and any(map(CLOSING.match, sentences[:1])):
        found.append(EARLY_CLOSING)
    if _unknown_speaker(copy):
        found.append(UNKNOWN_SPEAKER)
    if _late_date(copy):
        found.append(LATE_DATE)
    return found


def _unknown_speaker(copy: Copy) -> bool:
    """Whether someone speaks by name alone before the office is told."""
    for person in copy.facts.persons:
        said = re.search(rf"{re.escape(person.name)}(?:强调|指出|要求|表示)", copy.text)
        if said is None:
            continue
        told = re.search(
            rf"(?:书记|县长|市长|区长|镇长|乡长|主任|局长|主席|常委)、?{re.escape(person.name)}",
            copy.text,
        )
        if told is not None and told.start() > said.end():
            return True
    return False


def _late_date(copy: Copy) -> bool:
    event = copy.facts.event
    if event is None or not event.date_said:
        return False
    place = copy.text.find(event.date_said)
    return place > len(copy.text) // 2
