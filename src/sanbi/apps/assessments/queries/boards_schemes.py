"""What the pages of a board need to know of a scheme, read once for each text."""

from __future__ import annotations

from functools import lru_cache

from sanbi.apps.assessments.models import SchemeVersion
from sanbi.engine.scoring import Scheme


def scheme_of(version: SchemeVersion) -> Scheme:
    """The scheme of a version, checked when it was adopted."""
    return _scheme(version.text)


@lru_cache(maxsize=16)
def _scheme(text: str) -> Scheme:
    return Scheme.from_text(text)


def readers_of(scheme: Scheme) -> tuple[tuple[str, str, str], ...]:
    """Which leaf reads which indicator, directly or in a formula: indicator, leaf, leaf's name."""
    found = []
    for leaf in scheme.leaves.values():
        item = scheme.input_of(leaf)
        if item is None:
            continue
        names = [item.indicator, *(item.formula.names if item.formula else ())]
        codes = dict.fromkeys(name for name in names if name)
        found += [(code, leaf.id, leaf.name or leaf.id) for code in codes]
    return tuple(found)


def top_parts(scheme: Scheme) -> tuple[str, ...]:
    """The parts right below the root in file order, then the blocks of bonus and deduction."""
    children = [child.id for child in scheme.tree.children]
    return (*children, *(block.id for block in scheme.adjustments))
