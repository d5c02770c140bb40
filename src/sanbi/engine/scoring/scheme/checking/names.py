"""Names: ids used once, references to what exists."""

from __future__ import annotations

from collections.abc import Iterator

from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.faults import place_words
from sanbi.engine.scoring.scheme.kinds import UNNAMED, suggestion
from sanbi.engine.scoring.scheme.settling import Plain, leaves_of, nodes_of
from sanbi.engine.scoring.scheme.source import FaultList


class Names:
    """What a scheme names, gathered once."""

    def __init__(self, data: Plain) -> None:
        self.tree_leaves = {leaf["id"]: leaf for leaf in leaves_of(data["tree"])}
        self.items = {leaf["id"]: leaf for block in data["adjustments"] for leaf in block["items"]}
        self.leaves = {**self.tree_leaves, **self.items}
        self.nodes = {node["id"]: node for node in nodes_of(data["tree"])}
        self.inputs = data["inputs"]
        self.adjustments = {block["id"]: block for block in data["adjustments"]}
        self.groups = {group["id"] for group in data["groups"]}
        self.indicators = data["indicators"]
        self.electorates = data["electorates"]

    @property
    def scored(self) -> set[str]:
        """Ids that have a score: leaves, nodes, adjustments."""
        return {*self.leaves, *self.nodes, *self.adjustments}


def _ids(data: Plain) -> Iterator[tuple[str, str, str]]:
    """Every id with its place and what it is."""
    for name, item in data["inputs"].items():
        yield name, item["@"], Phrase("input")
    for node in nodes_of(data["tree"]):
        yield node["id"], node["@"], Phrase("node")
    for leaf in leaves_of(data["tree"]):
        yield leaf["id"], leaf["@"], Phrase("leaf")
    for block in data["adjustments"]:
        yield block["id"], block["@"], Phrase("adjustment")
        for leaf in block["items"]:
            yield leaf["id"], leaf["@"], Phrase("leaf")


def check_names(data: Plain, names: Names, faults: FaultList) -> None:
    """Ids stand once; gates, groups and consequences likewise; references lead somewhere."""
    seen: dict[str, str] = {}
    for name, where, what in _ids(data):
        if name == UNNAMED:
            continue
        if name in seen:
            message = Phrase(
                "the id '{name}' of this {what} stands already at {first}",
                name=name,
                what=what,
                first=place_words(seen[name]),
            )
            faults.add(where, message, "give each its own id", "duplicate-id")
        seen.setdefault(name, where)
    for key in ("gates", "vetoes", "consequences", "groups"):
        _once(data[key], faults)
    for key in data["ties"]["then"]:
        known = names.scored | set(names.inputs) | set(names.indicators)
        if not names.indicators:
            known |= _plain_indicators(names)
        if key["by"] not in known:
            message = Phrase("the tie key '{key}' is no input, leaf or node", key=key["by"])
            faults.add(key["@"], message, suggestion(key["by"], known), "unknown-reference")
    _check_groups(data, faults)
    _check_effective(data, faults)
    _check_period(data, faults)


def _plain_indicators(names: Names) -> set[str]:
    items = [leaf["input"] for leaf in names.leaves.values() if leaf["input"]]
    items += list(names.inputs.values())
    return {item["indicator"] for item in items if "indicator" in item}


def _once(items: list[Plain], faults: FaultList) -> None:
    seen: dict[str, str] = {}
    for item in items:
        if item["id"] in seen:
            message = Phrase(
                "the id '{id}' stands already at {first}",
                id=item["id"],
                first=place_words(seen[item["id"]]),
            )
            faults.add(item["@"], message, "give each its own id", "duplicate-id")
        seen.setdefault(item["id"], item["@"])


def _check_groups(data: Plain, faults: FaultList) -> None:
    for group in data["groups"]:
        members = group["members"]
        if members is None:
            continue
        repeated = sorted({unit for unit in members if members.count(unit) > 1})
        if repeated:
            message = Phrase(
                "group '{group}' lists {units} twice", group=group["id"], units=repeated
            )
            faults.add(group["@"], message, "list each unit once", "duplicate-member")


def _check_effective(data: Plain, faults: FaultList) -> None:
    span = data["effective"]
    if span and span["from"] and span["to"] and span["from"] > span["to"]:
        message = Phrase(
            "the scheme ends on {end}, before it begins on {start}",
            end=span["to"],
            start=span["from"],
        )
        faults.add(span["@"], message, "exchange the days", "effective")


def _check_period(data: Plain, faults: FaultList) -> None:
    """A label may stand for a period, but not something that looks like a broken one."""
    if data["period"] is None:
        return
    try:
        Period.parse(data["period"], strict=False)
    except PeriodError as error:
        faults.add(data["@"], phrase_of(error), "", "period")
