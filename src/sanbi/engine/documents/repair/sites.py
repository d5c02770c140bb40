"""Where a page looks damaged, and the road of the search from there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.documents.language import Model
from sanbi.engine.documents.repair.codes import REPLACED
from sanbi.engine.documents.repair.readings import readings
from sanbi.engine.documents.repair.search import Before
from sanbi.engine.documents.repair.tokens import READING, orphan
from sanbi.engine.documents.script.tables import by_character

STRANGE = -8.5  # nats: characters after a mark that are less likely on average look shifted
AHEAD = 3  # characters after a mark that are looked at
AROUND = 14  # characters from a suspected place on that tell nothing of the page's own words
BITS = 13
RUN = re.compile(r"(?:\ufffd[!?,:;(]?|[!?,:;()])(?=[^\x00-\x7f]{0,12}[@-~](?![-\w.@/]))", re.ASCII)
AS_SYMBOLS = {
    **{ord(c): ord("0") for c in "0123456789"},
    **{ord(half): code for half, code in zip(",:;!?()", map(ord, "，：；！？（）"), strict=True)},
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the model sees it: as many symbols as characters, and how likely each is."""

    text: str
    numbers: NDArray[np.int64]
    chances: NDArray[np.float64]  # log, in nats

    def before(self, place: int) -> Before:
        """What stands before a place."""
        window = 0
        for number in self.numbers[max(0, place - 3) : place].tolist():
            window = window << BITS | number
        character = self.text[place - 1] if place else "\n"
        return Before(window, _last_byte(character), ord(character))


def page_of(text: str, model: Model) -> Page:
    """The page with the model's view of each character."""
    numbers = model.vocabulary.numbers_as_written(by_character(text).translate(AS_SYMBOLS))
    return Page(text, numbers, model.places(numbers))


def broken_readings(text: str) -> list[int]:
    """Where a reading in brackets does not belong to the character before it."""
    return [
        match.start()
        for match in READING.finditer(text)
        if orphan(match)
        and (match[0][0] in "?(\ufffd" or match.start() == 0)
        and not (match[0][0] == "(" and match[1] in readings(text[match.start() - 1]))
    ]


def suspect_marks(page: Page, *, hurt: bool, foreign: frozenset[str] = frozenset()) -> list[int]:
    """Where what follows a half-width mark looks as if its bytes had been shifted.

    Parameters
        hurt : whether readings show that the page was treated so; then weak signs count too.
        foreign : characters that a page of its script does not hold.
    """
    ends = _ends_of_runs(page.text)
    return [
        place
        for place in _marks(page.text)
        if place in ends
        or _suspect(page, place, hurt=hurt)
        or not foreign.isdisjoint(page.text[place + 1 : place + 1 + AHEAD])
    ]


def _ends_of_runs(text: str) -> frozenset[int]:
    """The marks from which a run of Han characters leads to a lone letter or sign."""
    return frozenset(match.start() for match in RUN.finditer(text))


def _marks(text: str) -> Iterator[int]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    wanted = np.array([*map(ord, REPLACED), 0xFFFD], np.uint32)
    yield from np.flatnonzero(np.isin(codes, wanted)).tolist()


def _suspect(page: Page, place: int, *, hurt: bool) -> bool:
    text = page.text
    after = text[place + 1 : place + 1 + AHEAD + 2]
    if text[place] == "\ufffd":
        return True
    if not after or after[0] in "?\ufffd\n":  # two losses together, or an end, which hides one
        return hurt or after[:1] == "\ufffd"
    if hurt and text[place] == "!" and after[0] < "@":  # "。" lost its second byte before a sign
        return True
    length = next((n for n, c in enumerate(after[:AHEAD]) if c.isascii()), min(AHEAD, len(after)))
    if not length:
        return False
    numbers = page.numbers[place + 1 : place + 1 + length]
    chances = page.chances[place + 1 : place + 1 + length]
    return bool((numbers == 0).any() or chances.mean() < STRANGE)


def _last_byte(character: str) -> int:
    if character in REPLACED:
        return REPLACED[character]
    try:
        code = character.encode("gbk")
    except UnicodeEncodeError:
        return 0
    return code[-1] if len(code) > 1 else 0
