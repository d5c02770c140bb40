"""Faults: what is wrong, where, and how to mend it, all at once.

A scheme or a workbook is refused whole with every fault that it has, so that a clerk mends
it in one go. Nothing is half accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.words_zh import in_chinese

_LINE_AND_COLUMN = re.compile(r"(?P<file>.+):(?P<line>[0-9]+):(?P<column>[0-9]+)")
SIGNS = {"en": (": ", " — "), "zh": ("：", "；")}  # after the place, before the hint


def place_words(where: str) -> str:
    """A place in words: line and column of ``scheme.yaml:12:5`` can then be said in Chinese."""
    found = None if isinstance(where, Phrase) else _LINE_AND_COLUMN.fullmatch(where)
    if found is None:
        return where
    return Phrase("{file}:{line}:{column}", **found.groupdict())


def said(text: str | BaseException, language: str) -> str:
    """A message of the engine in a language: ``en``, or ``zh`` where it has Chinese words."""
    phrase = phrase_of(text)
    return in_chinese(phrase) if language == "zh" else str(phrase)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong.

    Parameters
    ----------
    where : str
        Place in words that the reader can find: ``scheme.yaml:12:5`` or ``数据!D7``.
    message : str
        What is wrong, naming the value: a Phrase, or a text without values.
    hint : str
        What would be right, likewise.
    code : str
        Stable short name of the kind of fault, for tests and translations.
    severity : str
        ``error`` refuses the whole; ``note`` is only reported.
    """

    where: str
    message: str
    hint: str = ""
    code: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        """One line: place, message, and the hint after a dash."""
        return self.text("en")

    def text(self, language: str) -> str:
        """The same line in a language: ``en``, or ``zh`` for clerks who read Chinese."""
        after_place, before_hint = SIGNS[language]
        where, message = said(place_words(self.where), language), said(self.message, language)
        line = f"{where}{after_place}{message}"
        return f"{line}{before_hint}{said(self.hint, language)}" if self.hint else line


class FaultsFound(ValueError):  # noqa: N818 - read as "raise FaultsFound(faults)"
    """The input was refused; ``faults`` holds every reason, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: Sequence[Fault] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class SchemeFaults(FaultsFound):
    """A scheme file that cannot be used."""


class DataFaults(FaultsFound):
    """Data that cannot be scored with this scheme."""
