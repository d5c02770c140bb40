"""A text as the language model sees it: one number for each symbol of its vocabulary.

The counts were made from text that had gone through `normalised`; whatever is looked up in them has
to go the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

BITS = 13  # of one symbol in the key of a sequence
SYMBOLS = 1 << BITS
MASK = SYMBOLS - 1
UNKNOWN = MASK
HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
FULL = str.maketrans(",:;!?()", "，：；！？（）")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[A-Za-z]+")
RUN = re.compile(r"([—…])\1+")
BLANK = re.compile(r"[^\S\n]+")


def normalised(text: str) -> str:
    """The text with numbers as ``0``, Latin words as ``A`` and full-width marks; no blanks."""
    text = text.translate(HALF)
    text = WORD.sub("\0", text)  # the mark of a word, until numbers are done
    text = NUMBER.sub("0", text).replace("\0", "A").translate(FULL)
    return BLANK.sub("", RUN.sub(r"\1", text))


class Vocabulary:
    """The symbols of the counts and their numbers; what is not among them is `UNKNOWN`.

    A letter, mark or sign outside the vocabulary that is no Han character ends a run of text, as
    it did when the counts were made: it is the boundary, number 0.
    """

    def __init__(self, symbols: Sequence[str]) -> None:
        """Hold the symbols in the order of their numbers; the first is the boundary."""
        self.symbols = tuple(symbols)
        self._table = np.zeros(0x110000, np.int16)
        for first, last in HAN:
            self._table[first : last + 1] = UNKNOWN
        self._table[[ord(symbol) for symbol in symbols]] = np.arange(len(symbols))

    def __len__(self) -> int:
        """How many symbols, without the unknown one."""
        return len(self.symbols)

    def widened(self, text: str) -> Vocabulary:
        """The same with numbers of their own for the Han characters of a text, while some are left.

        A rare character of a name is then known to the counts of its own document.
        """
        numbers = self.numbers_as_written(text)
        if not (numbers == UNKNOWN).any():
            return self
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        rare, seen = np.unique(codes[numbers == UNKNOWN], return_counts=True)
        room = UNKNOWN - len(self)
        kept = np.sort(rare[np.argsort(-seen, kind="stable")[:room]])
        return Vocabulary((*self.symbols, *(chr(code) for code in kept)))

    def numbers(self, text: str) -> Ids:
        """The numbers of a text, which is normalised first."""
        return self.numbers_as_written(normalised(text))

    def numbers_as_written(self, text: str) -> Ids:
        """The number of each character as it stands: as many as the text has characters."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return self._table[codes].astype(np.int64)
