"""Checks a settled scheme as a whole: what shows only when its parts are seen together."""

from __future__ import annotations

from sanbi.engine.scoring.scheme.checking.conditions import check_conditions
from sanbi.engine.scoring.scheme.checking.grades import check_grades
from sanbi.engine.scoring.scheme.checking.inputs import check_inputs
from sanbi.engine.scoring.scheme.checking.names import Names, check_names
from sanbi.engine.scoring.scheme.checking.rules import check_rules
from sanbi.engine.scoring.scheme.checking.tree import check_tree
from sanbi.engine.scoring.scheme.settling import Plain
from sanbi.engine.scoring.scheme.source import FaultList


def check(data: Plain, faults: FaultList) -> None:
    """Note every fault of a settled scheme."""
    names = Names(data)
    check_names(data, names, faults)
    check_inputs(data, names, faults)
    check_tree(data, faults)
    check_rules(data, names, faults)
    check_conditions(data, names, faults)
    check_grades(data, faults)


__all__ = ["check"]
