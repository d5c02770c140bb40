"""Values of a file that remember where they stand, and the YAML text that they come from.

YAML is composed to nodes, not constructed to objects: a date keeps its text, a doubled key is
seen, and every later fault can name its line.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import yaml

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.files.texts import MEGABYTE, check_size, refusal, text_of

MOST_BYTES = 4 * MEGABYTE
MOST_DEPTH = 20
MOST_NODES = 400_000
MOST_SIGNS = 300_000  # line ends, colons and commas: counted first, as parsing takes long
_NULL, _BOOL = "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"
_YES, _NO = {"true", "yes"}, {"false", "no"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A value and its place.

    ``value`` is a text as written, a bool, None, a list of spots, or a dict from key to (place of
    the key, spot).
    """

    value: object
    where: str

    @property
    def entries(self) -> dict[str, tuple[str, Spot]]:
        """The entries of a mapping; none of anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Spot]:
        """The items of a list; none of anything else."""
        return self.value if isinstance(self.value, list) else []


def normal(text: str) -> str:
    """A text without full-width letters and stray spaces."""
    return unicodedata.normalize("NFKC", text).strip()


def spots_of(content: bytes, name: str) -> Spot:
    """Return the spots of a YAML file.

    Raises
    ------
    SchedulingFaults
        when it is too large, no UTF-8, no YAML, uses anchors, or repeats a key.
    """
    check_size(content, name, MOST_BYTES)
    text = text_of(content, name)
    if sum(map(text.count, "\n:,")) > MOST_SIGNS:
        raise refusal(name, Phrase("is nested too deeply, or too long"))
    try:
        _refuse_anchors(text, name)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refusal(
            f"{name}:{mark.line + 1}" if mark else name,
            Phrase("is no YAML: {problem}", problem=phrase_of(error.problem or "")),
            Phrase("check indentation, colons followed by a space, and closed quotes"),
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise refusal(
            name,
            Phrase("is no YAML: {problem}", problem=phrase_of(str(error).partition("\n")[0])),
            Phrase("check indentation, colons followed by a space, and closed quotes"),
        ) from error
    if node is None:
        raise refusal(name, Phrase("the file is empty"), Phrase("write at least one task"))
    return _Composer(name).whole(node)


def _refuse_anchors(text: str, name: str) -> None:
    if "&" not in text and "*" not in text:  # the signs that every anchor and alias begins with
        return
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = event.start_mark
            raise refusal(
                f"{name}:{mark.line + 1}" if mark else name,
                Phrase("anchors and aliases are not used"),
                Phrase("write the value out"),
            )


class _Composer:
    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.faults: list[SchedulingFault] = []

    def whole(self, node: yaml.Node) -> Spot:
        spot = self.spot(node, 0)
        if self.faults:
            raise SchedulingFaults(self.faults)
        return spot

    def spot(self, node: yaml.Node, depth: int) -> Spot:
        self.count += 1
        where = self.where(node)
        if depth > MOST_DEPTH or self.count > MOST_NODES:
            raise refusal(where, Phrase("is nested too deeply, or too long"))
        if isinstance(node, yaml.MappingNode):
            return Spot(self._mapping(node, depth), where)
        if isinstance(node, yaml.SequenceNode):
            return Spot([self.spot(item, depth + 1) for item in node.value], where)
        text = str(node.value)
        plain = getattr(node, "style", None) is None
        if plain and node.tag == _NULL:
            return Spot(None, where)
        if plain and node.tag == _BOOL and text.lower() in _YES | _NO:
            return Spot(text.lower() in _YES, where)
        return Spot(text, where)

    def where(self, node: yaml.Node) -> str:
        return f"{self.name}:{node.start_mark.line + 1}"

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, tuple[str, Spot]]:
        entries: dict[str, tuple[str, Spot]] = {}
        for key_node, value_node in node.value:
            where = self.where(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(SchedulingFault(where, Phrase("a key must be a word")))
                continue
            key = normal(key_node.value)
            if key in entries:
                message = Phrase("the key '{key}' stands twice", key=key)
                self.faults.append(SchedulingFault(where, message, Phrase("keep one")))
                continue
            entries[key] = (where, self.spot(value_node, depth + 1))
        return entries
