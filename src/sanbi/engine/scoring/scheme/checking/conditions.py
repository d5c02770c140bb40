"""Conditions: facts that exist, effects that are possible at their time."""

from __future__ import annotations

from collections.abc import Iterator

from sanbi.engine.conditions import Condition, facts_of
from sanbi.engine.scoring.scheme.checking.names import Names
from sanbi.engine.scoring.scheme.kinds import decimal_of, suggestion
from sanbi.engine.scoring.scheme.settling import Plain
from sanbi.engine.scoring.scheme.source import FaultList
from sanbi.engine.scoring.scheme.words import LATE_EFFECTS

LATE_FACTS = frozenset(
    {
        "total",
        "rank",
        "previous_rank",
        "rank_change",
        "rank_from_bottom",
        "group_size",
        "grade",
    }
)
PREFIXES = ("score.", "x.", "events.")


def check_conditions(data: Plain, names: Names, faults: FaultList) -> None:
    """Facts and effects of gates, vetoes, exclusions, leaves, adjustments, consequences."""
    for condition, where, owner in _conditions(data, names):
        for fact in sorted(facts_of(condition)):
            _check_fact(fact, where, owner, names, faults)
    for leaf in names.leaves.values():
        if leaf["when"] is not None:
            _check_early(leaf, faults)
    _check_blocks(data, faults)
    for gate in data["gates"]:
        if gate["require"] is not None and gate["else"]:
            _check_effects(gate, gate["require"], gate["else"], data, names, faults)
    for veto in data["vetoes"]:
        if veto["when"] is not None and veto["then"]:
            _check_effects(veto, veto["when"], veto["then"], data, names, faults)


def _check_blocks(data: Plain, faults: FaultList) -> None:
    """Adjustments and exclusions are settled before there are totals and ranks."""
    for block in data["adjustments"]:
        if block["when"] is not None and facts_of(block["when"]) & LATE_FACTS:
            message = f"adjustment '{block['id']}' cannot depend on totals or ranks"
            hint = "use inputs, or the scores of leaves and nodes"
            faults.add(block["@"], message, hint, "late-fact")
    for item in data["exclusions"]:
        if item["when"] is not None and facts_of(item["when"]) & LATE_FACTS:
            message = "an exclusion cannot depend on totals or ranks"
            faults.add(item["@"], message, "use inputs or scores", "late-fact")


def _conditions(data: Plain, names: Names) -> Iterator[tuple[Condition, str, str]]:
    for leaf in names.leaves.values():
        if leaf["when"] is not None:
            yield leaf["when"], leaf["@"], f"leaf '{leaf['id']}'"
    for key, field in (("gates", "require"), ("vetoes", "when"), ("adjustments", "when")):
        for item in data[key]:
            if item[field] is not None:
                yield item[field], item["@"], f"'{item['id']}'"
    for item in data["exclusions"]:
        if item["when"] is not None:
            yield item["when"], item["@"], "exclusion"
    for item in data["consequences"]:
        select = item["select"] or {"except": None}
        for condition in filter(None, (item["when"], select["except"])):
            yield condition, item["@"], f"'{item['id']}'"


def _check_fact(fact: str, where: str, owner: str, names: Names, faults: FaultList) -> None:
    for prefix, known, what in (
        ("score.", names.scored, "leaf, node or adjustment"),
        ("x.", set(names.leaves), "leaf"),
        ("events.", set(names.leaves), "leaf"),
    ):
        if fact.startswith(prefix) and fact.removeprefix(prefix) not in known:
            message = f"{owner}: '{fact}' — there is no such {what}"
            hint = suggestion(fact.removeprefix(prefix), known)
            faults.add(where, message, hint, "missing-leaf")
    if fact.startswith(PREFIXES) or fact in LATE_FACTS or not names.indicators:
        return
    # A fact may also be a column of the units table, which only the data know.


def _check_early(leaf: Plain, faults: FaultList) -> None:
    facts = facts_of(leaf["when"])
    late = sorted(facts & LATE_FACTS) + sorted(f for f in facts if f.startswith("score."))
    if late:
        message = f"leaf '{leaf['id']}': 'when' cannot use {', '.join(late)}"
        hint = "whether a leaf applies must be known before it is scored; use inputs"
        faults.add(leaf["@"], message, hint, "late-fact")


def _check_effects(
    gate: Plain,
    condition: Condition,
    effects: list[Plain],
    data: Plain,
    names: Names,
    faults: FaultList,
) -> None:
    late = bool(facts_of(condition) & LATE_FACTS)
    for effect in effects:
        where, kind = str(effect.get("@") or gate["@"]), effect["effect"]
        owner = f"'{gate['id']}': {kind}"
        if late and kind not in LATE_EFFECTS:
            message = f"{owner} is too late: the condition is decided after ranking"
            hint = "possible then: " + ", ".join(sorted(LATE_EFFECTS))
            faults.add(where, message, hint, "late-effect")
        _check_target(effect, kind, owner, where, names, faults)
        _check_grade_effect(effect, kind, owner, where, data, faults)


def _check_target(
    effect: Plain, kind: str, owner: str, where: str, names: Names, faults: FaultList
) -> None:
    if kind in {"zero_leaf", "cap_leaf"} and effect["target"] not in names.leaves:
        hint = suggestion(str(effect["target"]), names.leaves)
        message = f"{owner} — there is no leaf '{effect['target']}'"
        faults.add(where, message, hint, "missing-leaf")
    if kind in {"cap_leaf", "cap_total"} and decimal_of(str(effect["to"])) is None:
        faults.add(where, f"{owner} needs to: a number", "", "effect")
    if kind == "no_bonus" and effect["target"] not in {None, "all", "全部", *names.adjustments}:
        hint = suggestion(str(effect["target"]), names.adjustments)
        message = f"{owner} — there is no adjustment '{effect['target']}'"
        faults.add(where, message, hint, "unknown-reference")


def _check_grade_effect(
    effect: Plain, kind: str, owner: str, where: str, data: Plain, faults: FaultList
) -> None:
    if kind not in {"downgrade", "cap_grade", "lowest_grade"}:
        return
    grades = data["grades"]
    if grades is None:
        faults.add(where, f"{owner} — the scheme has no grades", "add grades:", "effect")
    elif kind == "cap_grade":
        known = [item["grade"] for item in grades["bands"] or grades["quotas"] or []]
        if effect["to"] not in known:
            message = f"{owner} — there is no grade '{effect['to']}'"
            faults.add(where, message, "known: " + ", ".join(known), "effect")
