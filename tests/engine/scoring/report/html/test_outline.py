"""What a point is worth: scores times worth add up to the total, in every example."""

from pathlib import Path

import numpy as np
import pytest

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import read_data
from sanbi.engine.scoring.report.html.outline import (
    children_of,
    column_of,
    first_level,
    floats,
    inferred_marks,
    leaf_entries,
    outline,
    score_floats,
    worth,
)
from tests.engine.scoring.report.html.county import result

HOME = Path(__file__).resolve().parents[5] / "examples"
EXAMPLES = sorted(path for path in HOME.glob("**/scheme.yaml") if (path.parent / "data").is_dir())


def example(path: Path) -> Result:
    scheme = Scheme.load(path)
    return score(
        scheme,
        read_data(
            path.parent / "data",
            layout=scheme.layout,
            period=scheme.period,
            indicators=scheme.used_indicators,
        ),
    )


@pytest.mark.parametrize(
    "path",
    [path for path in EXAMPLES if (path.parent / "data").is_dir()],
    ids=lambda p: p.parent.name,
)
def test_leaf_scores_times_their_worth_add_up(path: Path) -> None:
    held = example(path)
    run = held.run
    entries = outline(run.scheme.tree, run.period)
    for outcome in held.outcomes:
        told = worth(run, outcome, entries)
        if not told.additive:
            continue
        parts = [
            np.nan_to_num(score_floats(column_of(outcome, entry))) * told.factor[place]
            for place, entry in leaf_entries(entries)
        ]
        root = outcome.scores.nodes[entries[0].key].unrounded
        wanted = floats(root.values)
        clipped = [e.item for e in entries if not e.is_leaf and (e.item.cap or e.item.floor)]
        rounded = run.scheme.rounds_at("node")
        if clipped or rounded:
            continue
        mask = np.asarray(root.present, dtype=bool) & np.asarray(outcome.ranks.ranked, dtype=bool)
        assert np.allclose(sum(parts)[mask], wanted[mask], rtol=0, atol=1e-9)


def test_a_geometric_mean_gives_points_no_fixed_worth() -> None:
    leaves = [
        {"id": f"L{n}", "input": code, "rule": {"type": "efficacy"}, "missing": "zero"}
        for n, code in enumerate(("gdp", "done"))
    ]
    held = result(
        tree={"id": "total", "aggregate": "geometric", "children": leaves},
        adjustments=[],
        vetoes=[],
    )
    entries = outline(held.scheme.tree, held.period)
    told = worth(held.run, held.outcomes[0], entries)
    assert not told.additive
    assert not told.weighted


def test_outline_follows_the_file_and_its_periods() -> None:
    path = next(path for path in EXAMPLES if path.parent.name == "s07-yuzhou")
    held = example(path)
    entries = outline(held.scheme.tree, held.period)
    assert entries[0].parent == -1
    assert {entry.period for entry in entries if entry.dated} > {held.period} or any(
        entry.dated for entry in entries
    )
    keys = {entry.key for entry in entries}
    scores = held.outcomes[0].scores
    adjusted = {leaf.id for block in held.scheme.adjustments for leaf in block.items}
    assert {key for key in scores.leaves if key[0] not in adjusted} <= keys


def test_first_level_looks_below_a_lone_node() -> None:
    held = result()
    entries = outline(held.scheme.tree, held.period)
    assert [entries[place].item.id for place in first_level(entries)] == ["economy", "work"]
    assert children_of(entries, 0) == first_level(entries)


def test_weighted_parts_of_one_full_mark_give_the_node_that_mark() -> None:
    path = next(path for path in EXAMPLES if path.parent.name == "s12-zones")
    held = example(path)
    entries = outline(held.scheme.tree, held.period)
    assert set(inferred_marks(held.outcomes[0], entries)[0].tolist()) == {100.0}
