"""What differs between two schemes, in the words in which a scheme is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sanbi.apps.assessments.measure_texts import condition_of, scheme_facts, words
from sanbi.apps.indicators.wording import period_words
from sanbi.engine.conditions.words import FORMS
from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.comparing import NAMES, differences
from sanbi.engine.scoring.scheme.kinds import Choice
from sanbi.engine.scoring.scheme.kinds.composite import Field, Object
from sanbi.engine.scoring.scheme.rule_fields import RULE_WORDS
from sanbi.engine.scoring.scheme.word_tables import every_object
from sanbi.engine.scoring.scheme.words import TRANSFORMS

UNSAID: tuple[object, ...] = (None, [], {}, "", False)
OWN_WORDS = {"leaf": "指标项", "node": "节点", "use": "取数", "children": "下级"}
OWN_VALUES = {"points": "满分", "all": "全体", "data": "数据", "none": "不限"}


@dataclass(frozen=True)
class ChangeLine:
    """A difference as its page tells it; an empty text where the version has nothing there."""

    where: str
    before: str
    after: str


def change_lines(old: Scheme, new: Scheme, language: str) -> tuple[ChangeLine, ...]:
    """Return what differs between two schemes, whole values written out; ``language`` zh or en."""
    before, after = old.plain(), new.plain()
    teller = _Teller(language, {**_names(before), **_names(after)}, scheme_facts(new))
    return tuple(
        ChangeLine(
            teller.place(change.path),
            teller.text(change.path, change.before),
            teller.text(change.path, change.after),
        )
        for change in differences(before, after)
    )


@dataclass(frozen=True)
class _Teller:
    """Writes places and values; ``names`` are those of leaves, nodes and other named blocks."""

    language: str
    names: Mapping[str, str]
    facts: Mapping[str, str]

    @property
    def chinese(self) -> bool:
        return self.language == "zh"

    def place(self, path: tuple[str, ...]) -> str:
        said = []
        for above, step in zip(("", *path), path, strict=False):
            if step == "children" and above != "":
                continue
            said.append(self._step(above, step))
        return " › ".join(said)

    def text(self, path: tuple[str, ...], value: Any) -> str:  # noqa: ANN401 - JSON
        """A value in words; of a block one line for each key that says something."""
        if isinstance(value, dict) and not _is_condition(value):
            return "\n".join(self._pairs(path, value, ": "))
        return self._said(path, value)

    def _step(self, above: str, step: str) -> str:
        if step.startswith("["):
            name = step[1:-1]
            return self.names.get(name, name)
        return self._key(above, step)

    def _key(self, above: str, key: str) -> str:
        if not self.chinese:
            return key.replace("_", " ")
        known = _keys()
        return known.get((above, key)) or known.get(("", key)) or OWN_WORDS.get(key, key)

    def _pairs(
        self, path: tuple[str, ...], value: Mapping[str, Any], colon: str = " "
    ) -> list[str]:
        above = _above(path)
        if self.chinese and colon != " ":
            colon = "："
        return [
            f"{self._key(above, key)}{colon}{self._said((*path, key), item)}"
            for key, item in value.items()
            if item not in UNSAID
        ]

    def _said(self, path: tuple[str, ...], value: Any) -> str:  # noqa: ANN401 - JSON
        if value is None:
            return ""
        if isinstance(value, bool):
            return ("是" if value else "否") if self.chinese else ("yes" if value else "no")
        if isinstance(value, dict):
            condition = condition_of(value) if _is_condition(value) else None
            if condition is not None:
                return words(condition, self.language, self.facts)
            pairs = self._pairs(path, value)
            return ("，" if self.chinese else ", ").join(pairs)
        if isinstance(value, list):
            several = any(isinstance(item, dict) for item in value)
            mark = ("；" if several else "、") if self.chinese else ("; " if several else ", ")
            return mark.join(self._said(path, item) for item in value)
        return self._word(path, str(value))

    def _word(self, path: tuple[str, ...], value: str) -> str:
        if path[-1] == "group" or (path[-1] in {"unit", "target", "use"} and value in self.names):
            return self.names.get(value, value)
        if path[-1] == "by" and value in self.facts:
            return self.facts[value]
        if path == ("period",):
            return period_words(value)
        if not self.chinese:
            return value
        table = _choices().get(path[-1], {})
        return table.get(value) or OWN_VALUES.get(value, value)


def _is_condition(value: Mapping[str, Any]) -> bool:
    return any(form in value for form in FORMS)


def _above(path: tuple[str, ...]) -> str:
    """The last key of a path that is no name."""
    return next((step for step in reversed(path) if not step.startswith("[")), "")


def _names(plain: Any) -> dict[str, str]:  # noqa: ANN401 - JSON
    """Names of everything that has one, by its id."""
    found: dict[str, str] = {}
    if isinstance(plain, dict):
        own = next((str(plain[key]) for key in NAMES if isinstance(plain.get(key), str)), None)
        if own is not None and plain.get("name"):
            found[own] = str(plain["name"])
        for item in plain.values():
            found |= _names(item)
    elif isinstance(plain, list):
        for item in plain:
            found |= _names(item)
    return found


def _inside(field: Field) -> Iterable[Field]:
    """The keys of the object that a key holds, however deep in a list."""
    kind: Any = field.kind
    while kind is not None and not isinstance(kind, Object):
        kind = getattr(kind, "form", None) or getattr(kind, "kind", None)
    return kind.fields if isinstance(kind, Object) else ()


@lru_cache(maxsize=1)
def _keys() -> Mapping[tuple[str, str], str]:
    """Chinese words of keys: by the key above and the key, and by the key alone."""
    found: dict[tuple[str, str], str] = {}
    for item in every_object():
        title = str(item.title).split(" ")[0]
        for field in item.fields:
            if not field.words:
                continue
            found.setdefault(("", field.name), field.words[0])
            found.setdefault((title, field.name), field.words[0])
            for inner in _inside(field):
                if inner.words:
                    found.setdefault((field.name, inner.name), inner.words[0])
    return found


@lru_cache(maxsize=1)
def _choices() -> Mapping[str, Mapping[str, str]]:
    """Chinese words of choices, by key; what two objects choose under one key stands together."""
    found: dict[str, dict[str, str]] = {
        "type": {name: own[0] for name, own in RULE_WORDS.items()},
        "rule": {name: own[0] for name, own in RULE_WORDS.items()},
        "transform": {name: own[0] for name, own in TRANSFORMS.items()},
    }
    for item in every_object():
        for field in item.fields:
            kind: Any = field.kind
            while kind is not None and not isinstance(kind, Choice):
                kind = getattr(kind, "choice", None) or getattr(kind, "kind", None)
            if kind is not None:
                known = found.setdefault(field.name, {})
                for name, own in kind.words.items():
                    if own:
                        known.setdefault(name, own[0])
    return found
