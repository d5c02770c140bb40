"""Runs a robustness study: draws, scores anew, and keeps every place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.faults import DataFaults
from sanbi.engine.scoring.figures import figures_of
from sanbi.engine.scoring.replay import replay_chunks
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.robustness.assumptions import Assumptions
from sanbi.engine.scoring.robustness.drawing import (
    BLOCK,
    Drawn,
    ErringFigures,
    WeightDraws,
    blocks_of,
    variant_block,
)
from sanbi.engine.scoring.robustness.standing import MOST_UNITS, Places, Standing, places_of
from sanbi.engine.scoring.run import score

Progress = Callable[[int, int], None]
Wanted = npt.NDArray[np.int64]
NOTHING = Drawn({}, {})
MOST_PLACES = 1_500_000_000  # two bytes each


@dataclass(frozen=True)
class Replication:
    """What one replication assumed: all that is needed to score it again by hand.

    Parameters
        number : from 0.
        variant : name of the scheme that it took; empty for the scheme itself.
        weights : id → weight, of children of nodes that take a mean.
        points : id → points, of children of sums.
        errors : (indicator, period) → the error of each unit, in code order.
        fault : why it could not be scored; empty where it could.
    """

    number: int
    variant: str
    weights: Mapping[str, float]
    points: Mapping[str, float]
    errors: Mapping[tuple[str, str], tuple[float, ...]]
    fault: str = ""


@dataclass(frozen=True)
class Robustness:
    """What a study found for one group.

    Parameters
        group : the group.
        standing : the places of the units in all replications that could be scored.
        failed : replication → why it could not be scored; they are in no figure.
    """

    group: str
    standing: Standing
    failed: Mapping[int, str]
    _study: _Study = field(repr=False)

    def replication(self, number: int) -> Replication:
        """What a replication assumed, drawn again from the seed."""
        return self._study.told(number, self.failed.get(number, ""))


def robustness(
    result: Result,
    assumptions: Assumptions,
    *,
    replications: int = 1_000,
    seed: int = 1,
    group: str | None = None,
    progress: Progress | None = None,
) -> Robustness:
    """Score a result again under many draws of what its scheme and data could as well have been.

    Parameters
    ----------
    result : Result of `score`
    assumptions : what is varied
    replications : int, at least 1
    seed : int
        The same seed gives the same draws, on any machine and in any order.
    group : str, optional
        The group to study; may be left out when there is only one.
    progress : callable (done, of), optional

    Returns
    -------
    Robustness
        Memory: 2 bytes × replications × units, and one chunk of the draws. Weights alone cost a
        matrix product and a sort each; errors of figures score the whole group anew each time.

    Raises
    ------
    ValueError
        for ids without a weight, indicators without figures, or more than can be kept.
    """
    study = _Study(result, assumptions, seed, outcome_of(result, group).cohort.group)
    return study.run(replications, progress)


class _Study:
    def __init__(self, result: Result, assumptions: Assumptions, seed: int, group: str) -> None:
        self.result, self.assumptions, self.seed, self.group = result, assumptions, seed, group
        self.names = ("", *sorted(assumptions.variants))
        self.schemes = {"": result.scheme, **assumptions.variants}
        law = assumptions.weights
        self.draws = (
            {} if law is None else {n: WeightDraws(s, law) for n, s in self.schemes.items()}
        )
        self.source = result.run.source or figures_of(result.data)
        for indicator in assumptions.errors:
            if not self.source.knows(indicator):
                raise ValueError(f"there are no figures of '{indicator}' that could err")
        self._scored: dict[str, Result] = {"": result}

    # -- all ---------------------------------------------------------------------------------------
    def run(self, replications: int, progress: Progress | None) -> Robustness:
        outcome = outcome_of(self.result, self.group)
        units = outcome.codes
        self._refuse_size(replications, len(units))
        places = np.zeros((replications, len(units)), dtype=np.uint16)
        failed: dict[int, str] = {}
        for block, wanted in blocks_of(replications):
            start = block * BLOCK
            for rows, found in self._block(block, wanted, failed):
                places[start + rows] = found
                if progress is not None:
                    progress(min(start + int(rows[-1]) + 1, replications), replications)
        kept = np.ones(replications, dtype=bool)
        kept[list(failed)] = False
        ranked = np.asarray(outcome.ranks.ranked, dtype=bool)
        ranks = np.where(ranked, np.asarray(outcome.ranks.rank, dtype=np.float64), np.nan)
        own = places_of(ranks).astype(np.int64)
        held = places if kept.all() else places[kept]
        return Robustness(self.group, Standing(units, own, held), failed, self)

    def _refuse_size(self, replications: int, units: int) -> None:
        if replications < 1:
            raise ValueError("a study needs at least one replication")
        if units > MOST_UNITS or replications * units > MOST_PLACES:
            most = max(1, MOST_PLACES // max(units, 1))
            raise ValueError(f"{units} units allow {most} replications at most")

    def _block(
        self, block: int, wanted: Wanted, failed: dict[int, str]
    ) -> Iterator[tuple[Wanted, Places]]:
        taken = variant_block(self.seed, block, len(self.assumptions.variants))[wanted]
        for place, name in enumerate(self.names):
            rows = wanted[taken == place]
            if not len(rows):
                continue
            drawn = self._drawn(name, block)
            if self.assumptions.errors:
                for row in rows:
                    only = np.array([row], dtype=np.int64)
                    yield only, self._erring(name, block, int(row), drawn.part(only), failed)
            else:
                yield from self._plain(name, rows, drawn.part(rows))

    def _drawn(self, name: str, block: int) -> Drawn:
        return self.draws[name].block(self.seed, block) if self.draws else NOTHING

    def _plain(self, name: str, rows: Wanted, drawn: Drawn) -> Iterator[tuple[Wanted, Places]]:
        """Replications whose figures are as they are: one scoring, then weights by replay."""
        scored = self._result(name)
        start = 0
        if not (drawn.weights or drawn.points):
            chunk = next(iter(replay_chunks(scored, {}, self.group)))
            yield rows, np.repeat(places_of(chunk.ranks), len(rows), axis=0)
            return
        for chunk in replay_chunks(scored, drawn.weights, self.group, points=drawn.points):
            found = places_of(chunk.ranks)
            yield rows[start : start + len(found)], found
            start += len(found)

    def _erring(
        self, name: str, block: int, row: int, drawn: Drawn, failed: dict[int, str]
    ) -> Places:
        number = block * BLOCK + row
        figures = ErringFigures(
            self.source, self.assumptions.errors, self.result.period, self.seed, number
        )
        try:
            found = score(self.schemes[name], self.result.data, self.result.period, source=figures)
        except DataFaults as error:
            failed[number] = str(error)
            size = len(outcome_of(self.result, self.group).codes)
            return np.zeros((1, size), dtype=np.uint16)
        chunk = next(iter(replay_chunks(found, drawn.weights, self.group, points=drawn.points)))
        return places_of(chunk.ranks)

    def _result(self, name: str) -> Result:
        """A variant scored once, over the same units."""
        if name not in self._scored:
            found = score(
                self.schemes[name],
                self.result.data,
                self.result.period,
                source=self.result.run.source,
            )
            if outcome_of(found, self.group).codes != outcome_of(self.result, self.group).codes:
                raise ValueError(f"the variant '{name}' ranks other units in group '{self.group}'")
            self._scored[name] = found
        return self._scored[name]

    # -- one ---------------------------------------------------------------------------------------
    def told(self, number: int, fault: str) -> Replication:
        block, row = divmod(number, BLOCK)
        name = self.names[int(variant_block(self.seed, block, len(self.assumptions.variants))[row])]
        drawn = self._drawn(name, block)
        figures = ErringFigures(
            self.source, self.assumptions.errors, self.result.period, self.seed, number
        )
        errors = {
            (indicator, period): tuple(figures.drawn(indicator, period, error).tolist())
            for indicator, error in self.assumptions.errors.items()
            for period in self.source.periods(indicator)
            if figures.errs(indicator, period)
        }
        return Replication(
            number,
            name,
            {code: float(values[row]) for code, values in drawn.weights.items()},
            {code: float(values[row]) for code, values in drawn.points.items()},
            errors,
            fault,
        )
