"""Reads one cell: a number, a code, a text, a flag, a period or a version.

A cell is what a file holds: text, int, float, bool, date or nothing. Each reader returns a
`Reading`: the value, what had to be smoothed (codes of notes), or the code of the fault. Nothing
is guessed: what could mean two things is a fault.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.integrity.numerals import number_text


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says.

    Parameters
        value : the value, None for an empty cell or a fault.
        fault : code of the fault, empty when there is none.
        notes : codes of what was smoothed.
        facts : words for the message beside `text`.
    """

    value: object = None
    fault: str = ""
    notes: tuple[str, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)


EMPTY = Reading()


class FormulaError(str):
    """What a formula shows that failed, such as #DIV/0!."""

    __slots__ = ()


class PercentNumber(float):
    """A number whose cell shows it as percent: 0.064 seen as 6.4%."""

    __slots__ = ()


class Uncached:
    """A formula whose result the file does not hold."""


UNCACHED = Uncached()

# Zero-width characters, byte order mark, soft hyphen, direction marks: they come with copied text.
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)]
)
_SPACES = dict.fromkeys([0x00A0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0x3000], " ")
_CLEAN = {**_INVISIBLE, **_SPACES}
# Full-width letters, digits and the signs of numbers and codes; full-width brackets stay, because
# names use them on purpose.
_NARROW = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
} | {0xFF0E: ".", 0xFF0D: "-", 0xFF0B: "+", 0xFF0C: ",", 0xFF05: "%", 0xFF3F: "_"}
_MINUS = {0x2212: "-", 0xFE63: "-"}

_PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}[-/.年][0-9]{1,2}([-/.月][0-9]{1,2}日?|月)?")
_MISSING = frozenset(
    {
        *("-", "--", "—", "——", "–", "/", "\\", "…", "*", ".", "..", "..."),
        *("无", "缺", "空", "暂无", "缺失", "无数据", "未报"),
        *("na", "n/a", "n.a.", "null", "none", "nil"),
    }
)
_NOT_FINITE = frozenset(
    sign + word for sign in ("", "-", "+") for word in ("nan", "inf", "infinity", "∞")
)
_ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)
_TRUE = frozenset(["true", "yes", "y", "t", "1", "是", "参评", "参加", "√", "✓", "真"])
_FALSE = frozenset(["false", "no", "n", "f", "0", "否", "不参评", "不参加", "×", "✗", "假"])


def read_number(cell: object, *, note_text: bool) -> Reading:
    """Return the number of a cell.

    Parameters
        cell : what the file holds.
        note_text : a number that is stored as text is noted (in a workbook, where cells have
            types; in CSV everything is text).
    Returns
        Reading with a float; None for an empty cell.
    """
    if cell is None or cell == "":
        return EMPTY
    marked = _marked(cell)
    if marked is not None:
        return marked
    if isinstance(cell, bool):
        return _fault("text-in-number", text=str(cell).upper())
    if isinstance(cell, int | float | Decimal | Fraction):
        return _finite(cell)
    if isinstance(cell, date | time | timedelta):
        return _fault("date-number", text=date_text(cell))
    text, notes = plain_text(str(cell))
    if not text:
        return Reading(notes=notes)
    if _PLAIN.fullmatch(text):
        if note_text and not notes:
            notes = ("text-number",)
        return _noted(_finite(float(text), text), notes, cell)
    return _not_a_number(text, str(cell))


def _marked(cell: object) -> Reading | None:
    """Return the fault of a cell that a workbook marks, or None for an ordinary cell."""
    if isinstance(cell, FormulaError | Uncached):
        return _failed(cell)
    if isinstance(cell, PercentNumber):
        # Excel shows 100 times the number; the product is rounded to what a person would read.
        shown = number_text(float(f"{float(cell) * 100:.12g}"))
        return _fault("percent-format", number=number_text(float(cell)), shown=shown)
    return None


def _failed(cell: FormulaError | Uncached) -> Reading:
    if isinstance(cell, FormulaError):
        return _fault("formula-error", text=str(cell))
    return _fault("formula-uncached")


def _finite(value: float | Decimal | Fraction, text: str = "") -> Reading:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        return _fault("not-finite", text=text or str(value))
    return Reading(number + 0.0)  # minus zero becomes zero


def _not_a_number(text: str, cell: str) -> Reading:
    lower = text.lower()
    if lower in _MISSING:
        return _fault("missing-mark", text=cell)
    if lower in _NOT_FINITE:
        return _fault("not-finite", text=cell)
    if text.upper() in _ERRORS or text.startswith("Err:"):
        return _fault("formula-error", text=text)
    if text[-1:] in "%‰" and _PLAIN.fullmatch(text[:-1].strip()):
        number = float(text[:-1].strip()) / (10 if text[-1] == "‰" else 1)
        return _fault("percent-text", text=cell, number=number_text(number))
    if _GROUPED.fullmatch(text):
        return _fault("thousands", text=cell, number=text.replace(",", ""))
    if _DATE.fullmatch(text):
        return _fault("date-number", text=cell)
    return _fault("text-in-number", text=cell)


