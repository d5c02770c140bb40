"""Collects every fault of a file, in reading order, without letting a bad file flood the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from sanbi.engine.scoring.data.messages import wording
from sanbi.engine.scoring.faults import DataFaults, Fault

CAP = 1000


class Place(NamedTuple):
    """Where a cell stands: its order in the reading of the whole input, and its name in words."""

    order: tuple[int, int, int]
    text: str


WHOLE = Place((-1, 0, 0), "")


@dataclass
class FaultList:
    """Faults and notes found so far.

    Errors are kept one by one up to `CAP` and counted beyond it. Notes of one kind about one
    column are joined: the first place, and how many more.

    Parameters
        language : `en` or `zh`, the language of the messages.
    """

    language: str = "en"
    _errors: list[tuple[tuple[int, int, int], Fault]] = field(default_factory=list)
    _more: int = 0
    _notes: dict[tuple[str, object], tuple[Place, dict[str, object], int]] = field(
        default_factory=dict
    )

    def add(self, code: str, place: Place, **facts: object) -> None:
        """Keep one error; `facts` fill the message of that code."""
        if len(self._errors) >= CAP:
            self._more += 1
            return
        message, hint = wording(code, self.language, facts)
        self._errors.append((place.order, Fault(place.text, message, hint, code)))

    def listed(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the first rows of these, as many as may still be listed; the rest are counted."""
        room = max(CAP - len(self._errors), 0)
        self._more += max(rows.height - room, 0)
        return rows.head(room)

    def note(self, code: str, place: Place, *, group: object = None, **facts: object) -> None:
        """Keep one note, joined with the notes of the same code and group."""
        first, facts_of_first, so_far = self._notes.get((code, group), (place, facts, 0))
        if place.order < first.order:
            first, facts_of_first = place, facts
        self._notes[code, group] = (first, facts_of_first, so_far + 1)

    def count(self) -> None:
        """Count an error that is no longer listed."""
        self._more += 1

    def full(self) -> bool:
        """Tell whether further errors are only counted."""
        return len(self._errors) >= CAP

    def __bool__(self) -> bool:
        return bool(self._errors)

    def notes(self) -> tuple[Fault, ...]:
        """Return the notes in reading order."""
        found = []
        for (code, _group), (place, facts, count) in self._notes.items():
            message, hint = wording(code, self.language, facts)
            if count > 1:
                message += wording("and-more", self.language, {"count": count - 1})[0]
            found.append((place.order, Fault(place.text, message, hint, code, "note")))
        notes = [note for _order, note in sorted(found)]
        if len(notes) > CAP:
            message, hint = wording("too-many-notes", self.language, {"count": len(notes) - CAP})
            notes[CAP:] = [Fault("", message, hint, "too-many-notes", "note")]
        return tuple(notes)

    def raise_if_any(self) -> None:
        """Refuse the input if it has an error.

        Raises
            DataFaults  with every error in reading order; beyond `CAP` a last one says how many.
        """
        if not self._errors:
            return
        faults = [fault for _order, fault in sorted(self._errors, key=lambda pair: pair[0])]
        if self._more:
            message, hint = wording("too-many", self.language, {"count": self._more})
            faults.append(Fault("", message, hint, "too-many"))
        raise DataFaults(faults)
