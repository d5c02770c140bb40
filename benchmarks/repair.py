"""Damage done to invented bulletins, undone: how often rightly, how surely, how fast.

`python -m benchmarks.repair` reports on the part that nothing was tuned on; `--fit` prints the
weights of the confidence, worked out on the other part.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.reporting import machine
from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.repair import repaired
from sanbi.engine.documents.repair.ranking import WEIGHTS
from sanbi.engine.documents.text import MappedText
from tests.support.damage.forward import Ways, damaged, ways
from tests.support.damage.judging import Judged, Verdict, judged
from tests.support.damage.prose import bulletin, names

TUNED_ON = range(400)
HELD_OUT = range(10_000, 10_600)
BINS = (0.0, 0.5, 0.7, 0.9, 0.97, 0.99, 0.995, 1.0001)
MEGABYTE = 1_000_000
FEW_MARKS = 4
MANY = 80


@dataclass(frozen=True)
class Score:
    """Shares of all damaged places, and counts."""

    places: int
    first: float
    five: float
    accepted: float
    wrong: float  # accepted alone and wrong
    false: int  # repairs where nothing was damaged
    pinyin: int
    left: int
    removed_wrongly: int


def page(seed: int, *, traditional: bool, known: bool = False) -> Judged | None:
    """One bulletin damaged and repaired; nothing where GBK cannot hold it.

    With ``known`` by a house that knows the county's units and people, though not its villages.
    """
    try:
        made = damaged(bulletin(seed), seed, traditional=traditional)
    except UnicodeEncodeError:
        return None
    own = names(seed) if known else {}
    return judged(made, known=[*own.get("county", []), *own.get("town", []), *own.get("name", [])])


def pages(
    seeds: Sequence[int], *, traditional: bool = True, known: bool = False
) -> Iterator[tuple[int, Judged]]:
    """Seeds with their judged pages, two processes at once."""
    with ProcessPoolExecutor(2) as pool:
        made = pool.map(partial(page, traditional=traditional, known=known), seeds, chunksize=10)
        for seed, found in zip(seeds, made, strict=True):
            if found is not None:
                yield seed, found


def score(judgements: Sequence[Judged]) -> Score:
    """The shares over all places of all pages."""
    verdicts = list(chain.from_iterable(each.verdicts for each in judgements))
    real = [verdict for verdict in verdicts if not verdict.false]
    n = max(1, len(real))
    return Score(
        len(real),
        sum(v.rank == 1 for v in real) / n,
        sum(v.rank > 0 for v in real) / n,
        sum(v.accepted for v in real) / n,
        sum(v.accepted and v.rank != 1 for v in verdicts) / n,
        len(verdicts) - len(real),
        sum(each.pinyin for each in judgements),
        sum(max(0, each.pinyin_left) for each in judgements),
        sum(each.removed_wrongly for each in judgements),
    )


def reliability(verdicts: Sequence[Verdict]) -> list[tuple[float, float, int, float, float]]:
    """For each range of confidence: from, to, places, mean confidence, share that was right."""
    rows = []
    for low, high in pairwise(BINS):
        held = [v for v in verdicts if v.shown and low <= v.confidence < high]
        if held:
            mean = sum(v.confidence for v in held) / len(held)
            rows.append((low, high, len(held), mean, sum(v.rank == 1 for v in held) / len(held)))
    return rows


def error(rows: Sequence[tuple[float, float, int, float, float]]) -> float:
    """The expected calibration error: how far confidence is from what was right, on average."""
    places = sum(row[2] for row in rows)
    return sum(row[2] * abs(row[3] - row[4]) for row in rows) / max(1, places)


def by_way(found: Sequence[tuple[int, Judged]], *, traditional: bool) -> None:
    """Print the shares for each kind of scraper apart."""
    kinds: dict[str, Callable[[Ways], str]] = {
        "a pair that cannot be read": lambda way: way.bad_pair,
        "a pair without a character": lambda way: way.private,
        "marks replaced": lambda way: "before readings" if way.marks_first else "after readings",
        "kinds of marks": lambda way: "up to 4" if len(way.marks) <= FEW_MARKS else "5 and more",
        "characters with readings": lambda way: "40–79" if len(way.table) < MANY else "80–120",
    }
    print("\nscraper                                       places  rank 1   five  wrong")
    for title, kind in kinds.items():
        parts: dict[str, list[Judged]] = {}
        for seed, judgement in found:
            parts.setdefault(kind(ways(seed, traditional=traditional)), []).append(judgement)
        for value, part in sorted(parts.items()):
            row = score(part)
            shares = f"{row.first:7.1%} {row.five:6.1%} {row.wrong:6.2%}"
            print(f"{title + ': ' + value:45} {row.places:6d} {shares}")


def speed() -> tuple[float, float, int]:
    """Seconds of processor for a damaged and for a clean megabyte, and the places in the first."""
    seeds = range(TUNED_ON.stop, TUNED_ON.stop + 220)
    text = "\n".join(bulletin(seed) for seed in seeds)
    made = damaged(text, 6)
    dirty = made.text.encode()[:MEGABYTE].decode("utf-8", "ignore")
    clean = "\n".join(bulletin(seed) for seed in range(300)).encode()[:MEGABYTE]
    model = official_prose()
    spent = []
    for each in (dirty, clean.decode("utf-8", "ignore")):
        start = time.process_time()
        repaired(MappedText.decoded(each), model)
        spent.append(time.process_time() - start)
    return spent[0], spent[1], len(made.sites)


def fitted(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Weights of a logistic regression, with a little weight decay; Newton's method."""
    held = [v for v in verdicts if v.shown]
    names = [name for name in WEIGHTS if name != "constant"]
    table = [[1.0, *(v.features[name] for name in names)] for v in held]
    x = np.array(table)
    y = np.array([float(v.rank == 1) for v in held])
    weights = np.zeros(x.shape[1])
    decay = 0.5 * np.eye(x.shape[1])
    for _ in range(50):
        p = _logistic(x @ weights)
        slope = x.T @ (y - p) - decay @ weights
        weights += np.linalg.solve((x.T * (p * (1 - p))) @ x + decay, slope)
    return dict(zip(["constant", *names], weights.round(3).tolist(), strict=True))


