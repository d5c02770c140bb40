"""The words of the report, Chinese and English; both tables have the same keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sanbi.engine.calendar import Period, PeriodError, PeriodKind
from sanbi.engine.scoring.report.html.words.chinese import CHINESE
from sanbi.engine.scoring.report.html.words.english import ENGLISH

Language = Literal["zh", "en"]
TABLES: Mapping[str, Mapping[str, str]] = {"zh": CHINESE, "en": ENGLISH}
LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Words:
    """The words of one language, called by key: ``words("units", n=16)``."""

    language: Language

    def __call__(self, key: str, **facts: object) -> str:
        """The text of a key with facts put in."""
        text = TABLES[self.language][key]
        return text.format(**facts) if facts else text

    def of(self, kind: str, name: str) -> str:
        """The word for one of a kind: ``of("rule", "linear")``; an unknown name stays itself."""
        return TABLES[self.language].get(f"{kind}.{name}", name)

    @property
    def tag(self) -> str:
        """The language for the page's ``lang``."""
        return LANGUAGE_TAGS[self.language]

    def join(self, items: list[str]) -> str:
        """A list in one line."""
        return self("list_join").join(items)

    def period(self, label: str) -> str:
        """A period as readers write it; another label stays as it is."""
        try:
            period = Period.parse(label, strict=False)
        except PeriodError:
            return label
        return period.label_zh() if self.language == "zh" else period.label_en()

    def short_period(self, label: str) -> str:
        """A period for heads and axes: 26年三季, 26年9月; a year or label in full."""
        try:
            period = Period.parse(label, strict=False)
        except PeriodError:
            return label
        if self.language == "en" or period.kind in {PeriodKind.YEAR, PeriodKind.LABEL}:
            return self.period(label)
        return period.label_zh()[2:].replace("季度", "季")


def words_of(language: str) -> Words:
    """The words of a language.

    Raises
    ------
    ValueError
        for a language that the report does not speak.
    """
    if language == "zh":
        return Words("zh")
    if language == "en":
        return Words("en")
    known = ", ".join(sorted(TABLES))
    raise ValueError(f"no report in the language {language!r}; it speaks: {known}")
