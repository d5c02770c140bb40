"""Chance that is the same on every machine: numbers drawn from a seed and the name of a thing.

Each draw depends on its own key alone, so that one more indicator changes no other figure. Only
the four basic operations are used on the numbers, which every machine rounds alike.
"""

from __future__ import annotations

from hashlib import blake2b

_BYTES = 6
_WHOLE = float(1 << (8 * _BYTES))


def share(seed: int, *key: object) -> float:
    """A number from 0 up to, not including, 1, evenly spread."""
    name = "/".join([str(seed), *map(str, key)])
    return int.from_bytes(blake2b(name.encode(), digest_size=_BYTES).digest(), "big") / _WHOLE


def swing(seed: int, *key: object) -> float:
    """A number from -1 to 1, mostly near 0 (the sum of three even ones)."""
    return sum(share(seed, *key, turn) for turn in range(3)) / 1.5 - 1.0


def pick(seed: int, among: str, *key: object) -> str:
    """One character of a text."""
    return among[int(share(seed, *key) * len(among))]
