"""Reads a scheme text into spots: values that remember the line and column they stand on.

YAML is composed to nodes, not constructed to objects: so a number keeps the decimal text that
was written, a duplicate key is seen, and every later fault can name its place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import yaml

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.faults import Fault, SchemeFaults, place_words

# A value of a scheme: Fraction, text, bool, list, mapping … as its kind says.
Value: TypeAlias = Any

MAX_BYTES = 4_000_000  # a scheme of a megabyte is already a book
MAX_DEPTH = 60
MAX_NODES = 400_000

NULL_TAG = "tag:yaml.org,2002:null"
BOOL_TAG = "tag:yaml.org,2002:bool"


@dataclass(frozen=True)
class Spot:
    """A value of the scheme file and where it stands.

    ``value`` is a text (the scalar as written), ``None``, a bool, a list of spots, or a dict from
    key text to ``(key spot, value spot)``. ``plain`` is true for an unquoted scalar.
    """

    value: object
    where: str
    plain: bool = True

    @property
    def entries(self) -> dict[str, tuple[Spot, Spot]]:
        """The entries of a mapping spot."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Spot]:
        """The items of a list spot."""
        return self.value if isinstance(self.value, list) else []


@dataclass
class FaultList:
    """Collects faults while reading goes on."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, where: str, message: str, hint: str = "", code: str = "") -> None:
        """Note one fault."""
        self.faults.append(Fault(where, message, hint, code))


def normal_key(text: str) -> str:
    """A key without stray spaces and full-width letters."""
    return unicodedata.normalize("NFKC", text).strip()


def read_yaml(text: str, name: str) -> Spot:
    """Compose YAML text into spots.

    Raises
    ------
    SchemeFaults
        when the text is not YAML, is too large, uses anchors, or repeats a key.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        message = Phrase("the file is larger than {limit} MB", limit=MAX_BYTES // 1_000_000)
        raise SchemeFaults([Fault(name, message, "a scheme holds rules, not data", "too-large")])
    faults = FaultList()
    try:
        _refuse_anchors(text, name)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        hint = "check indentation, colons followed by a space, and closed quotes"
        raise SchemeFaults(
            [
                Fault(
                    where,
                    Phrase("not YAML: {problem}", problem=phrase_of(error.problem or "")),
                    hint,
                    "yaml",
                )
            ]
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SchemeFaults(
            [Fault(name, Phrase("not YAML: {error}", error=error), "save as UTF-8", "yaml")]
        ) from error
    if node is None:
        raise SchemeFaults([Fault(name, "the file is empty", "start with 'sanbi: 1'", "empty")])
    spot = _Composer(name, faults).spot(node, 0)
    if faults.faults:
        raise SchemeFaults(faults.faults)
    return spot


def _refuse_anchors(text: str, name: str) -> None:
    if "&" not in text and "*" not in text:  # the signs that every anchor and alias begins with
        return
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = event.start_mark
            where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
            hint = "write the value out; a reader should not have to follow references"
            raise SchemeFaults([Fault(where, "anchors and aliases are not used", hint, "alias")])


class _Composer:
    def __init__(self, name: str, faults: FaultList) -> None:
        self.name = name
        self.faults = faults
        self.count = 0

    def where(self, node: yaml.Node) -> str:
        return f"{self.name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"

    def spot(self, node: yaml.Node, depth: int) -> Spot:
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            fault = Fault(self.where(node), "nested or repeated too much", "", "too-deep")
            raise SchemeFaults([fault])
        where = self.where(node)
        if isinstance(node, yaml.MappingNode):
            return Spot(self._mapping(node, depth), where)
        if isinstance(node, yaml.SequenceNode):
            return Spot([self.spot(item, depth + 1) for item in node.value], where)
        plain = getattr(node, "style", None) is None
        if plain and node.tag == NULL_TAG:
            return Spot(None, where)
        if plain and node.tag == BOOL_TAG and node.value.lower() in {"true", "false", "yes", "no"}:
            return Spot(node.value.lower() in {"true", "yes"}, where)
        return Spot(str(node.value), where, plain)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, tuple[Spot, Spot]]:
        entries: dict[str, tuple[Spot, Spot]] = {}
        for key_node, value_node in node.value:
            key_spot = Spot(getattr(key_node, "value", ""), self.where(key_node))
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.add(key_spot.where, "a key must be a word", "", "key")
                continue
            key = normal_key(key_node.value)
            if key in entries:
                first = entries[key][0].where
                message = Phrase(
                    "the key '{key}' stands twice (first at {first})",
                    key=key,
                    first=place_words(first),
                )
                self.faults.add(key_spot.where, message, "keep one", "duplicate-key")
                continue
            entries[key] = (key_spot, self.spot(value_node, depth + 1))
        return entries


def spot_of(value: object, where: str = "scheme") -> Spot:
    """The same spots from plain Python data, for schemes that are built in code.

    Places are paths such as ``scheme.tree.children[0].points``. Floats count as the decimal that
    they print.
    """
    if isinstance(value, Mapping):
        entries = {}
        for key, item in value.items():
            path = f"{where}.{key}"
            entries[normal_key(str(key))] = (Spot(str(key), path), spot_of(item, path))
        return Spot(entries, where)
    if isinstance(value, list | tuple):
        return Spot([spot_of(item, f"{where}[{i}]") for i, item in enumerate(value)], where)
    if value is None or isinstance(value, bool):
        return Spot(value, where)
    if isinstance(value, float):
        return Spot(repr(value), where)
    if isinstance(value, Fraction | Decimal | int | date):
        return Spot(str(value), where)
    if isinstance(value, str):
        return Spot(value, where)
    fault = Fault(
        where, Phrase("{type} has no place in a scheme", type=type(value).__name__), "", "type"
    )
    raise SchemeFaults([fault])
