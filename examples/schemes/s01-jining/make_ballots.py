# ruff: noqa: INP001 - a script beside its data, not a package
"""Write data/ballots.csv: 42 complete ranking ballots with the 13 rank sums of Jining 2015.

The newspaper prints scores and places, not ballots. The rank sums below are the only whole
numbers that give all 13 printed scores with 42 complete ballots; the ballots themselves are
made up here, by a fixed rule without chance, so that every run writes the same file.

Step 1: each ballot orders the units by their mean place plus a fixed wobble.
Step 2: as long as a unit's places add up to too little and another's to too much, the two change
places on the first ballot where that brings both nearer and neither too far.
"""

from __future__ import annotations

import csv
from pathlib import Path

BALLOTS = 42
RANK_SUMS = {
    "兖州区": 102,
    "济宁高新区": 159,
    "邹城市": 208,
    "曲阜市": 213,
    "任城区": 232,
    "金乡县": 301,
    "微山县": 311,
    "泗水县": 320,
    "嘉祥县": 351,
    "汶上县": 351,
    "梁山县": 385,
    "鱼台县": 414,
    "济宁经济技术开发区": 475,
}


def first_ballots() -> list[list[str]]:
    """Return 42 orders of the units, each near the mean places, no two alike."""
    place_in_list = {unit: i for i, unit in enumerate(RANK_SUMS)}

    def key(unit: str, ballot: int) -> tuple[float, int]:
        i = place_in_list[unit]
        wobble = (23 * i + 31 * ballot + i * ballot) % 37 - 18
        return (RANK_SUMS[unit] / BALLOTS + 0.35 * wobble, i)

    return [
        sorted(RANK_SUMS, key=lambda unit, ballot=ballot: key(unit, ballot))  # type: ignore[misc]
        for ballot in range(BALLOTS)
    ]


def still_missing(ballots: list[list[str]]) -> dict[str, int]:
    """Return for each unit how much its places still have to grow (negative: to shrink)."""
    sums = {unit: sum(order.index(unit) + 1 for order in ballots) for unit in RANK_SUMS}
    return {unit: RANK_SUMS[unit] - sums[unit] for unit in RANK_SUMS}


def exchange(ballots: list[list[str]]) -> bool:
    """Let one pair of units change places on one ballot; False when nothing helps."""
    missing = still_missing(ballots)
    grow = sorted((unit for unit in missing if missing[unit] > 0), key=lambda u: -missing[u])
    shrink = sorted((unit for unit in missing if missing[unit] < 0), key=lambda u: missing[u])
    for low in grow:
        for high in shrink:
            room = min(missing[low], -missing[high])
            for order in ballots:
                distance = order.index(high) - order.index(low)
                if 1 <= distance <= room:
                    here, there = order.index(low), order.index(high)
                    order[here], order[there] = high, low
                    return True
    return False


def make_ballots() -> list[list[str]]:
    """Return 42 complete ballots whose places add up to RANK_SUMS exactly."""
    ballots = first_ballots()
    while any(still_missing(ballots).values()):
        if not exchange(ballots):
            raise RuntimeError("no exchange helps; choose another wobble in first_ballots")
    return ballots


def main() -> None:
    """Write data/ballots.csv beside this file."""
    path = Path(__file__).parent / "data" / "ballots.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["测评组", "票号", "单位代码", "票面"])
        for number, order in enumerate(make_ballots(), start=1):
            for place, unit in enumerate(order, start=1):
                writer.writerow(["观摩评分", f"P{number:02d}", unit, place])


if __name__ == "__main__":
    main()
