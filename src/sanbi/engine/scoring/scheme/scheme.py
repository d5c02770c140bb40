"""The scheme: read from a file, checked whole, ready to score with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from sanbi.engine.conditions import Comparison, Condition, facts_of
from sanbi.engine.conditions.model import parts_of
from sanbi.engine.integrity import json_bytes
from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.data import Expectation
from sanbi.engine.scoring.faults import Fault, SchemeFaults
from sanbi.engine.scoring.scheme import building
from sanbi.engine.scoring.scheme.checking import check
from sanbi.engine.scoring.scheme.checking.conditions import LATE_FACTS
from sanbi.engine.scoring.scheme.fields import SCHEME, read_scheme
from sanbi.engine.scoring.scheme.kinds import UNREADABLE
from sanbi.engine.scoring.scheme.model import (
    Adjustment,
    Better,
    Consequence,
    Exclusion,
    Gate,
    Grades,
    Group,
    Input,
    Leaf,
    Node,
    Ties,
    Use,
)
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES, RULES
from sanbi.engine.scoring.scheme.settling import settle
from sanbi.engine.scoring.scheme.source import FaultList, Spot, read_yaml, spot_of

LINE_AND_COLUMN = 2


@dataclass(frozen=True)
class Scheme:
    """An assessment scheme 考核办法, whole and without faults.

    Load it with `Scheme.load`; ``text`` is the file as written, ``settled`` the canonical dict
    with every default filled in (see docs/mechanisms/scheme.md).
    """

    text: str
    name: str
    settled: Mapping[str, Any]
    notes: tuple[Fault, ...] = ()

    @classmethod
    def load(cls, path: str | Path) -> Scheme:
        """Read a scheme file.

        Raises
        ------
        SchemeFaults
            with every fault of the file, each with line and column.
        """
        source = Path(path)
        try:
            text = source.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            hint = "save the file as UTF-8"
            message = Phrase("byte {byte} is not UTF-8", byte=error.start + 1)
            raise SchemeFaults([Fault(source.name, message, hint, "encoding")]) from error
        except OSError as error:
            message = Phrase("cannot be read: {reason}", reason=phrase_of(error.strerror or ""))
            raise SchemeFaults([Fault(str(source), message, "check the path", "file")]) from error
        return cls.from_text(text, source.name)

    @classmethod
    def from_text(cls, text: str, name: str = "scheme.yaml") -> Scheme:
        """Read a scheme from YAML text; ``name`` stands in messages."""
        return cls._from_spot(read_yaml(text, name), text, name)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], name: str = "scheme") -> Scheme:
        """Build a scheme from plain Python data with the same keys as the file."""
        text = json.dumps(mapping, ensure_ascii=False, default=str, indent=1)
        return cls._from_spot(spot_of(mapping, name), text, name)

    @classmethod
    def _from_spot(cls, spot: Spot, text: str, name: str) -> Scheme:
        faults = FaultList()
        data = read_scheme(spot, faults)
        if data is UNREADABLE or data["tree"] is None:
            raise SchemeFaults(faults.faults)
        settle(data, faults)
        check(data, faults)
        errors = [fault for fault in faults.faults if fault.severity == "error"]
        if errors:
            raise SchemeFaults(sorted(dict.fromkeys(errors), key=_file_order))
        return cls(text, name, data, tuple(faults.faults))

    def plain(self) -> dict[str, Any]:
        """The canonical JSON form: English keys, defaults filled in, formulas as trees."""
        result: dict[str, Any] = SCHEME.plain(self.settled)
        return result

    def json_bytes(self) -> bytes:
        """Canonical bytes of `plain`, made once."""
        return self._json_bytes

    @cached_property
    def _json_bytes(self) -> bytes:
        return json_bytes(self.plain())

    @property
    def id(self) -> str:
        """Id of the scheme."""
        return str(self.settled["id"])

    @property
    def title(self) -> str:
        """Title as a reader sees it."""
        return str(self.settled["title"])

    @property
    def version(self) -> str:
        """Version of the scheme."""
        return str(self.settled["version"])

    @property
    def effective(self) -> tuple[date | None, date | None]:
        """First and last day of validity."""
        span = self.settled["effective"] or {"from": None, "to": None}
        return span["from"], span["to"]

    @property
    def period(self) -> str | None:
        """Default period label."""
        period: str | None = self.settled["period"]
        return period

    @property
    def precision(self) -> int | None:
        """Decimals of published scores; None = float64."""
        precision: int | None = self.settled["precision"]
        return precision

    @property
    def rounding(self) -> str:
        """half_up, half_even or down."""
        return str(self.settled["rounding"])

    def rounds_at(self, what: str) -> bool:
        """Whether scores are rounded at ``leaf``, ``node`` or ``total``."""
        return self.precision is not None and what in self.settled["round_at"]

    @property
    def rank_on(self) -> str:
        """Published or unrounded totals."""
        return str(self.settled["rank_on"])

    @property
    def better(self) -> Better:
        """Direction of the total."""
        better: Better = self.settled["better"]
        return better

    @property
    def layout(self) -> dict[str, Any] | None:
        """How a data file of one's own layout is read, or None."""
        layout = self.settled["data"]
        return None if layout is None else {k: v for k, v in layout.items() if k != "@"}

    @property
    def indicators(self) -> Mapping[str, Mapping[str, Any]]:
        """Declared indicators by code."""
        indicators: Mapping[str, Mapping[str, Any]] = self.settled["indicators"]
        return indicators

    @property
    def electorates(self) -> Mapping[str, Mapping[str, Any]]:
        """Declared electorates by id."""
        electorates: Mapping[str, Mapping[str, Any]] = self.settled["electorates"]
        return electorates

    @property
    def total_limits(self) -> tuple[Fraction | None, Fraction | None]:
        """Floor and cap of the total."""
        total = self.settled["total"] or {"floor": None, "cap": None}
        return total["floor"], total["cap"]

    @cached_property
    def tree(self) -> Node:
        """The root node."""
        tree = building.build_tree(self.settled["tree"])
        if not isinstance(tree, Node):
            raise TypeError("a settled tree has a node at its root")
        return tree

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """Named inputs."""
        built = {name: building.build_input(item) for name, item in self.settled["inputs"].items()}
        return {name: item for name, item in built.items() if isinstance(item, Input)}

    @cached_property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """Bonus and deduction blocks in file order."""
        return tuple(building.build_adjustment(item) for item in self.settled["adjustments"])

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Gates, then vetoes."""
        return building.build_gates(self.settled["gates"], self.settled["vetoes"])

    @cached_property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """Exclusions in file order."""
        return tuple(building.build_exclusion(item) for item in self.settled["exclusions"])

    @cached_property
    def grades(self) -> Grades | None:
        """Grades, or None."""
        return building.build_grades(self.settled["grades"])

    @cached_property
    def consequences(self) -> tuple[Consequence, ...]:
        """Consequences in file order."""
        return tuple(building.build_consequence(item) for item in self.settled["consequences"])

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Declared groups in file order."""
        return building.build_groups(self.settled["groups"])

    @cached_property
    def ties(self) -> Ties:
        """The tie rule."""
        return building.build_ties(self.settled["ties"])

    @cached_property
    def leaves(self) -> Mapping[str, Leaf]:
        """Every leaf by id: the tree's, then the adjustments' items."""
        leaves = {leaf.id: leaf for leaf in self.tree.leaves()}
        for adjustment in self.adjustments:
            leaves.update({leaf.id: leaf for leaf in adjustment.items})
        return leaves

    @cached_property
    def used_indicators(self) -> tuple[str, ...]:
        """Every name that inputs, formulas and conditions may draw from the data, sorted."""
        names: set[str] = set(self.indicators)
        items = [*self.inputs.values(), *(self.input_of(leaf) for leaf in self.leaves.values())]
        for item in items:
            if item is not None:
                names |= _names_of(item)
        for leaf in self.leaves.values():
            if leaf.times is not None:
                names |= set(leaf.times.names)
            formula = leaf.rule.params.get("formula")
            if formula is not None:
                names |= set(formula.names) - OWN_NAMES
        for condition in self.conditions():
            numbers = facts_of(condition) - _compared_with_text(condition)
            names |= {fact for fact in numbers - LATE_FACTS if "." not in fact}
        return tuple(sorted(names - set(self.inputs)))

    def conditions(self) -> Iterator[Condition]:
        """Every condition of the scheme."""
        for leaf in self.leaves.values():
            if leaf.when is not None:
                yield leaf.when
        for gate in self.gates:
            yield gate.condition
        rest: tuple[Exclusion | Adjustment | Consequence, ...]
        rest = (*self.exclusions, *self.adjustments, *self.consequences)
        for item in rest:
            if item.when is not None:
                yield item.when
        for consequence in self.consequences:
            if consequence.select is not None and consequence.select["except"] is not None:
                yield consequence.select["except"]

    @cached_property
    def expectation(self) -> Expectation:
        """The names that the data may use, so that a misspelt one is told with its cell."""
        reads = {leaf.id: RULES[leaf.rule.type].reads for leaf in self.leaves.values()}
        items = {}
        for name, leaf in self.leaves.items():
            if reads[name] == "events":
                each = leaf.rule.params["each"]
                kinds = {*each, *leaf.rule.params["exclude"]} if isinstance(each, dict) else set()
                items[name] = frozenset(kinds)
        return Expectation(
            indicators=frozenset(self.used_indicators),
            leaves=frozenset(name for name, what in reads.items() if what == "ratings"),
            items=items,
            electorates={
                name: frozenset(item["classes"]) for name, item in self.electorates.items()
            },
        )

    def input_of(self, leaf: Leaf) -> Input | None:
        """The input of a leaf, a named one looked up."""
        if isinstance(leaf.input, Use):
            return self.inputs[leaf.input.name]
        return leaf.input


def _file_order(fault: Fault) -> tuple[str, int, int]:
    """Sort key of a fault by line and column; places without a line come first."""
    name, *numbers = fault.where.rsplit(":", 2)
    if len(numbers) < LINE_AND_COLUMN or not all(number.isdigit() for number in numbers):
        return "", 0, 0
    return name, int(numbers[0]), int(numbers[1])


def _compared_with_text(condition: Condition) -> set[str]:
    """Names that stand for a text column of the units, such as 分区 in 分区 == 山区."""
    found: set[str] = set()
    waiting = [condition]
    while waiting:
        part = waiting.pop()
        waiting.extend(parts_of(part))
        if isinstance(part, Comparison) and any(isinstance(o, str) for o in part.operands):
            found.add(part.fact)
    return found


def _names_of(item: Input) -> set[str]:
    if item.formula is not None:
        return set(item.formula.names)
    names = {str(item.indicator)}
    if "per" in item.extras:
        names.add(str(item.extras["per"]))
    return names
