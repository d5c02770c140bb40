"""Lists below the table: gaps, revisions, exclusions, gates, rewards."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.engine.scoring.report.html.cohort_view import CohortView
from sanbi.engine.scoring.report.html.grounds import gate_mark

MOST = 40


@dataclass(frozen=True)
class Note:
    """One line: the mark, whom it concerns (one unit, or several alike), what it says."""

    look: str
    mark: str
    unit: str
    text: str


def _alike(notes: list[Note], view: CohortView) -> list[Note]:
    """Notes that say the same of several units, put together."""
    held: dict[tuple[str, str, str], list[str]] = {}
    for note in notes:
        held.setdefault((note.look, note.mark, note.text), []).append(note.unit)
    return [
        Note(look, mark, view.words.join(units), text) for (look, mark, text), units in held.items()
    ]


@dataclass(frozen=True)
class NoteList:
    """Notes of one kind, cut where there are very many."""

    shown: tuple[Note, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are left out."""
        return self.count - len(self.shown)


def _listed(notes: list[Note], view: CohortView) -> NoteList:
    alike = _alike(notes, view)
    return NoteList(tuple(alike[:MOST]), len(alike))


def data_notes(view: CohortView) -> NoteList:
    """Units without rank, missing and inapplicable leaves, revised figures."""
    words, notes = view.words, []
    for place in view.outcome.ranks.order:
        name = view.names[place]
        if view.unranked[place]:
            out = not view.outcome.cohort.scope.participates[place]
            mark = words("mark_left_out" if out else "mark_unranked")
            notes.append(Note("gray", mark, name, view.unranked[place]))
            continue
        for leaf, how in view.missing[place]:
            text = words("note_missing", leaf=leaf, how=how)
            notes.append(Note("off", words("tag_missing"), name, text))
        for leaf, how in view.not_applicable[place]:
            text = words("note_not_applicable", leaf=leaf, how=how)
            notes.append(Note("off", words("tag_not_applicable"), name, text))
    return _listed(notes + _revised(view), view)


def _revised(view: CohortView) -> list[Note]:
    words, notes = view.words, []
    used = {figure for figures in view.figures.values() for figure in figures}
    codes = dict(zip(view.outcome.codes, view.names, strict=True))
    for (unit, indicator, period), item in sorted(view.revisions.items()):
        if unit in codes and (indicator, period) in used:
            key = "note_revised_source" if item.source else "note_revised"
            name = view.naming.indicator(indicator)
            text = words(key, indicator=name, version=item.version, source=item.source)
            notes.append(Note("rev", words("revised"), codes[unit], text))
    return notes


def gate_notes(view: CohortView) -> NoteList:
    """Whom gates and vetoes touched, and what followed."""
    notes = []
    for place in view.outcome.ranks.order:
        for gate in view.hits[place]:
            mark = gate_mark(view.naming, gate)
            notes.append(Note(mark.look, mark.text, view.names[place], mark.title))
    return _listed(notes, view)


def reward_notes(view: CohortView) -> NoteList:
    """Rewards and accountability, by consequence."""
    notes = []
    order = {name: index for index, name in enumerate(view.consequence_names)}
    ranks = {place: index for index, place in enumerate(view.outcome.ranks.order)}
    for place, name, text in sorted(
        view.outcome.consequences, key=lambda hit: (order.get(hit[1], 0), ranks[hit[0]])
    ):
        head = view.consequence_names.get(name, name)
        notes.append(Note("plain", head, view.names[place], "" if text == head else text))
    return _listed(notes, view)
