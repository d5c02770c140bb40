"""Leaving a leaf out is scoring without it."""

from __future__ import annotations

import copy

import pytest

from sanbi.engine.scoring import score
from sanbi.engine.scoring.robustness import leave_each_out
from tests.engine.scoring.robustness.made_scheme import Plain, data, plain, scheme, scored


def without(code: str) -> Plain:
    """The scheme as a person would write it without a leaf."""
    changed = copy.deepcopy(plain())
    for node in changed["tree"]["children"]:
        kept = [child for child in node["children"] if child["id"] != code]
        if len(kept) < len(node["children"]) and node["aggregate"] == "sum":
            kept[0]["points"] = sum(child["points"] for child in node["children"])
        node["children"] = kept
    return changed


@pytest.mark.parametrize("code", ["p", "q", "r", "s"])
def test_ranks_are_those_of_the_scheme_without_the_leaf(code: str) -> None:
    found, kept = leave_each_out(scored())
    row = next(row for row in found if row.leaf == code)
    expected = score(scheme(tree=without(code)["tree"]), data()).outcomes[0]
    assert list(row.ranks.values()) == [int(rank) for rank in expected.ranks.rank]
    assert kept == []


def test_who_moves_and_what_decides_most() -> None:
    found, _kept = leave_each_out(scored())
    own = dict(zip(scored().outcomes[0].codes, scored().outcomes[0].ranks.rank, strict=True))
    for row in found:
        moved = {u: int(own[u]) - place for u, place in row.ranks.items() if own[u] != place}
        assert row.moved == moved
        assert row.farthest == max(map(abs, moved.values()), default=0)
    total = [sum(map(abs, row.moved.values())) for row in found]
    assert total == sorted(total, reverse=True)
    assert total[0] > 0


def test_a_leaf_that_is_all_its_node_has_stays() -> None:
    tree = plain()["tree"]
    tree["children"][0]["children"].pop()
    found, kept = leave_each_out(score(scheme(tree=tree), data()))
    assert kept == ["p"]
    assert {row.leaf for row in found} == {"r", "s"}
