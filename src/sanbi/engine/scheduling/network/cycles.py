"""The order of a network, and the cycle that forbids one."""

from __future__ import annotations

from collections.abc import Sequence


def in_order(count: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the numbers below ``count``, each after all that stand before it in a pair.

    Numbers on a cycle, or behind one, are left out. Grows with numbers and pairs.
    """
    waiting = [0] * count
    later: list[list[int]] = [[] for _ in range(count)]
    for before, after in pairs:
        waiting[after] += 1
        later[before].append(after)
    order = [number for number in range(count) if not waiting[number]]
    for number in order:  # grows while it is walked
        for after in later[number]:
            waiting[after] -= 1
            if not waiting[after]:
                order.append(after)
    return order


def cycle_in(count: int, pairs: Sequence[tuple[int, int]], settled: frozenset[int]) -> list[int]:
    """Return one cycle, in link order from its lowest number, among the numbers not settled.

    Every number that `in_order` left out waits for another such one; so going back from any of
    them comes round.
    """
    waits_for: dict[int, int] = {}
    for before, after in pairs:
        if before not in settled and after not in settled:
            waits_for.setdefault(after, before)
    here = next(number for number in range(count) if number in waits_for)
    seen: dict[int, int] = {}
    path: list[int] = []
    while here not in seen:
        seen[here] = len(path)
        path.append(here)
        here = waits_for[here]
    cycle = path[seen[here] :][::-1]
    lowest = cycle.index(min(cycle))
    return cycle[lowest:] + cycle[:lowest]
