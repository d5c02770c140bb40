"""What is said about each kind of fault, in English and Chinese.

One row per code: message and hint. Words in braces are filled in with the facts of the case. The
page for clerks (docs/mechanisms/data.md) lists the same codes.
"""

from __future__ import annotations

from collections.abc import Mapping

from sanbi.engine.scoring.data.headings import COLUMN_NAMES, TABLE_NAMES
from sanbi.engine.scoring.data.messages_cells import CELLS
from sanbi.engine.scoring.data.messages_files import FILES
from sanbi.engine.scoring.data.messages_tables import TABLES

Wording = tuple[str, str]

CATALOGUE: Mapping[str, Mapping[str, Wording]] = {**CELLS, **TABLES, **FILES}

LANGUAGES = ("en", "zh")
_SHOWN = 40  # characters of a cell that a message repeats


def wording(code: str, language: str, facts: Mapping[str, object]) -> Wording:
    """Return message and hint of a fault, with the facts put in.

    Raises
        KeyError  for a code or language that the catalogue does not have.
    """
    message, hint = CATALOGUE[code][language]
    shown = {name: _shown(_word(name, fact, language)) for name, fact in facts.items()}
    return message.format(**shown), hint.format(**shown)


def _word(name: str, fact: object, language: str) -> object:
    """Return a column's or table's name in the language of the message."""
    if language == "zh" and isinstance(fact, str):
        names = {"column": COLUMN_NAMES, "table": TABLE_NAMES}.get(name, {})
        return names[fact][0] if fact in names else fact
    return fact


def _shown(fact: object) -> str:
    text = str(fact)
    if len(text) > _SHOWN:
        text = text[:_SHOWN] + "…"
    # A message is one line, and must show what cannot be seen.
    return "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text)
