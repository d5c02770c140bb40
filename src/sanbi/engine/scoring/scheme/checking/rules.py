"""Rules and their parameters, overrides, adjustments."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.scheme.checking.names import Names
from sanbi.engine.scoring.scheme.kinds import POINTS, number_text, suggestion
from sanbi.engine.scoring.scheme.rule_fields import RULES
from sanbi.engine.scoring.scheme.settling import Plain
from sanbi.engine.scoring.scheme.source import FaultList, Value

NEEDS_POINTS = frozenset(
    {
        "proportional",
        "threshold",
        "efficacy",
        "ratio_to_best",
        "rank_step",
        "percentile",
        "goalposts",
        "distance_to_reference",
        "rating",
        "ballot",
    }
)


def check_rules(data: Plain, names: Names, faults: FaultList) -> None:
    """Every leaf's rule and overrides."""
    for leaf in names.leaves.values():
        if leaf.get("@broken"):
            continue
        _check_points(leaf, faults)
        _check_limits(leaf, leaf, faults)
        _check_target(leaf, names, faults)
        _check_overrides(leaf, names, data, faults)
        if leaf["precision"] is not None and data["precision"] is None:
            message = Phrase(
                "leaf '{leaf}' states a precision, but the scheme has none", leaf=leaf["id"]
            )
            faults.add(leaf["@"], message, "state the scheme's precision too", "precision")
        checker = _CHECKERS.get(leaf["rule"]["type"])
        if checker is not None:
            checker(leaf, names, faults)


def _check_points(leaf: Plain, faults: FaultList) -> None:
    rule = leaf["rule"]
    uses = [key for key, value in rule.items() if value == POINTS]
    uses += [key for key, value in rule.items() if isinstance(value, list) and POINTS in value]
    full = rule.get("when_equal") == "full" and rule["type"] != "min_max"
    needs = full or rule["type"] in NEEDS_POINTS or bool(set(uses) - {"cap"})
    if leaf["points"] is None and needs:
        message = Phrase(
            "leaf '{leaf}': the rule {rule} needs points",
            leaf=leaf["id"],
            rule=Phrase(rule["type"]),
        )
        faults.add(leaf["@"], message, "state points: the full mark", "points")
    elif leaf["points"] is None and rule.get("cap") == POINTS:
        rule["cap"] = None


def _check_limits(leaf: Plain, owner: Plain, faults: FaultList) -> None:
    for holder in (owner, owner["rule"]):
        cap, floor = holder.get("cap"), holder.get("floor")
        cap = leaf["points"] if cap == POINTS else cap
        if isinstance(cap, Fraction) and isinstance(floor, Fraction) and cap < floor:
            message = Phrase(
                "leaf '{leaf}': the cap {cap} is below the floor {floor}",
                leaf=leaf["id"],
                cap=number_text(cap),
                floor=number_text(floor),
            )
            faults.add(leaf["@"], message, "exchange them", "limits")


def _check_target(leaf: Plain, names: Names, faults: FaultList) -> None:
    target = leaf["rule"].get("target")
    if isinstance(target, dict) and target["use"] not in names.inputs:
        hint = suggestion(target["use"], names.inputs)
        message = Phrase(
            "leaf '{leaf}': the target '{name}' is no number and no input",
            leaf=leaf["id"],
            name=target["use"],
        )
        faults.add(leaf["rule"]["@"], message, hint, "unknown-reference")
    if target == "data" and RULES[leaf["rule"]["type"]].needs_target:
        item = leaf["input"] or {}
        item = names.inputs.get(item["use"], {}) if "use" in item else item
        if "formula" in item:
            message = Phrase("leaf '{leaf}': a formula has no target column", leaf=leaf["id"])
            hint = "state target: a number, or the name of an input"
            faults.add(leaf["rule"]["@"], message, hint, "target")


def _check_overrides(leaf: Plain, names: Names, data: Plain, faults: FaultList) -> None:
    numeric = {key for key, value in leaf["rule"].items() if _is_number(key, value)}
    for item in leaf["overrides"]:
        if (item["group"] is None) == (item["unit"] is None):
            message = Phrase("leaf '{leaf}': an override names a group or a unit", leaf=leaf["id"])
            faults.add(item["@"], message, "write group: or unit:", "override")
        if item["group"] is not None and data["groups"] and item["group"] not in names.groups:
            hint = suggestion(item["group"], names.groups)
            message = Phrase(
                "leaf '{leaf}': no group '{group}'", leaf=leaf["id"], group=item["group"]
            )
            faults.add(item["@"], message, hint, "unknown-reference")
        for key, value in (item["rule"] or {}).items():
            if key not in numeric or not isinstance(value, Fraction):
                message = Phrase(
                    "leaf '{leaf}': '{key}' cannot be overridden",
                    leaf=leaf["id"],
                    key=_named(leaf, key),
                )
                hint = Phrase(
                    "numbers only: {keys}", keys=[_named(leaf, name) for name in sorted(numeric)]
                )
                faults.add(item["@"], message, hint, "override")


