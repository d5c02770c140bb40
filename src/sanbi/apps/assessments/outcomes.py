"""A result of the engine as rows, and back as facts for conditions over runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sanbi.apps.assessments.models import Run, RunLeaf, RunNode, RunRow
from sanbi.engine.scoring import Result
from sanbi.engine.scoring.scheme.model import Leaf, Node

EIGHT = 8


def table_rows(
    run: Run, result: Result, units: Mapping[str, int], groups: Mapping[str, str]
) -> Iterator[RunRow]:
    """Yield the league table. ``units`` maps codes to keys, ``groups`` codes to names."""
    grades = {(row[0], row[1]): (row[2], row[3]) for row in result.grade_rows}
    names = {group.id: group.name for group in result.scheme.groups}
    places: dict[str, int] = {}
    for code, name, group, score, rank, previous, change, gap in result.ranking_rows:
        places[group] = places.get(group, 0) + 1
        grade, effects = grades.get((group, code), ("", ""))
        yield RunRow(
            run=run,
            unit_id=units[code],
            unit_name=name,
            group=group,
            group_name=groups.get(group) or names.get(group) or "",
            order=places[group],
            score=decimal(score),
            rank=decimal(rank),
            previous_rank=decimal(previous),
            rank_change=decimal(change),
            gap=decimal(gap),
            grade=grade,
            effects=effects,
        )


def node_rows(run: Run, result: Result, units: Mapping[str, int]) -> Iterator[RunNode]:
    """Yield the scores of the nodes in the round's own period, the root first, adjustments last."""
    about = {item.id: (place, depth, item) for place, depth, item in _walk(result.scheme.tree)}
    for group, code, node, period, _unrounded, score in result.node_rows:
        if period != result.period:
            continue
        place, depth, item = about[node]
        yield RunNode(
            run=run,
            unit_id=units[code],
            group=group,
            node=node,
            name=(item.name or node)[:120],
            depth=depth,
            sequence=place,
            points=decimal(item.points),
            score=decimal(score),
        )
    yield from _adjustment_rows(run, result, units, len(about))


def _adjustment_rows(
    run: Run, result: Result, units: Mapping[str, int], start: int
) -> Iterator[RunNode]:
    blocks = {block.id: (place, block) for place, block in enumerate(result.scheme.adjustments)}
    for group, code, name, _raw, score in result.adjustment_rows:
        place, block = blocks[name]
        amount = decimal(score)
        signed = -amount if amount is not None and block.sign == "deduct" else amount
        yield RunNode(
            run=run,
            unit_id=units[code],
            group=group,
            node=name,
            name=(block.name or name)[:120],
            depth=1,
            sequence=start + place,
            points=None,
            score=signed,
        )


def leaf_rows(run: Run, result: Result, units: Mapping[str, int]) -> Iterator[RunLeaf]:
    """Yield every leaf's score with its working, items of adjustments after the tree."""
    about = {
        item.id: (place, item.name, parent) for place, (item, parent) in enumerate(_leaves(result))
    }
    for row in result.working_rows:
        group, code, leaf, period, inputs, x, _target, substituted, _raw = row[:9]
        score, points, lost, state = row[9:]
        place, name, parent = about[leaf]
        yield RunLeaf(
            run=run,
            unit_id=units[code],
            group=group,
            leaf=leaf,
            name=(name or leaf)[:120],
            node=parent,
            period=period,
            sequence=place,
            points=decimal(points),
            score=decimal(score),
            lost=decimal(lost),
            x=x[:60],
            state=state[:60],
            inputs=inputs,
            substituted=substituted,
        )


def facts_of_unit(
    row: RunRow, nodes: Iterable[RunNode], leaves: Iterable[RunLeaf], bottom: Mapping[int, int]
) -> dict[str, Any]:
    """Return what a condition over runs may ask about a unit's result in one run.

    ``total``, ``rank``, ``rank_from_bottom``, ``previous_rank``, ``rank_change``, ``grade``,
    ``score.ID`` and ``share.ID`` (percent of the full mark) of nodes and leaves, ``x.LEAF``, and
    ``full.LEAF``: whether the full mark was reached.
    """
    facts: dict[str, Any] = {
        "total": row.score,
        "rank": row.rank,
        "rank_from_bottom": bottom.get(row.pk),
        "previous_rank": row.previous_rank,
        "rank_change": row.rank_change,
        "grade": row.grade or None,
    }
    for node in nodes:
        facts |= _score_facts(node.node, node.score, node.points)
    for leaf in leaves:
        facts |= _score_facts(leaf.leaf, leaf.score, leaf.points)
        facts[f"x.{leaf.leaf}"] = decimal(leaf.x)
        if leaf.score is not None and leaf.points is not None:
            facts[f"full.{leaf.leaf}"] = leaf.score >= leaf.points
    return facts


def places_from_bottom(rows: Iterable[RunRow]) -> dict[int, int]:
    """Return 1 + the number of units placed worse, by row; units without a rank have none."""
    listed = [row for row in rows if row.rank is not None]
    return {
        row.pk: 1
        + sum(
            1
            for other in listed
            if other.group == row.group
            and other.rank is not None
            and row.rank is not None
            and other.rank > row.rank
        )
        for row in listed
    }


def decimal(value: object) -> Decimal | None:
    """Return a figure as the database keeps it: eight decimals; nothing for an empty text."""
    if value is None or value == "":
        return None
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        exact = Decimal(str(value))
    return exact if exact == round(exact, EIGHT) else round(exact, EIGHT)


def _score_facts(name: str, score: Decimal | None, points: Decimal | None) -> dict[str, Any]:
    share = None if score is None or not points else score * 100 / points
    return {f"score.{name}": score, f"share.{name}": share}


def _walk(root: Node) -> Iterator[tuple[int, int, Node]]:
    place = -1
    waiting: list[tuple[Node, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        place += 1
        yield place, depth, node
        children = [child for child in node.children if isinstance(child, Node)]
        waiting.extend((child, depth + 1) for child in reversed(children))


def _leaves(result: Result) -> Iterator[tuple[Leaf, str]]:
    def below(node: Node) -> Iterator[tuple[Leaf, str]]:
        for child in node.children:
            if isinstance(child, Node):
                yield from below(child)
            else:
                yield child, node.id

    yield from below(result.scheme.tree)
    for block in result.scheme.adjustments:
        for leaf in block.items:
            yield leaf, block.id
