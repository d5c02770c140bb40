"""Ranks along the rows of a matrix (draws, units)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def ranks_of(keys: list[Floats], ranked: Any, method: str) -> Floats:  # noqa: ANN401 - a mask
    """Places along each row by ascending keys, the first key first.

    Parameters
    ----------
    keys : list of arrays, shape (draws, units)
    ranked : bool array, shape (draws, units)
    method : competition, dense, average or ordinal
    """
    aside = ~ranked
    someone_aside = bool(aside.any())
    if len(keys) == 1 and method != "ordinal":
        order = np.argsort(np.where(aside, np.inf, keys[0]) if someone_aside else keys[0], axis=1)
    else:
        order = np.lexsort((*reversed(keys), aside), axis=1)
    changed = _changed((*keys, aside) if someone_aside else tuple(keys), order)
    step = np.broadcast_to(np.arange(1, ranked.shape[1] + 1), ranked.shape)
    if method == "ordinal" or changed is None:
        return _put(order, step.astype(np.float64), ranked)
    first = np.maximum.accumulate(np.where(changed, step, 0), axis=1)
    placed = first.astype(np.float64)
    if method == "dense":
        placed = np.cumsum(changed, axis=1).astype(np.float64)
    elif method == "average":
        follows = np.ones(ranked.shape, dtype=bool)
        follows[:, :-1] = changed[:, 1:]
        last = np.where(follows, step, ranked.shape[1] + 1)
        last = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
        placed = (first + last) / 2
    return _put(order, placed, ranked)


def _changed(keys: tuple[Floats, ...], order: npt.NDArray[np.int64]) -> Any | None:  # noqa: ANN401 - a mask
    """Where a place differs from the one before it; None where nobody shares one."""
    same: Any = True
    for key in keys:
        ordered = np.take_along_axis(key, order, axis=1)
        same = same & (ordered[:, 1:] == ordered[:, :-1])
    if not same.any():
        return None
    changed = np.ones(order.shape, dtype=bool)
    changed[:, 1:] = ~same
    return changed


def _put(order: npt.NDArray[np.int64], placed: Floats, ranked: Any) -> Floats:  # noqa: ANN401 - a mask
    result = np.empty(ranked.shape)
    np.put_along_axis(result, order, placed, axis=1)
    return result if ranked.all() else np.where(ranked, result, np.nan)
