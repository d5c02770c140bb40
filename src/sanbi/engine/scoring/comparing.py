"""Compares two results of one period: what changed in the scheme, and who moved.

For the office that changes a weight, scores again, and wants to understand what moved. Works on
the plain files of two packages, so it needs neither to be scored again. (Why a result moved
between two periods, split by cause, is another question and is not answered here.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sanbi.engine.integrity import Package, PackageError, read_csv, read_json
from sanbi.engine.phrases import Phrase

Key = tuple[str, str]
NAMES = ("leaf", "node", "id", "grade", "effect", "group")


@dataclass(frozen=True)
class SchemeChange:
    """A value of the canonical scheme that differs: where, before, after (empty = not there)."""

    where: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """A difference with its values as they stand in the canonical scheme; None = not there.

    ``path`` holds keys, and in square brackets the names of members of lists.
    """

    path: tuple[str, ...]
    before: Any
    after: Any


@dataclass(frozen=True)
class Move:
    """What became of one unit in one group.

    ``parts`` are the children of the root whose score changed, the largest change first. Scores
    are exact; None where there is none.
    """

    group: str
    unit: str
    name: str
    before: Fraction | None
    after: Fraction | None
    rank_before: Fraction | None
    rank_after: Fraction | None
    parts: tuple[tuple[str, Fraction], ...]

    @property
    def rose(self) -> Fraction:
        """Places risen; negative when it fell, 0 without both ranks."""
        if self.rank_before is None or self.rank_after is None:
            return Fraction(0)
        return self.rank_before - self.rank_after


@dataclass(frozen=True)
class Comparison:
    """Changes of the scheme, and moves of all units in the order of the later table."""

    changes: tuple[SchemeChange, ...]
    moves: tuple[Move, ...]

    @property
    def moved(self) -> tuple[Move, ...]:
        """The units whose rank changed, the largest move first."""
        changed = [move for move in self.moves if move.rose]
        return tuple(sorted(changed, key=lambda move: -abs(move.rose)))


def compare_packages(before: Package, after: Package) -> Comparison:
    """Compare two packages of one period.

    Raises
    ------
    PackageError
        when a file is missing, or the packages are of different periods.
    """
    periods = [_json(package, "run.json")["period"] for package in (before, after)]
    if periods[0] != periods[1]:
        raise PackageError(
            Phrase(
                "the packages are of different periods, {before} and {after}",
                before=periods[0],
                after=periods[1],
            )
        )
    old, new = _json(before, "scheme.json"), _json(after, "scheme.json")
    changes = scheme_changes(old, new)
    return Comparison(changes, tuple(_moves(before, after, _parts_of(new["tree"]))))


def scheme_changes(old: Any, new: Any) -> tuple[SchemeChange, ...]:  # noqa: ANN401 - JSON
    """What differs between two schemes in canonical form (`Scheme.plain`), in order of keys."""
    return tuple(
        SchemeChange(_where(found.path), _shown(found.before), _shown(found.after))
        for found in differences(old, new)
    )


def differences(old: Any, new: Any) -> tuple[Difference, ...]:  # noqa: ANN401 - JSON
    """What differs between two schemes in canonical form, in order of keys, whole values kept."""
    return tuple(_differences(old, new, ()))


def _where(path: tuple[str, ...]) -> str:
    return "".join(step if step.startswith("[") else f".{step}" for step in path).lstrip(".")


def _json(package: Package, name: str) -> Any:  # noqa: ANN401 - any JSON
    if name not in package.files:
        raise PackageError(Phrase("the package has no {name}", name=name))
    return read_json(package.files[name])


def _table(package: Package, name: str) -> list[dict[str, str]]:
    if name not in package.files:
        raise PackageError(Phrase("the package has no {name}", name=name))
    table = read_csv(package.files[name])
    return [
        {column: cell or "" for column, cell in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]


def _differences(
    old: Any,  # noqa: ANN401 - JSON
    new: Any,  # noqa: ANN401 - JSON
    path: tuple[str, ...],
) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from _differences(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list) and isinstance(new, list):
        names_old, names_new = _named(old), _named(new)
        for name in dict.fromkeys([*names_new, *names_old]):
            inner = (*path, f"[{name}]")
            yield from _differences(names_old.get(name), names_new.get(name), inner)
    elif old != new:
        yield Difference(path, old, new)


def _named(items: list[Any]) -> dict[str, Any]:
    """List items by their id where they have one, else by place."""
    named: dict[str, Any] = {}
    for place, item in enumerate(items):
        name = None
        if isinstance(item, dict):
            name = next((str(item[key]) for key in NAMES if item.get(key)), None)
        named[name if name is not None and name not in named else str(place + 1)] = item
    return named


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON
    if value is None:
        return ""
    return "…" if isinstance(value, dict | list) else str(value)


def _parts_of(tree: Mapping[str, Any]) -> list[str]:
    return [str(child.get("node") or child.get("leaf")) for child in tree["children"]]


def _moves(before: Package, after: Package, parts: list[str]) -> Iterator[Move]:
    old = {(row["group"], row["unit"]): row for row in _table(before, "result/ranking.csv")}
    held = _part_scores(before, parts), _part_scores(after, parts)
    for row in _table(after, "result/ranking.csv"):
        key = (row["group"], row["unit"])
        earlier = old.get(key, {})
        yield Move(
            *key,
            row["name"],
            _number(earlier.get("score")),
            _number(row["score"]),
            _number(earlier.get("rank")),
            _number(row["rank"]),
            _changed_parts(held[0].get(key, {}), held[1].get(key, {})),
        )


def _part_scores(package: Package, parts: list[str]) -> dict[Key, dict[str, Fraction]]:
    scores: dict[Key, dict[str, Fraction]] = {}
    for name, column in (("nodes", "node"), ("working", "leaf")):
        for row in _table(package, f"result/{name}.csv"):
            score = _number(row["score"])
            if row[column] in parts and score is not None:
                scores.setdefault((row["group"], row["unit"]), {})[row[column]] = score
    return scores


def _changed_parts(
    old: Mapping[str, Fraction], new: Mapping[str, Fraction]
) -> tuple[tuple[str, Fraction], ...]:
    changed = [(name, new[name] - old[name]) for name in new if name in old]
    changed = [(name, change) for name, change in changed if change]
    return tuple(sorted(changed, key=lambda pair: -abs(pair[1])))


def _number(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None
