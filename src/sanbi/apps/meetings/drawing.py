"""A draw that anybody can repeat with a list, a seed and SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def digest_of(names: Sequence[str]) -> str:
    """Return the SHA-256 of a list: its names in UTF-8, each ended by a line feed.

    >>> digest_of(["甲镇", "乙镇"]) == digest_of(["乙镇", "甲镇"])
    False
    """
    return hashlib.sha256("".join(f"{name}\n" for name in names).encode()).hexdigest()


def drawn(names: Sequence[str], seed: str) -> list[str]:
    """Return names in the order of SHA-256("seed:digest of the list:name"), smallest first.

    The list's own order counts through its digest alone, so that nobody gains by standing first.

    Raises
    ------
    ValueError
        when a name stands in the list twice.
    """
    if len(set(names)) != len(names):
        raise ValueError("a name stands in the list twice")
    listed = digest_of(names)
    return sorted(
        names, key=lambda name: hashlib.sha256(f"{seed}:{listed}:{name}".encode()).hexdigest()
    )
