"""Schemes with one thing wrong, and where the engine says it is."""

from typing import Any

import pytest

from sanbi.engine.scoring import Scheme, SchemeFaults
from tests.engine.scoring.properties.cases import Plain, mapping_of

Found = list[tuple[str, str]]


def refused(mapping: Plain) -> Found:
    """Place and code of every fault of a mapping; the place without its leading `scheme.`."""
    with pytest.raises(SchemeFaults) as refusal:
        Scheme.from_mapping(mapping)
    return [(f.where.removeprefix("scheme."), f.code) for f in refusal.value.faults]


def refused_text(text: str) -> Found:
    """Place (line:column) and code of every fault of a YAML text."""
    with pytest.raises(SchemeFaults) as refusal:
        Scheme.from_text(text, "s")
    return [(f.where.removeprefix("s:"), f.code) for f in refusal.value.faults]


def faults_with(*children: Plain, **more: Any) -> Found:
    """Faults of a scheme of these children, which is sound without them."""
    return refused(mapping_of(*children, **more))


def leaf_faults(rule: object = "direct", **more: Any) -> Found:
    """Faults of a scheme with one leaf ``a`` of 10 points over the indicator x."""
    child = {"id": "a", "points": 10, "input": "x", "rule": rule, **more}
    return faults_with({key: value for key, value in child.items() if value is not ...})