def read_code(cell: object) -> Reading:
    """Return the code of a cell: stray spaces and invisible characters removed, digits narrowed.

    A number in the cell is its text: 330326, never 330326.0.
    """
    if cell is None or cell == "":
        return EMPTY
    if isinstance(cell, FormulaError | Uncached):
        return _failed(cell)
    if isinstance(cell, bool):
        return _fault("bad-code", text=str(cell).upper())
    if isinstance(cell, int | float | Decimal):
        reading = _finite(cell)
        return reading if reading.fault else Reading(number_text(cell))
    if isinstance(cell, date | time | timedelta):
        return _fault("date-code", text=date_text(cell))
    text, notes = cleaned(str(cell))
    narrow = text.translate(_NARROW)
    if narrow != text:
        notes = (*notes, "full-width")
    if narrow in _ERRORS:
        return _fault("formula-error", text=narrow)
    if not narrow.isprintable():
        return _fault("bad-code", text=cell)
    return _noted(Reading(narrow), notes, cell)


def read_text(cell: object) -> Reading:
    """Return free text, stripped; line breaks stay, other control characters are refused."""
    if cell is None or cell == "":
        return EMPTY
    if isinstance(cell, FormulaError | Uncached):
        return _failed(cell)
    if isinstance(cell, bool):
        return Reading("true" if cell else "false")
    if isinstance(cell, int | float | Decimal):
        reading = _finite(cell)
        return reading if reading.fault else Reading(number_text(cell))
    if isinstance(cell, date | time | timedelta):
        return Reading(date_text(cell))
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE).strip()
    if text in _ERRORS:
        return _fault("formula-error", text=text)
    if any(sign < " " and sign not in "\n\t" for sign in text) or not _encodable(text):
        return _fault("bad-text", text=cell)
    return Reading(text)


def read_flag(cell: object) -> Reading:
    """Return yes or no: 是, 否, true, false, 1, 0 and their like."""
    if cell is None or cell == "":
        return EMPTY
    if isinstance(cell, bool):
        return Reading(cell)
    code = read_code(cell)
    if code.fault:
        return code
    word = str(code.value).lower()
    if word in _TRUE:
        return Reading(value=True)
    if word in _FALSE:
        return Reading(value=False)
    return EMPTY if not word else _fault("bad-flag", text=cell)


def read_version(cell: object) -> Reading:
    """Return a version: a whole number from 0 up."""
    reading = read_number(cell, note_text=False)
    if reading.fault:
        formula = reading.fault.startswith("formula")
        return reading if formula else _fault("bad-version", text=cell)
    number = reading.value
    if not isinstance(number, float):
        return EMPTY
    if not number.is_integer() or abs(number) > 2**53:
        return _fault("bad-version", text=cell)
    if number < 0:
        return _fault("negative-version", text=number_text(number))
    return Reading(int(number), notes=reading.notes, facts=reading.facts)


def read_period(cell: object) -> Reading:
    """Return the canonical text of a period; a date on the first of a month is that month.

    Workbook programs turn 2026-07 into the date 2026-07-01 on their own, hence the latter.
    """
    if cell is None or cell == "":
        return EMPTY
    if isinstance(cell, date):
        return _period_of_date(cell)
    if isinstance(cell, bool | time | timedelta):
        return _fault("bad-period", text=cell)
    code = read_code(cell)
    if code.fault:
        return code
    if not code.value:
        return EMPTY
    try:
        text = str(Period.parse(str(code.value), strict=False))
    except PeriodError:
        return _fault("bad-period", text=cell)
    if text != code.value:
        return Reading(text, notes=("period-form",), facts={"text": cell, "number": text})
    return Reading(text)


def _period_of_date(cell: date) -> Reading:
    whole = not isinstance(cell, datetime) or cell.time() == time()
    if cell.day != 1 or not whole:
        return _fault("bad-period", text=date_text(cell))
    text = f"{cell.year:04d}-{cell.month:02d}"
    return Reading(text, notes=("date-period",), facts={"text": date_text(cell), "number": text})


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without stray spaces and invisible characters, and what that is called."""
    clean = text.translate(_CLEAN).strip()
    return clean, (("spaces",) if clean != text else ())


def plain_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with narrow digits and a plain minus, and the notes that this deserves."""
    clean, notes = cleaned(text)
    narrow = clean.translate(_NARROW)
    if narrow != clean:
        notes = (*notes, "full-width")
    signed = narrow.translate(_MINUS)
    if signed != narrow:
        notes = (*notes, "minus-sign")
    return signed, notes


def date_text(cell: date | time | timedelta) -> str:
    """Return a date as people write it, without a midnight."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _noted(reading: Reading, notes: tuple[str, ...], cell: object) -> Reading:
    if not notes or reading.fault:
        return reading
    value = reading.value
    shown = number_text(value) if isinstance(value, float) else value
    return Reading(value, notes=notes, facts={"text": cell, "number": shown})


def _fault(code: str, **facts: object) -> Reading:
    return Reading(fault=code, facts=facts)
