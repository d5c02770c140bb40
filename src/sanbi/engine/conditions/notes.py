"""Collecting faults while plain data are read."""

from collections.abc import Mapping
from difflib import get_close_matches

from sanbi.engine.conditions.faults import Fault
from sanbi.engine.conditions.words import KEYS

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
            return "a mapping"
        if isinstance(data, list | tuple):
            return "a list" if data else "an empty list"
        if data is None:
            return "an empty value"
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
                hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(allowed)}"
                self.add(self.below(path, str(written)), f"{written!r} is not known here", hint)
            elif key in found:
                self.add(
                    self.below(path, str(written)),
                    f"{written} says the same as {found[key]}",
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
            self.add(path, f"{self.shown(data)} is not complete", f"write {example}")
            return None
        found = self.keys(data, path, needed, words)
        for key in needed:
            if key not in found:
                self.add(path, f"{key} is missing", f"write {example}")
        return found if len(found) == len(needed) else None

    def whole(self, data: object, path: str, least: int, most: int | None) -> int | None:
        """Return a whole number within limits; None after noting a fault."""
        limits = f"{least} or more" if most is None else f"{least} to {most}"
        if isinstance(data, bool) or not isinstance(data, int):
            self.add(path, f"{self.shown(data)} is not a whole number", f"write {limits}")
            return None
        if data < least or (most is not None and data > most):
            self.add(path, f"{data} is out of range", f"write {limits}")
            return None
        return data
