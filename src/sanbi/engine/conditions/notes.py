"""Collecting faults while plain data are read."""

from collections.abc import Mapping
from difflib import get_close_matches

from sanbi.engine.conditions.faults import Fault
from sanbi.engine.conditions.words import KEYS
from sanbi.engine.phrases import Phrase

_SHOWN = 40


class Notes:
    """The faults found so far, and the small readings that every form needs.

    Parameters
        faults : list[Fault], in reading order.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, path: str, message: str, hint: str) -> None:
        """Note a fault; an empty path is the whole condition."""
        self.faults.append(Fault(path or "condition", message, hint))

    @staticmethod
    def below(path: str, key: str) -> str:
        """Return the path of a key inside a mapping."""
        return f"{path}.{key}" if path else key

    @staticmethod
    def shown(data: object) -> str:
        """Return a short text of what was written, for a message."""
        if isinstance(data, Mapping):
            return Phrase("a mapping")
        if isinstance(data, list | tuple):
            return Phrase("a list") if data else Phrase("an empty list")
        if data is None:
            return Phrase("an empty value")
        text = repr(data)
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    def keys(
        self,
        data: Mapping[object, object],
        path: str,
        allowed: tuple[str, ...],
        words: Mapping[str, str] = KEYS,
    ) -> dict[str, str]:
        """Return which English key stands in the mapping under which written key."""
        found: dict[str, str] = {}
        for written in data:
            key = words.get(written) if isinstance(written, str) else None
            if key is None or key not in allowed:
                near = get_close_matches(str(written), [k for k in words if words[k] in allowed], 1)
                hint = (
                    Phrase("did you mean {word}?", word=near[0])
                    if near
                    else Phrase("allowed: {words}", words=allowed)
                )
                self.add(
                    self.below(path, str(written)),
                    Phrase("{value!r} is not known here", value=written),
                    hint,
                )
            elif key in found:
                self.add(
                    self.below(path, str(written)),
                    Phrase("{value} says the same as {other}", value=written, other=found[key]),
                    "keep one of them",
                )
            else:
                found[key] = str(written)
        return found

    def required(
        self,
        data: object,
        path: str,
        needed: tuple[str, ...],
        example: str,
        words: Mapping[str, str] = KEYS,
    ) -> dict[str, str] | None:
        """Return the keys of a mapping that must have all of them; None after noting a fault."""
        if not isinstance(data, Mapping):
            self.add(
                path,
                Phrase("{value} is not complete", value=self.shown(data)),
                Phrase("write {example}", example=example),
            )
            return None
        found = self.keys(data, path, needed, words)
        for key in needed:
            if key not in found:
                self.add(
                    path,
                    Phrase("{key} is missing", key=key),
                    Phrase("write {example}", example=example),
                )
        return found if len(found) == len(needed) else None

    def whole(self, data: object, path: str, least: int, most: int | None) -> int | None:
        """Return a whole number within limits; None after noting a fault."""
        limits = (
            Phrase("{least} or more", least=least)
            if most is None
            else Phrase("{least} to {most}", least=least, most=most)
        )
        if isinstance(data, bool) or not isinstance(data, int):
            self.add(
                path,
                Phrase("{value} is not a whole number", value=self.shown(data)),
                Phrase("write {limits}", limits=limits),
            )
            return None
        if data < least or (most is not None and data > most):
            self.add(
                path,
                Phrase("{value} is out of range", value=data),
                Phrase("write {limits}", limits=limits),
            )
            return None
        return data
