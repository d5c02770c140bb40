"""Sentences of one language: format strings filled in, with inputs and results marked.

The format strings stand in `words_zh` and `words_en`, one key each. What is an input or a result of
a line is marked on the way with private signs, which `spans` turns into pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.scoring.arithmetic import rounded_text
from sanbi.engine.scoring.explain.explanation import Language, Shown, Span, SpanKind
from sanbi.engine.scoring.explain.substitution.numerals import MINUS, shown
from sanbi.engine.scoring.explain.substitution.sheet import CLOSE, OPEN
from sanbi.engine.scoring.explain.words_en import WORDS as ENGLISH
from sanbi.engine.scoring.explain.words_zh import WORDS as CHINESE

RESULT_OPEN, RESULT_CLOSE = "\ue002", "\ue003"
SAME = 1e-12  # relative; docs/mechanisms/scheme.md §1.4
_MARKED = re.compile(
    f"{OPEN}(?P<input>.*?){CLOSE}|{RESULT_OPEN}(?P<result>.*?){RESULT_CLOSE}", re.DOTALL
)
_KINDS: tuple[SpanKind, ...] = ("plain", "input", "result")
LANGUAGES: dict[Language, dict[str, str]] = {"zh": CHINESE, "en": ENGLISH}


def as_input(text: str) -> str:
    """Mark a number as an input."""
    return f"{OPEN}{text}{CLOSE}"


def as_result(text: str) -> str:
    """Mark a number as the result."""
    return f"{RESULT_OPEN}{text}{RESULT_CLOSE}"


def unmarked(text: str) -> str:
    """Return a text without its marks."""
    for sign in (OPEN, CLOSE, RESULT_OPEN, RESULT_CLOSE):
        text = text.replace(sign, "")
    return text


def spans(text: str) -> tuple[Span, ...]:
    """Return the pieces of a marked text."""
    pieces = _MARKED.split(text)  # plain, input, result, plain, input, result … plain
    found: list[Span] = []
    for place, piece in enumerate(pieces):
        kind = _KINDS[place % 3]
        if piece or (piece is not None and kind != "plain"):
            found.append(Span(kind, piece))
    return tuple(found)


@dataclass(frozen=True)
class Phrasing:
    """Writes sentences in one language."""

    language: Language

    def say(self, key: str, /, **values: object) -> str:
        """Fill in a format string.

        Raises
        ------
        KeyError
            for a key that the language does not have.
        """
        return LANGUAGES[self.language][key].format(**values)

    def knows(self, key: str) -> bool:
        """Whether the language has a format string."""
        return key in LANGUAGES[self.language]

    def points(self, number: str) -> str:
        """Write points: 8分, 8 points."""
        one = unmarked(number) in {"1", f"{MINUS}1"}
        return self.say("point" if one else "points", n=number)

    def quantity(self, number: str, measure: str) -> str:
        """Write a value with its unit of measure: 6.4%, 532亿元."""
        close = measure in {"", "%", "‰"} or (self.language == "zh" and not measure[0].isascii())
        return f"{number}{measure}" if close else f"{number} {measure}"

    def distance(self, number: str, measure: str) -> str:
        """Write a difference of two values: of two rates in percentage points."""
        if measure == "%":
            one = unmarked(number) == "1"
            return self.say("percentage_point" if one else "percentage_points", n=number)
        return self.quantity(number, measure)

    def listing(self, items: Iterable[str]) -> str:
        """Write items in a row."""
        held = list(items)
        if len(held) < 2:  # noqa: PLR2004 - one item stands alone
            return "".join(held)
        return self.say("and", first=self.say("comma").join(held[:-1]), last=held[-1])

    def label(self, name: str) -> str:
        """Return a name that a number may follow: 领导1 92分, but 统计局92分."""
        return f"{name} " if name[-1:].isascii() and self.language == "zh" else name

    def clauses(self, items: Sequence[str]) -> str:
        """Join clauses by semicolons, without those that are empty."""
        return self.say("semicolon").join(item for item in items if item)

    def period(self, label: str) -> str:
        """Write a period: 2026年三季度, Q3 2026; another label as it is."""
        return _period_words(label, self.language)


@lru_cache(maxsize=1024)  # every figure of a report names its period, and there are few
def _period_words(label: str, language: Language) -> str:
    try:
        period = Period.parse(label, strict=False)
    except PeriodError:
        return label
    return period.label_zh() if language == "zh" else period.label_en()


def signed(value: Any) -> str:  # noqa: ANN401 - a number
    """Write a number with its sign: +3.2, −1.4, 0."""
    text = shown(value)
    return f"+{text}" if value > 0 else text


def difference(value: Any, other: Any) -> Any:  # noqa: ANN401 - numbers
    """Return value − other; zero where two float64 differ by no more than two programs may."""
    gap = value - other
    if isinstance(gap, float) and abs(gap) <= SAME * max(1.0, abs(value), abs(other)):
        return 0.0
    return gap


def figure(value: Any) -> Shown:  # noqa: ANN401 - a number
    """Return a number as computed, short."""
    return Shown(value, shown(value))


def scored(value: Any, digits: int | None) -> Shown:  # noqa: ANN401 - a number
    """Return a score as published, with a true minus sign."""
    return Shown(value, published(value, digits))


def published(value: Any, digits: int | None) -> str:  # noqa: ANN401 - a number
    """Write a score with its decimals; without precision as short as may be."""
    if digits is None or isinstance(value, float):
        return shown(value)
    exact = value if isinstance(value, Fraction) else Fraction(value)
    if 10**digits % exact.denominator:  # not rounded at its stage
        return shown(exact)
    return rounded_text(exact, digits).replace("-", MINUS)
