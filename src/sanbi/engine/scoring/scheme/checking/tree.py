"""The tree: weights and points that add up, parameters of aggregation."""

from __future__ import annotations

from fractions import Fraction

from sanbi.engine.calendar import PeriodError
from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.periods import sub_periods
from sanbi.engine.scoring.scheme.kinds import number_text
from sanbi.engine.scoring.scheme.settling import Plain, nodes_of
from sanbi.engine.scoring.scheme.source import FaultList

WHOLES = (Fraction(1), Fraction(100))


def check_tree(data: Plain, faults: FaultList) -> None:
    """Every node of the tree."""
    for node in nodes_of(data["tree"]):
        if node.get("@broken"):
            continue  # what it adds up to is not known until it can be read
        if node["aggregate"] == "sum":
            _check_points(node, faults)
        else:
            _check_weights(node, faults)
        _check_power(node, faults)
        _check_limits(node, faults)
        if node["over"] is not None:
            _check_over(node, data, faults)


def _check_points(node: Plain, faults: FaultList) -> None:
    children = node["children"]
    points = [child["points"] for child in children]
    if node["points"] is None or any(point is None for point in points) or node["over"]:
        return
    total = sum(points, Fraction(0))
    if total != node["points"]:
        terms = " + ".join(number_text(point) for point in points)
        message = Phrase(
            "node '{node}' has {points} points, its children {terms} = {total}",
            node=node["id"],
            points=number_text(node["points"]),
            terms=terms,
            total=number_text(total),
        )
        rest = number_text(node["points"] - total)
        hint = Phrase(
            "change a child by {change}, or the node to {total}",
            change=rest,
            total=number_text(total),
        )
        faults.add(node["@"], message, hint, "points-sum")


def _check_weights(node: Plain, faults: FaultList) -> None:
    weights = [child["weight"] for child in node["children"]]
    total = sum(weights, Fraction(0))
    if total == 0:
        faults.add(
            node["@"],
            Phrase("the weights below node '{node}' are all 0", node=node["id"]),
            "",
            "weights-sum",
        )
    elif node["weights"] == "stated" and total not in WHOLES:
        terms = " + ".join(number_text(weight) for weight in weights)
        message = Phrase(
            "the weights below node '{node}' add up to {terms} = {total}",
            node=node["id"],
            terms=terms,
            total=number_text(total),
        )
        hint = "make them add up to 1 or 100, or write weights: relative"
        faults.add(node["@"], message, hint, "weights-sum")


def _check_power(node: Plain, faults: FaultList) -> None:
    if node["aggregate"] == "power" and not node["power"]:
        message = Phrase(
            "node '{node}': aggregate power needs power, other than 0", node=node["id"]
        )
        faults.add(node["@"], message, "such as power: 2", "power")
    elif node["aggregate"] != "power" and node["power"] is not None:
        message = Phrase(
            "node '{node}' states a power, but aggregates by {aggregate}",
            node=node["id"],
            aggregate=Phrase(node["aggregate"]),
        )
        faults.add(node["@"], message, "write aggregate: power, or leave power out", "power")


def _check_limits(node: Plain, faults: FaultList) -> None:
    if node["cap"] is not None and node["floor"] is not None and node["cap"] < node["floor"]:
        message = Phrase("node '{node}': the cap is below the floor", node=node["id"])
        faults.add(node["@"], message, "exchange them", "limits")


def _check_over(node: Plain, data: Plain, faults: FaultList) -> None:
    over = node["over"]
    periods, weights = over["periods"], over["weights"]
    count = len(periods) if isinstance(periods, list) else None
    if isinstance(periods, str) and data["period"] is not None:
        try:
            count = len(sub_periods(data["period"], periods))
        except PeriodError as error:
            faults.add(over["@"], phrase_of(error), "list the periods one by one", "over")
            return
    if weights is None:
        return
    if count is not None and len(weights) != count:
        message = Phrase(
            "{periods} periods, but {weights} weights", periods=count, weights=len(weights)
        )
        faults.add(over["@"], message, "one weight for each period", "over")
    total = sum(weights, Fraction(0))
    if over["aggregate"] == "weighted" and total not in WHOLES:
        message = Phrase("the weights of the periods add up to {total}", total=number_text(total))
        faults.add(over["@"], message, "make them add up to 1 or 100", "weights-sum")
