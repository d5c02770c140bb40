"""Conditions: facts that exist, effects that are possible at their time."""

from __future__ import annotations

from collections.abc import Iterator

from sanbi.engine.conditions import Condition, facts_of
from sanbi.engine.phrases import Phrase
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
            message = Phrase(
                "adjustment '{adjustment}' cannot depend on totals or ranks", adjustment=block["id"]
            )
            hint = "use inputs, or the scores of leaves and nodes"
            faults.add(block["@"], message, hint, "late-fact")
    for item in data["exclusions"]:
        if item["when"] is not None and facts_of(item["when"]) & LATE_FACTS:
            message = Phrase("an exclusion cannot depend on totals or ranks")
            faults.add(item["@"], message, "use inputs or scores", "late-fact")


def _conditions(data: Plain, names: Names) -> Iterator[tuple[Condition, str, str]]:
    for leaf in names.leaves.values():
        if leaf["when"] is not None:
            yield leaf["when"], leaf["@"], Phrase("leaf '{leaf}'", leaf=leaf["id"])
    for key, field in (("gates", "require"), ("vetoes", "when"), ("adjustments", "when")):
        for item in data[key]:
            if item[field] is not None:
                yield item[field], item["@"], Phrase("'{id}'", id=item["id"])
    for item in data["exclusions"]:
        if item["when"] is not None:
            yield item["when"], item["@"], Phrase("exclusion")
    for item in data["consequences"]:
        select = item["select"] or {"except": None}
        for condition in filter(None, (item["when"], select["except"])):
            yield condition, item["@"], Phrase("'{id}'", id=item["id"])


def _check_fact(fact: str, where: str, owner: str, names: Names, faults: FaultList) -> None:
    for prefix, known, what in (
        ("score.", names.scored, Phrase("leaf, node or adjustment")),
        ("x.", set(names.leaves), Phrase("leaf")),
        ("events.", set(names.leaves), Phrase("leaf")),
    ):
        if fact.startswith(prefix) and fact.removeprefix(prefix) not in known:
            message = Phrase(
                "{owner}: '{fact}' — there is no such {what}", owner=owner, fact=fact, what=what
            )
            hint = suggestion(fact.removeprefix(prefix), known)
            faults.add(where, message, hint, "missing-leaf")
    if fact.startswith(PREFIXES) or fact in LATE_FACTS or not names.indicators:
        return
    # A fact may also be a column of the units table, which only the data know.


def _check_early(leaf: Plain, faults: FaultList) -> None:
    facts = facts_of(leaf["when"])
    late = sorted(facts & LATE_FACTS) + sorted(f for f in facts if f.startswith("score."))
    if late:
        message = Phrase("leaf '{leaf}': 'when' cannot use {late}", leaf=leaf["id"], late=late)
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
        owner = Phrase("'{gate}': {kind}", gate=gate["id"], kind=Phrase(kind))
        if late and kind not in LATE_EFFECTS:
            message = Phrase(
                "{owner} is too late: the condition is decided after ranking", owner=owner
            )
            hint = Phrase(
                "possible then: {effects}", effects=[Phrase(word) for word in sorted(LATE_EFFECTS)]
            )
            faults.add(where, message, hint, "late-effect")
        _check_target(effect, kind, owner, where, names, faults)
        _check_grade_effect(effect, kind, owner, where, data, faults)


def _check_target(
    effect: Plain, kind: str, owner: str, where: str, names: Names, faults: FaultList
) -> None:
    if kind in {"zero_leaf", "cap_leaf"} and effect["target"] not in names.leaves:
        hint = suggestion(str(effect["target"]), names.leaves)
        message = Phrase(
            "{owner} — there is no leaf '{target}'", owner=owner, target=effect["target"]
        )
        faults.add(where, message, hint, "missing-leaf")
    if kind in {"cap_leaf", "cap_total"} and decimal_of(str(effect["to"])) is None:
        faults.add(where, Phrase("{owner} needs 'to' with a number", owner=owner), "", "effect")
    if kind == "no_bonus" and effect["target"] not in {None, "all", "全部", *names.adjustments}:
        hint = suggestion(str(effect["target"]), names.adjustments)
        message = Phrase(
            "{owner} — there is no adjustment '{target}'", owner=owner, target=effect["target"]
        )
        faults.add(where, message, hint, "unknown-reference")


def _check_grade_effect(
    effect: Plain, kind: str, owner: str, where: str, data: Plain, faults: FaultList
) -> None:
    if kind not in {"downgrade", "cap_grade", "lowest_grade"}:
        return
    grades = data["grades"]
    if grades is None:
        faults.add(
            where,
            Phrase("{owner} — the scheme has no grades", owner=owner),
            "add grades:",
            "effect",
        )
    elif kind == "cap_grade":
        known = [item["grade"] for item in grades["bands"] or grades["quotas"] or []]
        if effect["to"] not in known:
            message = Phrase("{owner} — there is no grade '{to}'", owner=owner, to=effect["to"])
            faults.add(where, message, Phrase("known: {words}", words=known), "effect")
