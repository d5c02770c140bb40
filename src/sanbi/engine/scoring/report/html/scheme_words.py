"""The scheme in words: rules, inputs, conditions, grades, for readers who never see the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.formula import Formula
from sanbi.engine.scoring.report.html.grounds import Naming
from sanbi.engine.scoring.report.html.numerals import plain
from sanbi.engine.scoring.report.html.words import Words
from sanbi.engine.scoring.scheme import words as choices
from sanbi.engine.scoring.scheme.kinds import POINTS, Field
from sanbi.engine.scoring.scheme.model import Input, Leaf, Node, Override
from sanbi.engine.scoring.scheme.rule_fields import RULES

WORD_TABLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ties": choices.TIES,
    "when_equal": choices.WHEN_EQUAL,
    "nonpositive": choices.NONPOSITIVE,
    "scale": choices.GOALPOST_SCALE,
    "measure": choices.DISTANCE,
}
UNSAID = frozenset({"cap", "floor", "ties", "when_equal", "step", "base"})


@dataclass(frozen=True)
class SchemeWords:
    """Says parts of a scheme in the reader's language."""

    run: Evaluation
    naming: Naming

    @property
    def words(self) -> Words:
        """The words of the report's language."""
        return self.naming.words

    def chosen(self, table: Mapping[str, tuple[str, ...]], name: str) -> str:
        """A choice of the scheme file in the reader's language."""
        zh = table.get(name, ())
        return zh[0] if self.words.language == "zh" and zh else name.replace("_", " ")

    # rules --------------------------------------------------------------------------------------
    def rule_name(self, leaf: Leaf) -> str:
        """The rule's name."""
        spec = RULES[leaf.rule.type]
        return spec.words[0] if self.words.language == "zh" else spec.name.replace("_", " ")

    def rule(self, leaf: Leaf) -> str:
        """The rule with its parameters, limits and conditions."""
        parts = [self.rule_name(leaf)]
        for field in RULES[leaf.rule.type].fields:
            value = leaf.rule.params.get(field.name)
            if self._is_said(field, value):
                parts.append(f"{self._field_name(field)} {self.value(field.name, value)}")
        parts += self._rest(leaf)
        return ("；" if self.words.language == "zh" else "; ").join(parts)

    def _is_said(self, field: Field, value: Any) -> bool:  # noqa: ANN401 - parameter values differ
        if value is None and field.name in {"cap", "floor"}:
            return field.default is not None
        if value is None or value is False or value in ([], {}):
            return False
        if field.name == "ties" and value == self.run.scheme.ties.method:
            return False
        return not (field.name in UNSAID and value == field.default)

    def _field_name(self, field: Field) -> str:
        if self.words.language == "zh" and field.words:
            return field.words[0]
        return field.name.replace("_", " ")

    def value(self, name: str, value: Any) -> str:  # noqa: ANN401 - parameter values differ
        """A parameter's value."""
        if isinstance(value, Formula):
            return self.formula(value)
        if isinstance(value, Mapping):
            return self._mapping(value)
        if isinstance(value, list | tuple):
            return self.words.join([self.value(name, item) for item in value])
        return self._single(name, value)

    def _single(self, name: str, value: Any) -> str:  # noqa: ANN401 - parameter values differ
        if value is None:
            return self.words("param_none")
        if isinstance(value, bool):
            return self.words("param_yes" if value else "param_no")
        if isinstance(value, Fraction | int | float):
            return plain(value)
        if value in {POINTS, "data"}:
            return self.words(f"param_{value}")
        return self.chosen(WORD_TABLES.get(name, {}), str(value))

    def _band(self, value: Mapping[str, Any]) -> str:
        """A band of a table: 前 10% 得 100 分, 不低于 8 得 20 分."""
        words, points = self.words, plain(value["points"])
        if value.get("to") is not None:
            return words("band_to", n=plain(value["to"]), points=points)
        if value.get("to_share") is not None:
            return words("band_share", n=plain(value["to_share"] * 100), points=points)
        for side in ("min", "max"):
            if value.get(side) is not None:
                return words(f"band_{side}", n=plain(value[side]), points=points)
        return points

    def _tier(self, value: Mapping[str, Any]) -> str:
        """A tier of a sloping rule: 5 至 10 每单位 0.4 分."""
        words, slope = self.words, plain(value["slope"])
        low, high = value.get("from"), value.get("to")
        if low is None:
            return words("tier_to", high="" if high is None else plain(high), slope=slope)
        if high is None:
            return words("tier_from", low=plain(low), slope=slope)
        return words("tier", low=plain(low), high=plain(high), slope=slope)

    def _mapping(self, value: Mapping[str, Any]) -> str:
        if "slope" in value:
            return self._tier(value)
        if "points" in value:
            return self._band(value)
        if set(value) == {"use"}:
            return self.naming.indicator(value["use"])
        if set(value) == {"unit"}:
            return str(self.run.names.get(value["unit"], value["unit"]))
        said = [
            f"{self._key(key)} {self.value(key, item)}"
            for key, item in value.items()
            if key != "@" and item is not None
        ]
        return (
            "（" + " ".join(said) + "）"
            if self.words.language == "zh"
            else "(" + " ".join(said) + ")"
        )

    def _key(self, key: str) -> str:
        zh = {
            "min": "不低于", "max": "不高于", "points": "得", "from": "自", "to": "至",
            "to_share": "前比例", "slope": "斜率", "at_most": "不超过", "table": "分值表",
            "beyond": "其后每位", "bands": "分档",
        }  # fmt: skip
        return zh.get(key, key) if self.words.language == "zh" else key.replace("_", " ")

    def _rest(self, leaf: Leaf) -> list[str]:
        words, parts = self.words, []
        if leaf.times is not None:
            parts.append(words("times", formula=self.formula(leaf.times)))
        if leaf.cap is not None:
            parts.append(words("capped", n=plain(leaf.cap)))
        if leaf.floor is not None:
            parts.append(words("floored", n=plain(leaf.floor)))
        if leaf.better == "low" and RULES[leaf.rule.type].reads == "input":
            parts.append(words("direction.low"))
        usual = self.run.scheme.settled
        if RULES[leaf.rule.type].relative and leaf.compare_in != usual["compare_in"]:
            parts.append(words(f"population.{leaf.compare_in}"))
        if leaf.when is not None:
            parts.append(words("when_only", condition=self.naming.condition(leaf.when)))
        if leaf.precision is not None:
            parts.append(words("own_precision", n=leaf.precision))
        if leaf.missing != usual["missing"]:
            parts.append(words("missing_rule", how=self.treatment(leaf.missing)))
        if leaf.overrides:
            said = words.join([self._override(item, leaf) for item in leaf.overrides])
            parts.append(words("overrides", text=said))
        return parts

    def treatment(self, option: Any) -> str:  # noqa: ANN401 - a word or {fixed: n}
        """What is done where data are missing."""
        if isinstance(option, str):
            return self.words.of("missing", option)
        return self.words("missing.fixed_value", n=plain(option["fixed"]))

    def _override(self, item: Override, leaf: Leaf) -> str:
        words = self.words
        groups = {cohort.group: cohort.name for cohort in self.run.cohorts}
        who = (
            groups.get(item.group or "", item.group)
            if item.group
            else self.run.names.get(item.unit or "", item.unit)
        )
        said = []
        if item.points is not None:
            said.append(words("override_points", who=who, n=plain(item.points)))
        if item.weight is not None:
            said.append(words("override_weight", who=who, n=plain(item.weight)))
        names = {field.name: self._field_name(field) for field in RULES[leaf.rule.type].fields}
        for name, value in item.rule.items():
            said.append(
                words(
                    "override_rule", who=who, param=names.get(name, name), n=self.value(name, value)
                )
            )
        return words.join(said)

    # inputs -------------------------------------------------------------------------------------
    def formula(self, formula: Formula) -> str:
        """A formula with the indicators' names in it."""
        from sanbi.engine.scoring.formula import describe

        names = {name: self.naming.indicator(name) for name in formula.names}
        return describe(formula, names, self.words.language)

    def input(self, leaf: Leaf) -> str:
        """What a leaf takes."""
        item = self.run.scheme.input_of(leaf)
        reads = RULES[leaf.rule.type].reads
        if item is None:
            return self.words(f"kind_of.{reads}") if reads != "input" else ""
        return self.input_words(item)

    def input_words(self, item: Input) -> str:
        """An input in words."""
        words = self.words
        if item.formula is not None:
            text = self.formula(item.formula)
        else:
            text = self.naming.indicator(str(item.indicator))
            if item.transform != "value":
                text += f" {self.chosen(choices.TRANSFORMS, item.transform)}"
            if item.transform == "per":
                text += f" ÷ {self.naming.indicator(item.extras['per'])}"
        if item.at is not None:
            text = words(f"at.{item.at}") + text
        if item.coefficient is not None:
            text += " " + words("coefficient", name=item.coefficient)
        done = [words(name) for name in ("impute", "treat") if getattr(item, name) is not None]
        return text + (f" · {words.join(done)}" if done else "")

    # nodes and texts ----------------------------------------------------------------------------
    def aggregate(self, node: Node) -> str:
        """How a node is put together."""
        words = self.words
        power = "" if node.power is None else plain(node.power)
        parts = [words(f"aggregate.{node.aggregate}", power=power)]
        if node.over is not None:
            listed = node.over.periods
            periods = (
                words.of("over", listed)
                if isinstance(listed, str)
                else words.join([words.period(label) for label in listed])
            )
            parts.append(words("over", periods=periods))
        if node.cap is not None:
            parts.append(words("capped", n=plain(node.cap)))
        if node.floor is not None:
            parts.append(words("floored", n=plain(node.floor)))
        if node.min_share is not None:
            parts.append(words("min_share", n=plain(node.min_share * 100)))
        return words.join(parts)

    def leads(self, leaf: Leaf) -> str:
        """The offices that answer for a leaf."""
        said = [
            self.words(f"lead.{name}", unit=leaf.texts[name])
            for name in ("lead_unit", "responsible_unit", "assessor")
            if name in leaf.texts
        ]
        return self.words.join(said)
