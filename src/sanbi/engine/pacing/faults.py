"""What pacing refuses, and how it says so."""

from __future__ import annotations

from sanbi.engine.pacing.words_zh import WORDS
from sanbi.engine.phrases import Phrase, said_in


class PacingError(ValueError):
    """Figures that carry no answer; the message is a phrase and says why and how to mend it."""

    def __init__(self, message: Phrase) -> None:
        self.message = message
        super().__init__(message)

    def text(self, language: str) -> str:
        """The message in ``en`` or ``zh``."""
        return said_in(self.message, WORDS, "、") if language == "zh" else str(self.message)
