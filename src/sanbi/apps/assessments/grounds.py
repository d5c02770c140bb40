"""What rules say of a final result: which unit, which measure, on which ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sanbi.apps.assessments.ground_words import ground_words
from sanbi.apps.assessments.models import Round, RoundState, Run, RunLeaf, RunNode, RunRow
from sanbi.apps.assessments.outcomes import facts_of_unit, places_from_bottom
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.orgs.models import Unit
from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.conditions import Outcome, evaluate, parse_condition
from sanbi.engine.integrity import read_csv, read_package
from sanbi.engine.scoring.package import OWN_LIMITS

LONGEST = 8
"""How many rounds back a streak may reach."""


@dataclass(frozen=True)
class Proposed:
    """A measure that a rule asks for; ``ground`` names the figures that decided it."""

    unit: int
    rule: str
    kind: str
    text: str
    ground: str


def proposed_by_scheme(held: Round) -> Iterator[Proposed]:
    """Yield the consequences that the scheme itself states, as the package holds them."""
    run = held.current_run
    if run is None:
        return
    package = read_package(blob_read(run.package_id), OWN_LIMITS)
    table = read_csv(package.files["result/consequences.csv"])
    codes = {row[1] for row in table.rows}
    units = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))
    stated = {item.id: item for item in scheme_of(held.scheme_version).consequences}
    groups = dict(RunRow.objects.filter(run=run).values_list("group", "group_name"))
    for group, code, name, text in table.rows:
        if code is None or name is None:
            continue
        rule = stated[name]
        ground = f"{held.scheme_version}：{rule.name}"
        if group:
            ground += f"（{groups.get(group) or group}）"
        yield Proposed(units[code], name, rule.kind, (text or name)[:300], ground)


def proposed_by_rules(held: Round) -> Iterator[Proposed]:
    """Yield what the scheme's rules over runs ask for; unknown is never taken for met."""
    run = held.current_run
    rules = list(held.scheme_version.scheme.measure_rules.filter(active=True))
    if run is None or not rules:
        return
    names = _names(run)
    now, *earlier = [_facts(item) for item in [run, *_earlier_runs(held)]]
    for unit, facts in now.items():
        # Oldest first; a round in which the unit had no result stands there as an empty entry.
        history = [item.get(unit, {}) for item in reversed(earlier)]
        for rule in rules:
            verdict = evaluate(parse_condition(rule.condition), facts, history, record_begins=True)
            if verdict.outcome is Outcome.TRUE:
                ground = ground_words(verdict, names, held.period)
                yield Proposed(unit, rule.code, rule.kind, rule.text, ground)


def _earlier_runs(held: Round) -> Sequence[Run]:
    """Return the results of the rounds before, the latest first, without a gap between them."""
    rounds = Round.objects.filter(
        scheme_version__scheme=held.scheme_version.scheme_id,
        grouping=held.grouping,
        state=RoundState.FINAL,
        current_run__isnull=False,
    ).select_related("current_run")
    by_period = {item.period: item.current_run for item in rounds if item.pk != held.pk}
    found = []
    try:
        period = Period.parse(held.period)
    except PeriodError:
        return []
    for _count in range(LONGEST):
        period = period.previous()
        run = by_period.get(str(period))
        if run is None:
            break
        found.append(run)
    return found


def _facts(run: Run) -> Mapping[int, dict[str, Any]]:
    """Return the facts of every unit of a run; of a unit in several groups, the first."""
    rows = list(RunRow.objects.filter(run=run))
    bottom = places_from_bottom(rows)
    nodes: dict[tuple[int, str], list[RunNode]] = {}
    leaves: dict[tuple[int, str], list[RunLeaf]] = {}
    for node in RunNode.objects.filter(run=run):
        nodes.setdefault((node.unit_id, node.group), []).append(node)
    for leaf in RunLeaf.objects.filter(run=run, period=run.round.period):
        leaves.setdefault((leaf.unit_id, leaf.group), []).append(leaf)
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        key = (row.unit_id, row.group)
        if row.unit_id not in found:
            found[row.unit_id] = facts_of_unit(row, nodes.get(key, []), leaves.get(key, []), bottom)
    return found


def _names(run: Run) -> dict[str, str]:
    names = {
        "total": "总分",
        "rank": "名次",
        "rank_from_bottom": "倒数名次",
        "previous_rank": "上期名次",
        "rank_change": "名次变化",
        "grade": "等次",
    }
    for leaf, name in RunLeaf.objects.filter(run=run).values_list("leaf", "name").distinct():
        names |= {
            f"score.{leaf}": f"{name}得分",
            f"share.{leaf}": f"{name}得分率",
            f"x.{leaf}": name,
            f"full.{leaf}": f"{name}得满分",
        }
    return names
