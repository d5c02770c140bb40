"""What a careless scraper does to a page: bytes of GBK replaced as if they were characters.

The model of docs/algorithms/repair.md. Each byte remembers the character of the clean text that it
came from, so that every damaged place is known exactly.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from opencc import OpenCC
from pypinyin import Style, pinyin

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.script import simplified
from sanbi.engine.documents.text import Span

MARKS = {"！": "!", "（": "(", "）": ")", "，": ",", "：": ":", "；": ";", "？": "?"}
INSERTED = -1

Byte = tuple[int, int]  # its value, and the place of its character in the clean text


@dataclass(frozen=True, slots=True)
class Site:
    """A place that cannot be read any more: the damaged characters, and the clean ones."""

    damaged: Span
    clean: Span


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged page.

    Parameters
        text : as it circulates.
        truth : what a perfect repair yields.
        origins : for each damaged character the clean one that it is, or -1.
        sites : where bytes were shifted.
        pinyin : how many readings were put in, those across borders included.
    """

    text: str
    truth: str
    origins: tuple[int, ...]
    sites: tuple[Site, ...]
    pinyin: int


@dataclass(frozen=True, slots=True)
class Ways:
    """How one scraper damages: all drawn from a seed."""

    traditional: bool
    table: tuple[str, ...]
    marks: tuple[str, ...]
    marks_first: bool
    bad_pair: str  # "?" for both bytes, "drop" the first, "mark" the first as not decodable
    private: str  # "drop", "?" or "keep"


def ways(seed: int, *, traditional: bool = True) -> Ways:
    """The ways of one scraper; all pages that were seen had been made traditional first."""
    draw = random.Random(f"ways {seed}")  # noqa: S311 - repeatable, no secret
    pool = _common()
    subset = [mark for mark in MARKS if draw.random() < 0.7]
    return Ways(
        traditional=traditional,
        table=tuple(draw.sample(pool, draw.randint(40, 120))),
        marks=tuple(subset or ["，"]),
        marks_first=draw.random() < 0.5,
        bad_pair=draw.choice(("?", "?", "drop", "drop", "mark")),
        private=draw.choice(("drop", "drop", "?", "keep")),
    )


@lru_cache(maxsize=1)
def _traditional() -> OpenCC:
    return OpenCC("s2t")


@lru_cache(maxsize=1)
def _common() -> list[str]:
    """The characters that a scraper may annotate: traditional forms of the commonest 1,500."""
    single = sorted(official_prose().vocabulary.symbols, key=official_prose().rank)[:1500]
    old = _traditional().convert("".join(single))
    return sorted({new for one, new in zip(single, old, strict=True) if one != new})


def damaged(clean: str, seed: int, *, traditional: bool = True) -> Damaged:
    """The clean text after the ways of a seed; `ValueError` where GBK cannot hold it."""
    way = ways(seed, traditional=traditional)
    source = _traditional().convert(clean) if way.traditional else clean
    truth = simplified(source).text if way.traditional else clean
    stream = [(b, place) for place, c in enumerate(source) for b in c.encode("gbk")]
    steps = [("table", c) for c in way.table]
    marks = [("mark", m) for m in way.marks]
    inserted = 0
    for kind, sign in [*marks, *steps] if way.marks_first else [*steps, *marks]:
        stream, times = _replaced(stream, kind, sign)
        inserted += times if kind == "table" else 0
    return _decoded(stream, way, source, truth, inserted)


def _replaced(stream: list[Byte], kind: str, sign: str) -> tuple[list[Byte], int]:
    """Every occurrence of the two bytes, wherever characters begin."""
    pair = sign.encode("gbk")
    raw = bytes(value for value, _ in stream)
    found: list[Byte] = []
    here = times = 0
    while (hit := raw.find(pair, here)) >= 0:
        found += stream[here:hit]
        if kind == "table":
            reading = pinyin(sign, style=Style.TONE)[0][0]
            found += stream[hit : hit + 2]
            found += [(b, INSERTED) for b in f"({reading})".encode("gb18030")]
        else:
            found.append((ord(MARKS[sign]), stream[hit][1]))
        here = hit + 2
        times += 1
    return found + stream[here:], times


def _decoded(stream: list[Byte], way: Ways, source: str, truth: str, inserted: int) -> Damaged:
    text: list[str] = []
    origins: list[int] = []
    place = 0
    while place < len(stream):
        sign, origin, width = _sign(stream, place, way, source)
        text += sign
        origins += [origin] * len(sign)
        place += width
    sites = _sites(origins, source)
    return Damaged("".join(text), truth, tuple(origins), sites, inserted)


def _sign(stream: list[Byte], place: int, way: Ways, source: str) -> tuple[str, int, int]:
    """What the decoder makes of the next bytes, the clean character that it is, bytes used."""
    first, origin = stream[place]
    if first < 0x80:
        return chr(first), _as_it_was(chr(first), origin, source), 1
    if place + 1 == len(stream):
        return "", INSERTED, 1
    second, other = stream[place + 1]
    if second < 0x40:
        return {"?": ("?", INSERTED, 2), "drop": ("", INSERTED, 1), "mark": ("\ufffd", -1, 1)}[
            way.bad_pair
        ]
    pair = bytes((first, second))
    try:
        sign = pair.decode("gb18030")
    except UnicodeDecodeError:
        return ("?" if way.bad_pair == "?" else ""), INSERTED, 1
    if "\ue000" <= sign <= "\uf8ff":
        return {"drop": "", "?": "?", "keep": sign}[way.private], INSERTED, 2
    same = origin == other and origin >= 0 and source[origin] == sign
    return sign, origin if same else INSERTED, 2


def _as_it_was(sign: str, origin: int, source: str) -> int:
    return origin if origin >= 0 and source[origin] in {sign, _full(sign)} else INSERTED


def _full(sign: str) -> str:
    return next((full for full, half in MARKS.items() if half == sign), sign)


def _sites(origins: list[int], source: str) -> tuple[Site, ...]:
    """Between two clean characters that stand apart though they were neighbours, or the reverse."""
    kept = [(at, origin) for at, origin in enumerate(origins) if origin >= 0]
    kept = [(-1, -1), *kept, (len(origins), len(source))]
    sites = []
    for (at, origin), (to, follower) in pairwise(kept):
        if follower != origin + 1:
            sites.append(Site(Span(at + 1, to), Span(origin + 1, follower)))
    return tuple(sites)