def _logistic(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(value, -30, 30)))


def show(title: str, result: Score) -> None:
    """Print the shares beside their goals."""
    print(f"\n{title}: {result.places} damaged places")
    print(f"  right at rank 1        {result.first:7.2%}   goal 90 %")
    print(f"  right among five       {result.five:7.2%}   goal 99 %")
    print(f"  accepted alone         {result.accepted:7.2%}")
    print(f"  accepted and wrong     {result.wrong:7.2%}   goal at most 0.5 %")
    print(f"  repairs of nothing     {result.false:7d}")
    print(f"  readings put in {result.pinyin}, left {result.left}")
    print(f"  others taken           {result.removed_wrongly:7d}")


def main() -> None:
    """Print what the module's docstring promises."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.repair", description=__doc__)
    parser.add_argument("--fit", action="store_true", help="weights, on the part tuned on")
    parser.add_argument("--pages", type=int, default=len(HELD_OUT), help="of the held-out part")
    parser.add_argument("--simplified", action="store_true", help="copies kept simplified")
    parser.add_argument("--known", action="store_true", help="units and people are known")
    given = parser.parse_args()
    print(machine())
    seeds = list(TUNED_ON if given.fit else HELD_OUT)[: given.pages]
    both = list(pages(seeds, traditional=not given.simplified, known=given.known))
    found = [judgement for _, judgement in both]
    verdicts = list(chain.from_iterable(each.verdicts for each in found))
    show("tuned on" if given.fit else "held out", score(found))
    if given.fit:
        print(fitted(verdicts))
        return
    print("\nconfidence       places   mean   right")
    rows = reliability(verdicts)
    for low, high, places, mean, right in rows:
        print(f"{low:5.3f} – {min(high, 1):5.3f}  {places:6d}  {mean:6.1%}  {right:6.1%}")
    print(f"expected calibration error {error(rows):.1%}")
    by_way(both, traditional=not given.simplified)
    if given.simplified:
        return
    dirty, clean, sites = speed()
    print(
        f"\none damaged MB ({sites} places): {dirty:.1f} s; one clean MB: {clean:.1f} s (goal 5 s)"
    )


if __name__ == "__main__":
    main()
