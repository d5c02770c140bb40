"""Why a unit carries a mark: gaps, revisions, gates, vetoes, exclusions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sanbi.engine.conditions import Condition, condition_text, facts_of
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaves import LeafResult
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.explain.inputs import input_figures
from sanbi.engine.scoring.report.html.numerals import plain
from sanbi.engine.scoring.report.html.words import Words
from sanbi.engine.scoring.scheme.model import Effect, Gate, Leaf
from sanbi.engine.scoring.scheme.rule_fields import RULES

Figure = tuple[str, str]
MOST_NAMED = 5


@dataclass(frozen=True)
class Revision:
    """A figure that was revised."""

    unit: str
    indicator: str
    period: str
    version: int
    source: str


@dataclass(frozen=True)
class Naming:
    """Names of everything that a reader meets, and what kind of data a leaf takes."""

    run: Evaluation
    words: Words

    def indicator(self, code: str) -> str:
        """The name of an indicator, units column or input."""
        held = self.run.scheme.indicators.get(code)
        return str(held["name"]) if held is not None and held["name"] else code

    @cached_property
    def items(self) -> Mapping[str, str]:
        """Leaf, node and adjustment id → name."""
        scheme = self.run.scheme
        names = {item.id: item.name for item in scheme.tree.walk()}
        names.update({leaf.id: leaf.name for leaf in scheme.leaves.values()})
        names.update({block.id: block.name for block in scheme.adjustments})
        return names

    @cached_property
    def gates(self) -> Mapping[str, Gate]:
        """Gate or veto id → gate."""
        return {gate.id: gate for gate in self.run.scheme.gates}

    def fact(self, fact: str) -> str:
        """The name of a fact of a condition."""
        kind, _, name = fact.partition(".")
        if name and kind in {"score", "x", "events"}:
            return self.words(f"fact.{kind}", name=self.items.get(name, name))
        word = self.words.of("fact", fact)
        return word if word != fact else self.indicator(fact)

    def condition(self, condition: Condition) -> str:
        """A condition in words."""
        names = {fact: self.fact(fact) for fact in facts_of(condition)}
        return condition_text(condition, self.words.language, names)

    def effect(self, effect: Effect) -> str:
        """An effect in words."""
        if effect.effect == "no_bonus" and effect.target in {None, "all", "全部"}:
            return self.words("effect.no_bonus_all")
        target = self.items.get(effect.target or "", effect.target or "")
        facts = {"target": target, "to": effect.to, "levels": effect.levels, "text": effect.text}
        return self.words(f"effect.{effect.effect}", **facts)

    def effects(self, gate: Gate) -> str:
        """All effects of a gate in words."""
        return self.words.join([self.effect(effect) for effect in gate.effects])

    def treatment(self, state: str) -> str:
        """What a leaf's state says, nothing when it was scored."""
        kind, _, option = state.partition(":")
        if kind == "gated":
            gate = self.gates.get(option)
            return self.words("gated", gate=option if gate is None else gate.name)
        if kind == "missing":
            return self.words("missing_is", how=self.words.of("missing", option))
        if kind == "not_applicable":
            return self.words("not_applicable_is", how=self.words.of("otherwise", option))
        return ""

    def kinds(self, leaf: Leaf, figures: Sequence[Figure]) -> tuple[tuple[str, str], ...]:
        """Kinds of data that a leaf takes, each once: (kind, label)."""
        reads = RULES[leaf.rule.type].reads
        found = [reads] if reads != "input" else []
        for code, _ in figures:
            held = self.run.scheme.indicators.get(code.removesuffix(".target"))
            if held is not None and held["kind"] != "other":
                found.append(str(held["kind"]))
        return tuple((kind, self.words(f"kind_of.{kind}")) for kind in dict.fromkeys(found))


def figures_of(run: Evaluation, result: LeafResult) -> tuple[Figure, ...]:
    """Names and periods of the figures below a leaf's input."""
    held = input_figures(run, result.leaf, result.period, result.scope)
    return tuple((name, period) for name, period, _ in held)


