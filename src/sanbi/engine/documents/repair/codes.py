"""Two-byte codes of GBK: which characters they are, and which a page of its script may hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.documents.language import Model
from sanbi.engine.documents.language.symbols import UNKNOWN
from sanbi.engine.documents.repair.readings import readings
from sanbi.engine.documents.script.tables import by_character, simplified_only_characters

Bytes = NDArray[np.int64]
Table = NDArray[np.int64]

FIRST_LEAD = 0x81
TRAILS = np.array([*range(0x40, 0x7F), *range(0x80, 0xFF)])
LEADS = np.arange(FIRST_LEAD, 0xFF)
FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
MARKS = "，。、；：！？“”‘’（）《》〈〉【】〔〕—…·％"
STRANGE = 4.0  # nats against a full-width letter or digit, or a form of the other script
UNHEARD = 2.0  # nats against a character that neither the model nor the page knows
FORBIDDEN = 1e6
# What half-width marks a careless replacement makes of full-width ones: mark → second byte.
REPLACED = {"!": 0xA1, "(": 0xA8, ")": 0xA9, ",": 0xAC, ":": 0xBA, ";": 0xBB, "?": 0xBF}
FULL_ROW = 0xA3  # the first byte of all of them


@lru_cache(maxsize=1)
def characters() -> Table:
    """The code point of each pair of bytes, 256 × 256; 0 where GBK has no character."""
    table = np.zeros((256, 256), np.int64)
    for lead in LEADS.tolist():
        for trail in TRAILS.tolist():
            try:
                table[lead, trail] = ord(bytes((lead, trail)).decode("gbk"))
            except UnicodeDecodeError:
                continue
    return table


@lru_cache(maxsize=1)
def _simple() -> str:
    """The characters of all pairs in their simple forms; a boundary where there is none."""
    flat = characters().ravel().tolist()
    return by_character("".join(chr(code) if code else "\n" for code in flat))


@lru_cache(maxsize=1)
def _simplified_only() -> NDArray[np.bool_]:
    """Which pairs are characters that traditional text does not use, 256 × 256."""
    return np.isin(characters(), [ord(c) for c in simplified_only_characters()])


@lru_cache(maxsize=1)
def undefined() -> NDArray[np.int64]:
    """The pairs that decoders drop or mark, n × 2: areas for private use, and holes."""
    held = characters()
    pairs = [(a, b) for a in LEADS.tolist() for b in TRAILS.tolist() if not held[a, b]]
    return np.array(pairs, np.int64)


@lru_cache(maxsize=20_000)
def trails_read(lead: int, reading: str) -> tuple[int, ...]:
    """The second bytes that make, with this first one, a character of that reading."""
    row = characters()[lead]
    return tuple(
        trail for trail in TRAILS.tolist() if row[trail] and reading in readings(chr(row[trail]))
    )


@lru_cache(maxsize=500)
def undefined_before(reading: str) -> NDArray[np.int64]:
    """The pairs of `undefined` whose second byte can begin a character of that reading."""
    pairs = undefined()
    return pairs[[bool(trails_read(lead, reading)) for lead in pairs[:, 1].tolist()]]


@dataclass(frozen=True, slots=True)
class Codes:
    """What a page's characters are: numbers of the model, costs in nats of unlikely forms.

    ``annotated`` marks the characters behind which this page has readings.
    """

    numbers: Table
    costs: NDArray[np.float64]
    annotated: NDArray[np.bool_]
    annotated_codes: NDArray[np.int64]


def codes_of(model: Model, annotated: frozenset[str], *, traditional: bool) -> Codes:
    """The tables for a page of one script."""
    table = characters()
    numbers = model.vocabulary.numbers_as_written(_simple()).reshape(table.shape)
    han = ((table >= FIRST_HAN) & (table <= LAST_HAN)) | (table == ord("〇"))
    costs = np.where(han, 0.0, FORBIDDEN)
    costs[np.isin(table, [ord(mark) for mark in MARKS])] = 0.0
    costs[FULL_ROW, 0xB0:0xFB] = STRANGE
    costs[(numbers == UNKNOWN) & han] = UNHEARD
    if traditional:
        costs[_simplified_only()] = FORBIDDEN
    else:
        costs[:0xA1, :] += STRANGE
        costs[:, :0xA1] += STRANGE
    marked = np.array(sorted(ord(c) for c in annotated), np.int64)
    return Codes(numbers, costs, np.isin(table, marked) & (table > 0), marked)
