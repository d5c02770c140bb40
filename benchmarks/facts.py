"""`python -m benchmarks.facts`: what is read out of the labelled bulletins, and how well.

The part held out was written and labelled when the rules stood, and no rule was made on it.
"""

from __future__ import annotations

import argparse

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.model import Facts
from sanbi.engine.documents.reading import read_article
from sanbi.engine.documents.repair import repaired
from sanbi.engine.documents.text import MappedText
from tests.support.bulletins.marked import Bulletin, bulletins, laid_out
from tests.support.bulletins.scoring import Tallies, read_plainly, scored
from tests.support.damage.forward import damaged

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
    parser.add_argument("--damaged", action="store_true", help="read damaged and repaired copies")
    parser.add_argument("--kind", help="only this kind")
    options = parser.parse_args()
    rows = bulletins()
    read = read_damaged if options.damaged else read_plainly
    parts = {
        "tuned": [row for row in rows if not row.held_out],
        "held out": [row for row in rows if row.held_out],
    }
    for name, part in parts.items():
        tallies = scored(part, read)
        print(f"\n{name}: {len(part)} bulletins, {sum(len(row.text) for row in part)} characters")
        show(tallies)
        if options.wrong and name == "tuned":
            for kind, tally in tallies.items():
                if options.kind in {None, kind}:
                    print(f"- {kind}", *tally.wrong, sep="\n    ")


def read_damaged(row: Bulletin) -> Facts:
    """The facts of a copy that was damaged and repaired.

    Places that wait for a person stand as their first candidate, as in the inbox before anybody
    has looked at them. Where a repair is longer or shorter than what stood there, all labels
    behind it count as missed.
    """
    seed = int(row.name[:2])
    text = MappedText.decoded(damaged(row.text, seed).text)
    layout = laid_out(repaired(text, official_prose()).text.text)
    return read_article(layout, layout.articles[0], published=row.published)


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
