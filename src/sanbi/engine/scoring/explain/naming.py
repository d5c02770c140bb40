"""How a scheme's things are called for readers: indicators, facts, units of measure, kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.explain.phrasing import Phrasing
from sanbi.engine.scoring.scheme.model import Input, Leaf, Node

RATES = frozenset({"growth", "share", "completion", "pace"})
SAME_MEASURE = frozenset({"value", "target", "increment"})
LATE = (
    "total",
    "rank",
    "previous_rank",
    "rank_change",
    "rank_from_bottom",
    "group_size",
    "grade",
)


@dataclass(frozen=True, eq=False)
class Naming:
    """Names of one run in one language."""

    run: Evaluation
    words: Phrasing

    def indicator(self, code: str) -> str:
        """Return the name of an indicator, input or units column."""
        item = self.run.scheme.indicators.get(code)
        return str(item["name"]) if item and item["name"] else code

    def told(self, code: str, key: str) -> str:
        """Return a text that the scheme declares of an indicator: measure, kind, owner …"""
        item: Mapping[str, Any] = self.run.scheme.indicators.get(code, {})
        return str(item.get(key) or "")

    def kind_label(self, kind: str) -> str:
        """Return the mark of a kind of data: 统计数据, 调度数据; "" where there is none."""
        key = f"kind.{kind}"
        return self.words.say(key) if self.words.knows(key) else ""

    def measure(self, item: Input | None) -> str:
        """Return the unit of measure of an input after its transform; "" if unknown."""
        if item is None or item.indicator is None:
            return ""
        if item.transform in RATES:
            return "%"
        return self.told(item.indicator, "measure") if item.transform in SAME_MEASURE else ""

    def subject(self, leaf: Leaf, item: Input | None) -> str:
        """Return what is measured, for a sentence: the indicator's name, else the leaf's.

        A code in Latin letters that the scheme gives no name says less than the leaf's name.
        """
        if item is None or item.indicator is None:
            return leaf.name
        return self.known(item.indicator) or leaf.name

    def known(self, code: str) -> str:
        """Return the name of an indicator, its own code if that is Chinese, else ""."""
        named = self.indicator(code)
        return "" if named == code and code.isascii() else named

    def group(self, group: str, name: str) -> str:
        """Return the name of a group; the only group of a scheme without groups has none."""
        if not self.run.scheme.groups and group == "all":
            return ""
        return name

    @cached_property
    def signs(self) -> dict[str, str]:
        """Item of an adjustment → add or deduct."""
        blocks = self.run.scheme.adjustments
        return {leaf.id: block.sign for block in blocks for leaf in block.items}

    @cached_property
    def facts(self) -> dict[str, str]:
        """What the facts of conditions are called."""
        names = {fact: self.words.say(f"fact.{fact}") for fact in LATE}
        names.update({code: self.indicator(code) for code in self.run.scheme.indicators})
        for part in self.run.scheme.tree.walk():
            names |= self._facts_of(part)
        for block in self.run.scheme.adjustments:
            names[f"score.{block.id}"] = self.words.say("fact.score", name=block.name)
            for leaf in block.items:
                names |= self._facts_of(leaf)
        return names

    def _facts_of(self, part: Node | Leaf) -> dict[str, str]:
        found = {f"score.{part.id}": self.words.say("fact.score", name=part.name)}
        if isinstance(part, Leaf):
            found[f"x.{part.id}"] = self.words.say("fact.x", name=part.name)
            found[f"events.{part.id}"] = self.words.say("fact.events", name=part.name)
        return found

    def part(self, name: str) -> str:
        """Return the name of a leaf, node, adjustment, input or indicator by its id."""
        if name in self.run.scheme.leaves:
            return self.run.scheme.leaves[name].name
        for part in self.run.scheme.tree.walk():
            if part.id == name:
                return part.name
        for block in self.run.scheme.adjustments:
            if block.id == name:
                return block.name
        return self.indicator(name)
