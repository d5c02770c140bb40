"""Reading a condition from plain data, with every fault at once."""

from collections.abc import Mapping, Sequence
from functools import reduce

from sanbi.engine.conditions.comparisons import read_comparison
from sanbi.engine.conditions.faults import ConditionError, Fault
from sanbi.engine.conditions.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Negation,
    Streak,
    Waivable,
)
from sanbi.engine.conditions.notes import Notes
from sanbi.engine.conditions.words import FORMS, STREAK_KEYS
from sanbi.engine.phrases import Phrase

_DEPTH = 20
_SIZE = 2_000
_SHORTEST_STREAK = 2


def parse_condition(data: object) -> Condition:
    """Return the condition that plain data (as read from YAML or JSON) describes.

    Forms, each with English or Chinese keys: {fact, op, value} · {all: […]} · {any: […]} ·
    {not: …} · {at_least: {count, of: […]}} · {streak: {of, at_least}}; each may carry
    `waived_by`, itself a condition. {fact: x} alone asks whether the yes/no fact x is yes.

    Parameters
        data : mappings, lists, texts, numbers, true/false. Numbers are exact as `exact_value`.
    Raises
        ConditionError  with every fault: path, what is wrong, what would be right.
    Source      docs/algorithms/conditions.md §1
    >>> parse_condition({"fact": "gdp_growth", "op": ">=", "value": 8}).fact
    'gdp_growth'
    """
    reader = _Reader()
    condition = reader.read(data, "", 0)
    if reader.notes.faults or condition is None:
        raise ConditionError(tuple(reader.notes.faults))
    return condition


def condition_faults(data: object) -> list[Fault]:
    """Return every fault of a written condition, in reading order; empty when it is sound."""
    reader = _Reader()
    reader.read(data, "", 0)
    return reader.notes.faults


class _Reader:
    def __init__(self) -> None:
        self.notes = Notes()
        self.size = 0
        self.stopped = False

    def read(self, data: object, path: str, depth: int) -> Condition | None:
        self.size += 1
        if depth > _DEPTH or self.size > _SIZE:
            self._too_large(path)
            return None
        if not isinstance(data, Mapping):
            self.notes.add(
                path,
                Phrase("{value} is not a condition", value=self.notes.shown(data)),
                "write {fact: …, op: …, value: …}, or all, any, not, at_least, streak",
            )
            return None
        keys = self.notes.keys(data, path, (*FORMS, "op", "value", "waived_by"))
        form = self._form(keys, path, known=len(keys) == len(data))
        condition = self._read_form(form, keys, data, path, depth) if form else None
        if "waived_by" in keys:
            by = self.read(
                data[keys["waived_by"]], self.notes.below(path, keys["waived_by"]), depth + 1
            )
            return Waivable(condition, by) if condition and by else None
        return condition

    def _too_large(self, path: str) -> None:
        if not self.stopped:  # said once, whatever a hostile file repeats
            self.notes.add(
                path,
                Phrase(
                    "the condition has more than {levels} levels or {parts} parts",
                    levels=_DEPTH,
                    parts=_SIZE,
                ),
                "split it into several conditions",
            )
        self.stopped = True

    def _form(self, keys: Mapping[str, str], path: str, *, known: bool) -> str | None:
        found = [form for form in FORMS if form in keys]
        if len(found) == 1:
            strays = () if found[0] == "fact" else ("op", "value")
            for stray in (keys[stray] for stray in strays if stray in keys):
                self.notes.add(
                    self.notes.below(path, stray),
                    Phrase(
                        "{key} belongs to a comparison, not to {other}",
                        key=stray,
                        other=keys[found[0]],
                    ),
                    "put it beside a fact",
                )
            return found[0]
        if not found and not known:
            return None  # the unknown key has been noted and is most likely the one meant
        written = reduce(_both, (keys[form] for form in found), "")
        self.notes.add(
            path,
            Phrase("the condition says {words}", words=written)
            if found
            else "the condition says nothing to compare",
            Phrase("write exactly one of {words}", words=FORMS),
        )
        return None

    def _read_form(
        self,
        form: str,
        keys: Mapping[str, str],
        data: Mapping[object, object],
        path: str,
        depth: int,
    ) -> Condition | None:
        if form == "fact":
            return read_comparison(self.notes, data, keys, path)
        inner, below = data[keys[form]], self.notes.below(path, keys[form])
        if form == "not":
            part = self.read(inner, below, depth + 1)
            return Negation(part) if part else None
        if form == "at_least":
            return self._read_at_least(inner, below, depth)
        if form == "streak":
            return self._read_streak(inner, below, depth)
        parts = self._read_parts(inner, below, depth)
        if parts is None:
            return None
        return AllOf(parts) if form == "all" else AnyOf(parts)

    def _read_parts(self, data: object, path: str, depth: int) -> tuple[Condition, ...] | None:
        if not isinstance(data, Sequence) or isinstance(data, str) or not data:
            self.notes.add(
                path,
                Phrase("{value} is not a list of conditions", value=self.notes.shown(data)),
                "write a list with one condition or more",
            )
            return None
        parts = [self.read(part, f"{path}[{i}]", depth + 1) for i, part in enumerate(data)]
        sound = tuple(part for part in parts if part is not None)
        return sound if len(sound) == len(parts) else None

    def _read_at_least(self, data: object, path: str, depth: int) -> Condition | None:
        keys = self.notes.required(data, path, ("count", "of"), "{count: 2, of: […]}")
        if keys is None or not isinstance(data, Mapping):
            return None
        below = self.notes.below(path, keys["of"])
        parts = self._read_parts(data[keys["of"]], below, depth)
        most = len(parts) if parts else None
        where = self.notes.below(path, keys["count"])
        count = self.notes.whole(data[keys["count"]], where, 1, most)
        return AtLeast(count, parts) if count and parts else None

    def _read_streak(self, data: object, path: str, depth: int) -> Condition | None:
        example = "{of: …, at_least: 3}"
        keys = self.notes.required(data, path, ("of", "at_least"), example, STREAK_KEYS)
        if keys is None or not isinstance(data, Mapping):
            return None
        part = self.read(data[keys["of"]], self.notes.below(path, keys["of"]), depth + 1)
        where = self.notes.below(path, keys["at_least"])
        count = self.notes.whole(data[keys["at_least"]], where, _SHORTEST_STREAK, None)
        return Streak(part, count) if part and count else None


def _both(left: str, right: str) -> str:
    return Phrase("{left} and {right}", left=left, right=right) if left else right
