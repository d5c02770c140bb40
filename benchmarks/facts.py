"""`python -m benchmarks.facts`: what is read out of the labelled bulletins, and how well.

The part held out was labelled with the rest and never looked at while rules were made.
"""

from __future__ import annotations

import argparse

from tests.support.bulletins.marked import bulletins
from tests.support.bulletins.scoring import Tallies, scored

GOALS = {
    "persons": 0.97,
    "directives": 0.93,
    "speakers": 0.95,
    "list boundaries": 0.90,
    "declared = counted": 0.97,
    "event date": 1.0,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what was misread (tuned part)")
    parser.add_argument("--kind", help="only this kind")
    options = parser.parse_args()
    rows = bulletins()
    parts = {
        "tuned": [row for row in rows if not row.held_out],
        "held out": [row for row in rows if row.held_out],
    }
    for name, part in parts.items():
        tallies = scored(part)
        print(f"\n{name}: {len(part)} bulletins, {sum(len(row.text) for row in part)} characters")
        show(tallies)
        if options.wrong and name == "tuned":
            for kind, tally in tallies.items():
                if options.kind in {None, kind}:
                    print(f"- {kind}", *tally.wrong, sep="\n    ")


def show(tallies: Tallies) -> None:
    print(
        f"{'kind':20} {'precision':>9} {'recall':>7} {'F1':>6} {'goal':>5}   hits/missed/invented"
    )
    for kind, row in tallies.items():
        goal = GOALS.get(kind)
        figures = f"{row.precision:9.3f} {row.recall:7.3f} {row.f1:6.3f}"
        mark = "" if goal is None else f"{goal:.2f}" + (" met" if row.f1 >= goal else " MISSED")
        print(f"{kind:20} {figures} {mark:11} {row.hits}/{row.missed}/{row.invented}")


if __name__ == "__main__":
    main()
