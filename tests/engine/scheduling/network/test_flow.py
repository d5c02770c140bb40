"""The cheapest cut, beside every cut there is."""

from __future__ import annotations

import itertools
from random import Random

from sanbi.engine.scheduling.network.flow import ENDLESS, Arc, cheapest_cut


def cost_of(arcs: list[Arc], side: set[int]) -> int:
    out = sum(arc.most for arc in arcs if arc.start in side and arc.end not in side)
    return out - sum(arc.least for arc in arcs if arc.end in side and arc.start not in side)


def every_side(count: int) -> list[set[int]]:
    """Every set of nodes with the source 0 and without the sink, the last."""
    inner = range(1, count - 1)
    picks = itertools.chain.from_iterable(
        itertools.combinations(inner, size) for size in range(count - 1)
    )
    return [{0, *pick} for pick in picks]


def test_no_cut_is_cheaper() -> None:
    rng = Random(5)  # noqa: S311 - not for secrets
    cut = 0
    for _ in range(400):
        count = rng.randint(2, 6)
        arcs = [
            Arc(*rng.sample(range(count), 2), rng.choice((0, 1, 2, 5, 9, ENDLESS)))  # type: ignore[call-arg]
            for _ in range(rng.randint(1, 9))
        ]
        side = cheapest_cut(count, arcs, 0, count - 1)
        least = min(cost_of(arcs, each) for each in every_side(count))
        if side is None:
            assert least >= ENDLESS
        else:
            cut += 1
            assert cost_of(arcs, side) == least
    assert cut > 200


def test_a_cut_that_gains_by_going_back_is_cheaper() -> None:
    # The bridge 1 → 2 is pressed: crossing it backwards gains 1.
    arcs = [Arc(0, 1, 20), Arc(0, 2, ENDLESS), Arc(1, 2, 10, 10), Arc(1, 3, ENDLESS),
            Arc(2, 3, 20)]  # fmt: skip
    side = cheapest_cut(4, arcs, 0, 3)
    assert side == {0, 2}
    assert cost_of(arcs, side) == 30
    assert cheapest_cut(4, [*arcs, Arc(2, 1, ENDLESS)], 0, 3) is None


def test_where_no_flow_carries_the_least_it_is_left_out_of_account() -> None:
    arcs = [Arc(0, 1, 3), Arc(1, 2, 5, 5), Arc(2, 3, 4)]
    assert cheapest_cut(4, arcs, 0, 3) == {0}
