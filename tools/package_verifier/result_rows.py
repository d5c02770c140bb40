"""The result files as they must be: rows in their order, cells as text or number."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from package_verifier.effects import UnitEffects
from package_verifier.exact import plain_text, score_text
from package_verifier.leaves import LeafScore
from package_verifier.parts import Leaf, Node, Scheme
from package_verifier.settlement import GroupResult
from package_verifier.tables import Unit

Cell = str | Fraction
Cells = dict[str, Cell]


@dataclass(frozen=True)
class Row:
    """One row: the cells that name it, and the cells to compare."""

    key: tuple[str, ...]
    cells: Cells


@dataclass(frozen=True)
class ResultFile:
    """A result file: its columns, which of them name the row, and its rows."""

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: list[Row]


RANKING = ("unit", "name", "group", "score", "rank", "previous_rank", "rank_change", "gap")
WORKING = (
    "group",
    "unit",
    "leaf",
    "period",
    "inputs",
    "x",
    "target",
    "substituted",
    "unrounded",
    "score",
    "points",
    "lost",
    "state",
)
NODES = ("group", "unit", "node", "period", "unrounded", "score")
ADJUSTMENTS = ("group", "unit", "adjustment", "raw", "score")
GRADES = ("group", "unit", "grade", "effects")
CONSEQUENCES = ("group", "unit", "consequence", "text")


class Writer:
    """Writes figures: as exact text with ``precision``, as numbers without."""

    def __init__(self, scheme: Scheme, units: dict[str, Unit]) -> None:
        self.scheme = scheme
        self.units = units
        self.exact = scheme.precision is not None

    def plain(self, value: Fraction | None) -> Cell:
        """Return an unrounded figure."""
        if value is None:
            return ""
        return plain_text(value) if self.exact else value

    def score(self, value: Fraction | None, decimals: int | None = None) -> Cell:
        """Return a score, with ``decimals`` or the scheme's precision."""
        if value is None:
            return ""
        places = self.scheme.precision if decimals is None else decimals
        return value if places is None or not self.exact else score_text(value, places)

    def ranking(self, result: GroupResult) -> Iterator[Row]:
        """Yield the league table of a group: by rank, then unit; the unranked behind."""
        places = {unit: standing.rank for unit, standing in result.standings.items()}
        order = sorted(
            result.units, key=lambda unit: (unit not in places, places.get(unit, Fraction(0)), unit)
        )
        for unit in order:
            total, standing = result.totals.get(unit), result.standings.get(unit)
            was, place = result.previous[unit], places.get(unit)
            yield Row(
                (result.group, unit),
                {
                    "name": self.units[unit].name or unit,
                    "score": self.score(total.published if total else None),
                    "rank": "" if place is None else plain_text(place),
                    "previous_rank": "" if was is None else plain_text(was),
                    "rank_change": "" if was is None or place is None else plain_text(was - place),
                    "gap": self.score(standing.gap if standing else None),
                },
            )

    def working(
        self, result: GroupResult, leaf: Leaf, period: str, unit: str, found: LeafScore
    ) -> Row:
        """Return the row of a leaf."""
        lost = None
        if found.score is not None and found.points is not None:
            lost = found.points - found.score
        return Row(
            (result.group, unit, leaf.id, period),
            {
                "x": self.plain(found.x),
                "target": self.plain(found.shown_target()),
                "unrounded": self.plain(found.unrounded),
                "score": self.score(found.score, leaf.precision),
                "points": self.plain(found.points),
                "lost": self.score(lost, leaf.precision),
                "state": found.state,
            },
        )

    def leaves(self, result: GroupResult, period: str) -> Iterator[Row]:
        """Yield the rows of all leaves, by unit, tree order, period."""
        columns = [
            (leaf_id, at, column) for (leaf_id, at), column in result.scores.tree.leaves.items()
        ]
        columns += [(leaf_id, period, column) for leaf_id, column in result.scores.items.items()]
        order = {leaf_id: place for place, leaf_id in enumerate(self.scheme.leaves)}
        columns.sort(key=lambda one: (order[one[0]], one[1]))
        for unit in result.units:
            for leaf_id, at, column in columns:
                yield self.working(result, self.scheme.leaves[leaf_id], at, unit, column[unit])

    def nodes(self, result: GroupResult) -> Iterator[Row]:
        """Yield the rows of all nodes, by unit, tree order, period."""
        order = {node_id: place for place, node_id in enumerate(_node_ids(self.scheme.tree))}
        columns = sorted(
            result.scores.tree.nodes.items(), key=lambda one: (order[one[0][0]], one[0][1])
        )
        for unit in result.units:
            for (node_id, period), column in columns:
                found = column[unit]
                yield Row(
                    (result.group, unit, node_id, period),
                    {"unrounded": self.plain(found.unrounded), "score": self.score(found.score)},
                )

    def adjustments(self, result: GroupResult) -> Iterator[Row]:
        """Yield the rows of all adjustments."""
        for unit in result.units:
            for name, column in result.scores.blocks.items():
                yield Row(
                    (result.group, unit, name),
                    {"raw": self.score(column[unit].raw), "score": self.score(column[unit].score)},
                )

    def grades(self, result: GroupResult) -> Iterator[Row]:
        """Yield grade and effects of each unit, where the scheme has any."""
        if self.scheme.grades is None and not self.scheme.gates:
            return
        for unit in result.units:
            yield Row(
                (result.group, unit),
                {"grade": result.grades[unit] or "", "effects": effects_text(result.effects[unit])},
            )


def effects_text(effects: UnitEffects) -> str:
    """Return what struck the unit, as ``gate:effect=value`` in the order of the scheme."""
    return "; ".join(f"{hit.gate}:{hit.effect.text_of_it()}" for hit in effects.hits)


def _node_ids(node: Node) -> list[str]:
    below = [one for child in node.children if isinstance(child, Node) for one in _node_ids(child)]
    return [node.id, *below]


def expected_files(
    scheme: Scheme, units: dict[str, Unit], results: list[GroupResult], period: str
) -> dict[str, ResultFile]:
    """Return every result file as it must be."""
    write = Writer(scheme, units)
    leaf_keys = ("group", "unit", "leaf", "period")
    rows: dict[str, list[Row]] = {
        name: []
        for name in ("ranking", "working", "nodes", "adjustments", "grades", "consequences")
    }
    for result in results:
        rows["ranking"] += write.ranking(result)
        rows["working"] += write.leaves(result, period)
        rows["nodes"] += write.nodes(result)
        rows["adjustments"] += write.adjustments(result)
        rows["grades"] += write.grades(result)
        rows["consequences"] += [
            Row((result.group, one.unit, one.consequence), {"text": one.text})
            for one in result.consequences
        ]
    shapes = {
        "ranking": (RANKING, ("group", "unit")),
        "working": (WORKING, leaf_keys),
        "nodes": (NODES, ("group", "unit", "node", "period")),
        "adjustments": (ADJUSTMENTS, ("group", "unit", "adjustment")),
        "grades": (GRADES, ("group", "unit")),
        "consequences": (CONSEQUENCES, ("group", "unit", "consequence")),
    }
    return {
        f"result/{name}.csv": ResultFile(columns, keys, rows[name])
        for name, (columns, keys) in shapes.items()
    }
