"""Which assumption matters: Sobol indices of a figure that depends on uncertain inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Model = Callable[[Floats], Floats]
LEVEL = 0.95


@dataclass(frozen=True)
class Indices:
    """First-order and total indices of each input, each with the interval of a bootstrap.

    Parameters
        first : shape (k,), the share of the variance that an input explains by itself.
        total : shape (k,), the share that goes when the input is known, with its interactions.
        first_interval, total_interval : shape (k, 2).
        samples : points of the sequence, n; the model was asked n·(k + 2) times.
    """

    first: Floats
    total: Floats
    first_interval: Floats
    total_interval: Floats
    samples: int


def sobol_indices(
    model: Model, inputs: int, *, samples: int = 1_024, seed: int = 1, resamples: int = 200
) -> Indices:
    """Sobol indices by scrambled Sobol sequences and the estimators of Jansen (1999).

    Parameters
    ----------
    model : callable
        Takes points of the unit cube, shape (m, inputs), and returns m figures.
    inputs : int
        Dimension of the cube, k.
    samples : int
        A power of two; the model is asked samples·(k + 2) times.
    resamples : int
        Bootstrap resamples for the intervals.

    Raises
    ------
    ValueError
        when samples is no power of two, or the figure does not vary at all.
    """
    if samples < 2 or samples & (samples - 1):  # noqa: PLR2004 - a power of two
        raise ValueError(f"a Sobol sequence needs a power of two, not {samples} points")
    from scipy.stats import qmc  # heavy, and the one thing here that needs it

    sequence = qmc.Sobol(2 * inputs, scramble=True, rng=np.random.default_rng(seed))
    points = sequence.random(samples)
    one, other = points[:, :inputs], points[:, inputs:]
    at_one, at_other = model(one), model(other)
    mixed = np.empty((samples, inputs))
    for place in range(inputs):
        crossed = one.copy()
        crossed[:, place] = other[:, place]
        mixed[:, place] = model(crossed)
    if not np.var(np.concatenate([at_one, at_other])) > 0:
        raise ValueError("the figure does not vary, so nothing explains it")
    first, total = _jansen(at_one, at_other, mixed)
    rng = np.random.default_rng([seed, 1])
    drawn = np.array([_jansen_of(rng, at_one, at_other, mixed) for _ in range(resamples)])
    tail = 100 * (1 - LEVEL) / 2
    ends = np.percentile(drawn, (tail, 100 - tail), axis=0)  # 2 ends × 2 kinds × inputs
    return Indices(first, total, ends[:, 0].T, ends[:, 1].T, samples)


def _jansen(one: Floats, other: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    variance = np.var(np.concatenate([one, other]))
    first = 1 - ((other[:, None] - mixed) ** 2).mean(axis=0) / (2 * variance)
    total = ((one[:, None] - mixed) ** 2).mean(axis=0) / (2 * variance)
    return first, total


def _jansen_of(
    rng: np.random.Generator, one: Floats, other: Floats, mixed: Floats
) -> tuple[Floats, Floats]:
    rows = rng.integers(0, len(one), len(one))
    return _jansen(one[rows], other[rows], mixed[rows])
