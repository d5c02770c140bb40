"""What reading refuses, and how it says so."""

from __future__ import annotations

from sanbi.engine.documents.words_zh import WORDS
from sanbi.engine.phrases import said_in

SIGNS = {"en": (": ", " — ", ", "), "zh": ("：", "；", "、")}  # after place, before hint, in lists


class DocumentFault(ValueError):  # noqa: N818 - read as "raise DocumentFault(…)"
    """A file that cannot be read: where, what is wrong, and how to mend it."""

    def __init__(self, where: str, message: str, hint: str = "") -> None:
        """Hold the parts; message and hint are phrases, so that both can be said in Chinese."""
        self.where, self.message, self.hint = where, message, hint
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """One line in ``en`` or ``zh``."""
        after_place, before_hint, comma = SIGNS[language]
        message, hint = (
            said_in(part, WORDS, comma) if language == "zh" else str(part)
            for part in (self.message, self.hint)
        )
        line = f"{self.where}{after_place}{message}" if self.where else message
        return f"{line}{before_hint}{hint}" if hint else line