def revisions(run: Evaluation) -> dict[tuple[str, str, str], Revision]:
    """Figures that the data mark as revised, by unit, indicator and period."""
    table = run.data.observations
    rows = table.filter(table["revised"]).to_dicts()
    found = [
        Revision(row["unit"], row["indicator"], row["period"], row["version"], row["source"] or "")
        for row in rows
    ]
    return {(item.unit, item.indicator, item.period): item for item in found}


@dataclass(frozen=True)
class Mark:
    """A mark beside a unit: its look, its words, and the facts behind it."""

    look: str
    text: str
    title: str = ""


def gate_mark(naming: Naming, gate: Gate) -> Mark:
    """The mark of a gate or veto that touched a unit; one that only notes something is grey."""
    only_notes = all(effect.effect == "mark" for effect in gate.effects)
    look = "gate" if gate.required else "veto"
    word = naming.words("kind.note" if only_notes else f"kind.{look}")
    title = f"{gate.name}{naming.words('colon')}{naming.effects(gate)}"
    return Mark("off" if only_notes else look, word, title)


def gate_hits(outcome: CohortOutcome, naming: Naming) -> list[list[Gate]]:
    """The gates and vetoes that touched each unit, each once."""
    hits: list[list[Gate]] = []
    for words in outcome.effects:
        ids = dict.fromkeys(word.partition(":")[0] for word in words.split("; ") if word)
        hits.append([naming.gates[name] for name in ids if name in naming.gates])
    return hits


def state_names(outcome: CohortOutcome, naming: Naming, kind: str) -> list[list[tuple[str, str]]]:
    """For each unit the leaves in a kind of state (missing, not_applicable): (name, option)."""
    names: list[list[tuple[str, str]]] = [[] for _ in outcome.codes]
    for (leaf, _), result in outcome.scores.leaves.items():
        if all(state == "scored" for state in result.state):
            continue
        for place, state in enumerate(result.state):
            what, _, option = state.partition(":")
            if what == kind:
                names[place].append(
                    (naming.items.get(leaf, leaf), _option_words(naming, result, kind, option))
                )
    return names


def _option_words(naming: Naming, result: LeafResult, kind: str, option: str) -> str:
    table = "missing" if kind == "missing" else "otherwise"
    stated = result.leaf.missing if kind == "missing" else result.leaf.otherwise
    if option == "fixed" and not isinstance(stated, str):
        return naming.words(f"{table}.fixed_value", n=plain(stated["fixed"]))
    return naming.words.of(table, option)


def unranked_reasons(run: Evaluation, outcome: CohortOutcome, naming: Naming) -> list[str]:
    """Why each unit has no rank; nothing for the ranked."""
    flags = dict(
        zip(run.data.units["unit"].to_list(), run.data.units["participates"].to_list(), strict=True)
    )
    named = {unit: item.reason for item in run.scheme.exclusions for unit in item.units}
    hits = gate_hits(outcome, naming)
    gaps = state_names(outcome, naming, "missing")
    reasons = []
    for place, code in enumerate(outcome.codes):
        if outcome.ranks.ranked[place]:
            reasons.append("")
        elif code in named:
            reasons.append(named[code] or naming.words("mark_left_out"))
        elif flags.get(code) is False:
            reasons.append(naming.words("note_participates"))
        else:
            reasons.append(_other_reason(run, naming, hits[place], gaps[place]))
    return reasons


def _other_reason(
    run: Evaluation, naming: Naming, hits: list[Gate], gaps: list[tuple[str, str]]
) -> str:
    vetoes = [gate.name for gate in hits if any(e.effect == "unranked" for e in gate.effects)]
    if vetoes:
        return naming.words.join(vetoes)
    if gaps:
        if len(gaps) >= len(run.scheme.leaves):
            return naming.words("note_left_out_all")
        names = naming.words.join([name for name, _ in gaps[:MOST_NAMED]])
        more = len(gaps) - MOST_NAMED
        if more > 0:
            names += naming.words("and_more", n=more)
        return naming.words("note_left_out", names=names)
    reasons = [
        item.reason for item in run.scheme.exclusions if item.when is not None and item.reason
    ]
    return naming.words.join(reasons) or naming.words("note_absent")
