"""The text of a scheme version as the engine's scheme, read once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sanbi.apps.assessments.models import SchemeVersion
from sanbi.apps.audit.errors import Refused
from sanbi.engine.scoring import Fault, Scheme, SchemeFaults
from sanbi.engine.scoring.faults import said


@lru_cache(maxsize=32)
def _read(digest: str, text: str) -> Scheme:
    del digest  # the first half of the key, so that long texts are rarely compared
    return Scheme.from_text(text)


def scheme_of(version: SchemeVersion) -> Scheme:
    """Return the scheme of a version.

    Raises
    ------
    SchemeFaults
        for a draft that is not sound yet.
    """
    return _read(version.digest, version.text)


def scheme_faults(text: str) -> tuple[Fault, ...]:
    """Return everything that is wrong with a scheme's text, in file order; nothing if sound."""
    try:
        scheme = Scheme.from_text(text)
    except SchemeFaults as error:
        return tuple(error.faults)
    return tuple(scheme.notes)


def checked_scheme(text: str) -> Scheme:
    """Return the scheme of a text.

    Raises
    ------
    Refused
        with every fault, each with its line.
    """
    try:
        return Scheme.from_text(text)
    except SchemeFaults as error:
        lines = [fault.text("zh") for fault in error.faults]
        raise Refused("\n".join(lines), where="text") from error


@dataclass(frozen=True)
class FaultLine:
    """A fault as a page shows it: its line in the text, 0 where it has none."""

    line: int
    message: str
    hint: str
    is_note: bool


def fault_lines(text: str, language: str) -> list[FaultLine]:
    """Return the faults of a text with their lines, in file order."""
    return [
        FaultLine(
            _line_of(str(fault.where)),
            said(fault.message, language),
            said(fault.hint, language) if fault.hint else "",
            fault.severity == "note",
        )
        for fault in scheme_faults(text)
    ]


def _line_of(where: str) -> int:
    """Return the line of ``scheme.yaml:12:5``."""
    numbers = [part for part in where.split(":")[1:] if part.isdigit()]
    return int(numbers[0]) if numbers else 0
