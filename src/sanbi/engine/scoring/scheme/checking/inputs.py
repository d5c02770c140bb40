"""Inputs: declared indicators, names in formulas, cycles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.formula import FormulaCycle, dependencies
from sanbi.engine.scoring.scheme.checking.names import Names
from sanbi.engine.scoring.scheme.kinds import suggestion
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES
from sanbi.engine.scoring.scheme.settling import Plain
from sanbi.engine.scoring.scheme.source import FaultList


def check_inputs(data: Plain, names: Names, faults: FaultList) -> None:
    """Indicators are declared (where any is), named inputs do not go in circles."""
    written = {name: item.get("formula") for name, item in names.inputs.items()}
    formulas = {name: formula for name, formula in written.items() if formula is not None}
    try:
        dependencies(formulas)
    except FormulaCycle as error:
        first = names.inputs[error.cycle[0]]
        chain = " → ".join(error.cycle)
        hint = "an input may not need itself"
        faults.add(
            first["@"],
            Phrase("the formulas go in a circle: {chain}", chain=chain),
            hint,
            "formula-cycle",
        )
    if names.indicators:
        for item, owner in _inputs(names):
            _check_declared(item, owner, names, faults)
    for leaf in names.leaves.values():
        if leaf["input"] is not None and "use" in leaf["input"]:
            continue
        _check_formula_owner(leaf, faults)
    del data


def _inputs(names: Names) -> Iterator[tuple[Plain, str]]:
    for name, item in names.inputs.items():
        yield item, Phrase("input '{name}'", name=name)
    for leaf in names.leaves.values():
        if leaf["input"] is not None and "use" not in leaf["input"]:
            yield leaf["input"], Phrase("leaf '{leaf}'", leaf=leaf["id"])


def _check_declared(item: Plain, owner: str, names: Names, faults: FaultList) -> None:
    if "indicator" not in item or item["indicator"] in names.indicators:
        return
    hint = suggestion(item["indicator"], {*names.indicators, *names.inputs})
    message = Phrase(
        "{owner} takes '{indicator}', which 'indicators' does not declare",
        owner=owner,
        indicator=item["indicator"],
    )
    faults.add(item["@"], message, hint, "unknown-indicator")


def _check_formula_owner(leaf: Plain, faults: FaultList) -> None:
    """A formula rule that uses x needs an input."""
    if leaf["rule"]["type"] != "formula" or leaf["input"] is not None:
        return
    used: set[Any] = set(leaf["rule"]["formula"].names) & (OWN_NAMES - {"points"})
    if used - {"target"} or ("target" in used and leaf["rule"].get("target") in {None, "data"}):
        message = Phrase(
            "leaf '{leaf}': the formula uses {names} without an input",
            leaf=leaf["id"],
            names=sorted(used),
        )
        faults.add(leaf["@"], message, "write input: INDICATOR", "formula-input")