def _named(leaf: Plain, key: str) -> str:
    """A parameter of the leaf's rule as an author may write it, in English or Chinese."""
    field = RULES[leaf["rule"]["type"]].parameters.by_word.get(key)
    return f"{field.name} / {field.words[0]}" if field else key


def _is_number(key: str, value: Value) -> bool:
    return key == "target" or isinstance(value, Fraction) or value == POINTS


def _low_high(leaf: Plain, names: Names, faults: FaultList) -> None:
    del names
    low, high = leaf["rule"]["low"], leaf["rule"]["high"]
    if low is not None and high is not None and low >= high:
        message = Phrase(
            "leaf '{leaf}': low must be below high, also where less is better", leaf=leaf["id"]
        )
        faults.add(leaf["rule"]["@"], message, "exchange them", "low-high")
    scale = leaf["rule"].get("scale")
    if scale == "log" and low is not None and low <= 0:
        message = Phrase("leaf '{leaf}': a logarithmic scale needs low above 0", leaf=leaf["id"])
        faults.add(leaf["rule"]["@"], message, "", "low-high")


def _value_bands(leaf: Plain, names: Names, faults: FaultList) -> None:
    del names
    key = "min" if leaf["better"] == "high" else "max"
    last: Fraction | None = None
    for band in leaf["rule"]["bands"]:
        limit = band[key]
        if band["min"] is None and band["max"] is None:
            faults.add(
                band["@"], "a band needs min or max", Phrase("write {key}:", key=key), "bands"
            )
        elif limit is not None and last is not None and _hidden(limit, last, key):
            message = Phrase("leaf '{leaf}': this band can never be reached", leaf=leaf["id"])
            falling = "list bands from the best, with falling min"
            rising = "list bands from the best, with rising max"
            faults.add(band["@"], message, falling if key == "min" else rising, "bands")
        last = limit if limit is not None else last


def _hidden(limit: Fraction, last: Fraction, key: str) -> bool:
    """Whether a band lies wholly within the one before it."""
    return limit >= last if key == "min" else limit <= last


def _rank_bands(leaf: Plain, names: Names, faults: FaultList) -> None:
    del names
    rule = leaf["rule"]
    small = rule["small_group"]
    for bands in (rule["bands"], small["bands"] if small else []):
        last: dict[str, Any] = {}
        for band in bands:
            if (band["to"] is None) == (band["to_share"] is None):
                faults.add(band["@"], "a band needs either to or to_share", "", "bands")
                continue
            key = "to" if band["to"] is not None else "to_share"
            if key in last and band[key] <= last[key]:
                message = Phrase("leaf '{leaf}': this band can never be reached", leaf=leaf["id"])
                faults.add(band["@"], message, "list bands with rising places", "bands")
            last[key] = band[key]


def _linear(leaf: Plain, names: Names, faults: FaultList) -> None:
    del names
    tiers = leaf["rule"]["tiers"] or []
    ordered = sorted(tiers, key=lambda tier: (tier["from"] is not None, tier["from"] or 0))
    for before, after in pairwise(ordered):
        if before["to"] is None or after["from"] is None or before["to"] > after["from"]:
            message = Phrase("leaf '{leaf}': this tier overlaps another", leaf=leaf["id"])
            faults.add(after["@"], message, "let each tier begin where the last ends", "tiers")


def _ballot(leaf: Plain, names: Names, faults: FaultList) -> None:
    name = leaf["rule"]["electorate"]
    if name not in names.electorates:
        message = Phrase("leaf '{leaf}': no electorate '{name}'", leaf=leaf["id"], name=name)
        hint = suggestion(name, names.electorates)
        faults.add(leaf["rule"]["@"], message, hint, "unknown-reference")
        return
    electorate = names.electorates[name]
    if electorate["kind"] == "grade" and not electorate["grades"]:
        message = Phrase("electorate '{name}': grade ballots need grades", name=name)
        faults.add(electorate["@"], message, "grades: {好: 100, 中: 80}", "electorate")


def _distance(leaf: Plain, names: Names, faults: FaultList) -> None:
    reference = leaf["rule"]["reference"]
    if isinstance(reference, dict) and "use" in reference and reference["use"] not in names.inputs:
        message = Phrase("leaf '{leaf}': no input '{name}'", leaf=leaf["id"], name=reference["use"])
        hint = suggestion(reference["use"], names.inputs)
        faults.add(leaf["rule"]["@"], message, hint, "unknown-reference")


_CHECKERS: dict[str, Callable[[Plain, Names, FaultList], None]] = {
    "ballot": _ballot,
    "distance_to_reference": _distance,
    "efficacy": _low_high,
    "goalposts": _low_high,
    "linear": _linear,
    "rank_bands": _rank_bands,
    "value_bands": _value_bands,
}
