"""Single values of a scheme's text changed in place: comments and layout stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from sanbi.apps.audit.errors import Refused

IDS = ("id", "编号")
KEYS = {
    "points": ("points", "满分"),
    "weight": ("weight", "权重"),
    "rule": ("rule", "规则"),
}


@dataclass(frozen=True)
class Place:
    """Where a value stands in the text, and the value as written."""

    start: int
    end: int
    text: str


def places_of(text: str) -> dict[str, dict[str, Place]]:
    """Return, for each node, leaf or item of a sound text, where its points, weight and rule stand.

    Only what is written is listed; a default has no place.
    """
    found: dict[str, dict[str, Place]] = {}
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for name, entries in _named(root):
        held = found.setdefault(name, {})
        for what, words in KEYS.items():
            value = next((entries[word] for word in words if word in entries), None)
            if value is not None:
                start, end = value.start_mark.index, _end_of(text, value)
                held[what] = Place(start, end, text[start:end])
    return found


def edited(text: str, changes: Mapping[tuple[str, str], str]) -> str:
    """Return the text with values replaced; ``changes`` maps (id, points | weight | rule) to text.

    Raises
    ------
    Refused
        for a value that is not written in the text.
    """
    places = places_of(text)
    spots = []
    for (name, what), value in changes.items():
        place = places.get(name, {}).get(what)
        if place is None:
            raise Refused(f"{name}: {what}?")
        spots.append((place, value))
    for place, value in sorted(spots, key=lambda item: -item[0].start):
        text = text[: place.start] + value + text[place.end :]
    return text


def _named(node: yaml.Node | None) -> Iterator[tuple[str, dict[str, yaml.Node]]]:
    if isinstance(node, yaml.MappingNode):
        entries = {str(key.value): value for key, value in node.value}
        name = next((entries[word].value for word in IDS if word in entries), None)
        if isinstance(name, str):
            yield name, entries
        for _key, value in node.value:
            yield from _named(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _named(item)


def _end_of(text: str, node: yaml.Node) -> int:
    """Return where a value ends; a block's mark stands behind the blanks that follow it."""
    end = int(node.end_mark.index)
    while end > node.start_mark.index and text[end - 1] in " \n\t":
        end -= 1
    return end
