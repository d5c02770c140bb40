"""How firm the ranks of a run are: each group studied once, when the run is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sanbi.apps.assessments.models import Run, RunStudy
from sanbi.engine.scoring import Result
from sanbi.engine.scoring.robustness import Assumptions, SharedWeights, Standing, robustness

SHARE = Decimal("0.25")
"""Each weight, and the points below a sum, moves by so much of itself."""
REPLICATIONS = 2_000
SEED = 1
LEVEL, ALIKE = Decimal("0.9"), Decimal("0.75")


def study_rows(run: Run, result: Result, units: Mapping[str, int]) -> Iterator[RunStudy]:
    """Yield the study of each group in which two units have ranks; ``units``: code → key.

    Some tens of milliseconds for a county: leaf scores do not depend on weights.
    """
    assumed = Assumptions(weights=SharedWeights(float(SHARE)))
    for outcome in result.outcomes:
        if int(outcome.ranks.ranked.sum()) < 2:  # noqa: PLR2004 - a place needs another
            continue
        group = outcome.cohort.group
        found = robustness(
            result, assumed, replications=REPLICATIONS, seed=SEED, group=group
        ).standing
        yield RunStudy(
            run=run,
            group=group,
            replications=REPLICATIONS,
            seed=SEED,
            share=SHARE,
            level=LEVEL,
            alike=ALIKE,
            content=_content(found, units),
        )


def _content(found: Standing, units: Mapping[str, int]) -> dict[str, dict[str, object]]:
    bands = {
        code: number for number, band in enumerate(found.bands(float(ALIKE))) for code in band.units
    }
    intervals, means, counts = found.intervals(float(LEVEL)), found.means(), found.counts
    return {
        str(units[code]): {
            "low": int(intervals[place, 0]),
            "high": int(intervals[place, 1]),
            "mean": round(float(means[place]), 2),
            "band": bands[code],
            "places": {
                str(at): int(count) for at, count in enumerate(counts[place].tolist()) if count
            },
        }
        for place, code in enumerate(found.units)
        if code in bands
    }
