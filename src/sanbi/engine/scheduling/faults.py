"""What scheduling refuses, and how it says so: every fault at once, none half accepted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanbi.engine.phrases import phrase_of, said_in
from sanbi.engine.scheduling.catalogue import CHINESE

SIGNS = {"en": (": ", " — ", ", "), "zh": ("：", "；", "、")}  # after place, before hint, in lists


@dataclass(frozen=True, order=True)
class SchedulingFault:
    """One thing that is wrong.

    Parameters
    ----------
    where : str
        Place that the reader can find: ``plan.yaml:12``, ``task permit``.
    message, hint : str
        What is wrong and what would be right; phrases, so that both can be said in Chinese.
    """

    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: str) -> str:
        """One line in ``en`` or ``zh``: place, message, hint."""
        after_place, before_hint, _comma = SIGNS[language]
        where, message, hint = (
            said(part, language) for part in (self.where, self.message, self.hint)
        )
        line = f"{where}{after_place}{message}" if where else message
        return f"{line}{before_hint}{hint}" if hint else line


def said(text: str | BaseException, language: str) -> str:
    """A message of this package in a language; what the catalogue lacks stays English."""
    phrase = phrase_of(text)
    return said_in(phrase, CHINESE, SIGNS["zh"][2]) if language == "zh" else str(phrase)


class SchedulingFaults(ValueError):  # noqa: N818 - read as "raise SchedulingFaults(faults)"
    """The input was refused; ``faults`` holds every reason."""

    def __init__(self, faults: Iterable[SchedulingFault]) -> None:
        self.faults: Sequence[SchedulingFault] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
