"""The chapter on the scheme, and the one on data and verification."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sanbi.engine.integrity import digest
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.report.html.grounds import Naming
from sanbi.engine.scoring.report.html.numerals import plain
from sanbi.engine.scoring.report.html.scheme_words import SchemeWords
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.model import Consequence, Grades, Leaf, Node


@dataclass(frozen=True)
class TreeRow:
    """A node or leaf of the scheme's tree, or an item of an adjustment."""

    kind: str
    depth: int
    name: str
    points: str
    weight: str
    input: str
    rule: str
    lead: str
    clause: str
    note: str


@dataclass(frozen=True)
class SchemePage:
    """The scheme in words."""

    rows: tuple[TreeRow, ...]
    has_weights: bool
    has_leads: bool
    has_clauses: bool
    ranking: tuple[str, ...]
    gates: tuple[tuple[str, str], ...]
    grades: tuple[str, ...]
    consequences: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class IndicatorRow:
    """One declared indicator."""

    name: str
    kind: str
    label: str
    measure: str
    owner: str
    source: str


@dataclass(frozen=True)
class VerifyPage:
    """How to verify, and what is said of the data."""

    hashes: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorRow, ...]
    notes: tuple[str, ...]
    unit: str


def scheme_page(run: Evaluation, naming: Naming) -> SchemePage:
    """The scheme in words."""
    said = SchemeWords(run, naming)
    rows = _tree_rows(said)
    return SchemePage(
        rows=tuple(rows),
        has_weights=any(row.weight for row in rows),
        has_leads=any(row.lead for row in rows),
        has_clauses=any(row.clause for row in rows),
        ranking=tuple(_ranking(said)),
        gates=tuple(_gates(said)),
        grades=tuple(_grades(said)),
        consequences=tuple(
            (item.name, f"{_consequence(said, item)}{naming.words('colon')}{item.text}")
            for item in run.scheme.consequences
        ),
    )


def _tree_rows(said: SchemeWords) -> list[TreeRow]:
    rows: list[TreeRow] = []
    _add(rows, said, said.run.scheme.tree, 0)
    for block in said.run.scheme.adjustments:
        parts = [said.words("adjust_add" if block.sign == "add" else "adjust_deduct")]
        if block.cap is not None:
            parts.append(said.words("cap_is", n=plain(block.cap)))
        if block.when is not None:
            condition = said.naming.condition(block.when)
            parts.append(said.words("adjustment_when", condition=condition))
        rule = said.words.join(parts)
        rows.append(TreeRow("node", 0, block.name, "", "", "", rule, "", "", ""))
        rows += [_leaf_row(said, leaf, 1) for leaf in block.items]
    return rows


def _add(rows: list[TreeRow], said: SchemeWords, item: Node | Leaf, depth: int) -> None:
    if isinstance(item, Leaf):
        rows.append(_leaf_row(said, item, depth))
        return
    points = "" if item.points is None else plain(item.points)
    weight = "" if item.weight is None or depth == 0 else plain(item.weight)
    rule = said.aggregate(item)
    rows.append(
        TreeRow("node", depth, item.name, points, weight, "", rule, "", "", item.note or "")
    )
    start = len(rows)
    for child in item.children:
        _add(rows, said, child, depth + 1)
    if item.aggregate == "sum":
        below = [row for row in range(start, len(rows)) if rows[row].depth == depth + 1]
        for row in below:  # weights play no part in a sum
            rows[row] = replace(rows[row], weight="")


def _leaf_row(said: SchemeWords, leaf: Leaf, depth: int) -> TreeRow:
    return TreeRow(
        kind="leaf",
        depth=depth,
        name=leaf.name,
        points="" if leaf.points is None else plain(leaf.points),
        weight="" if leaf.weight is None else plain(leaf.weight),
        input=said.input(leaf),
        rule=said.rule(leaf),
        lead=said.leads(leaf),
        clause=str(leaf.texts.get("clause", "")),
        note=str(leaf.texts.get("note", "")),
    )


def _ranking(said: SchemeWords) -> list[str]:
    scheme, words = said.run.scheme, said.words
    lines = [words(f"ranks_{scheme.rank_on}"), words(f"better.{scheme.better}")]
    if scheme.precision is None:
        lines.append(words("not_rounded"))
    else:
        stages = words.join([words(f"stage.{stage}") for stage in scheme.settled["round_at"]])
        mode = words(f"rounding.{scheme.rounding}")
        lines.append(words("rounded", mode=mode, n=scheme.precision, stages=stages))
    if scheme.ties.then:
        names = [said.naming.items.get(key["by"], key["by"]) for key in scheme.ties.then]
        lines.append(words("ties_then", names=words.join(names)))
    lines.append(words(f"ties.{scheme.ties.method}"))
    floor, cap = scheme.total_limits
    if cap is not None:
        lines.append(words("total_cap", n=plain(cap)))
    if floor is not None:
        lines.append(words("total_floor", n=plain(floor)))
    lines.append(words(f"population.{scheme.settled['compare_in']}"))
    lines.append(words("missing_rule", how=said.treatment(scheme.settled["missing"])))
    return lines


def _gates(said: SchemeWords) -> list[tuple[str, str]]:
    words, lines = said.words, []
    for gate in said.run.scheme.gates:
        condition = said.naming.condition(gate.condition)
        key = "gate_require" if gate.required else "veto_when"
        text = words(key, condition=condition, effects=said.naming.effects(gate))
        clause = f" · {gate.clause}" if gate.clause else ""
        lines.append((gate.name + clause, text))
    for item in said.run.scheme.exclusions:
        head = item.reason or words("kind.exclusion")
        if item.when is not None:
            condition = said.naming.condition(item.when)
            lines.append((head, words("exclusion_when", condition=condition)))
        if item.units:
            names = words.join([said.run.names.get(unit, unit) for unit in item.units])
            lines.append((head, words("exclusion_units", names=names)))
    return lines


def _grades(said: SchemeWords) -> list[str]:
    grades = said.run.scheme.grades
    if grades is None:
        return []
    if grades.by == "score":
        return [_band(said, band) for band in grades.bands]
    lines = [_quotas(said, grades, list(grades.quotas))] if grades.quotas else []
    names = {cohort.group: cohort.name for cohort in said.run.cohorts}
    for group, quotas in grades.groups.items():
        text = _quotas(said, grades, list(quotas))
        lines.append(said.words("grade_quota_group", group=names.get(group, group), quotas=text))
    return lines


def _band(said: SchemeWords, band: object) -> str:
    item: dict[str, object] = dict(band)  # type: ignore[call-overload]
    low, high = item["min"], item.get("max")
    if low is not None:
        return said.words("grade_band", grade=item["grade"], n=plain(low))
    if high is not None:
        return said.words("grade_band_low", grade=item["grade"], n=plain(high))
    return said.words("grade_rest", grade=item["grade"])


def _quotas(said: SchemeWords, grades: Grades, quotas: list[object]) -> str:
    words, lines = said.words, []
    del grades
    for place, quota in enumerate(quotas):
        item: dict[str, object] = dict(quota)  # type: ignore[call-overload]
        grade = item["grade"]
        if place == len(quotas) - 1 or (item["share"] is None and item["count"] is None):
            text = words("grade_rest", grade=grade)
        elif item["count"] is not None:
            text = words("grade_count", grade=grade, n=item["count"])
        else:
            text = words("grade_share", grade=grade, n=plain(item["share"] * 100))  # type: ignore[operator]
        if item["min"] is not None:
            text += words.join(["", words("grade_min", n=plain(item["min"]))])
        lines.append(text)
    return ("；" if words.language == "zh" else "; ").join(lines)


def _consequence(said: SchemeWords, item: Consequence) -> str:
    words, parts = said.words, []
    if item.when is not None:
        parts.append(words("consequence_when", condition=said.naming.condition(item.when)))
    if item.select is not None:
        fact = said.naming.fact(item.select["by"])
        text = words(f"select_{item.select['order']}", fact=fact, n=item.select["count"])
        if item.select["except"] is not None:
            text += words("select_except", condition=said.naming.condition(item.select["except"]))
        parts.append(text)
    return words.join(parts)


def verify_page(result: Result, naming: Naming) -> VerifyPage:
    """Check sums, indicators and notes of the data."""
    words = naming.words
    hashes = (
        ("scheme.json", digest(result.scheme.json_bytes())),
        ("result/ranking.csv", digest(result.ranking_csv().encode())),
    )
    indicators = tuple(
        IndicatorRow(
            name=str(item["name"] or code),
            kind=str(item["kind"]),
            label=words(f"kind_of.{item['kind']}"),
            measure=str(item["measure"] or ""),
            owner=str(item["owner"] or ""),
            source=str(item["source"] or ""),
        )
        for code, item in result.scheme.indicators.items()
    )
    first = result.outcomes[0]
    unit = first.codes[first.ranks.order[0]] if first.ranks.order else ""
    return VerifyPage(hashes, indicators, tuple(str(note) for note in result.data.notes), unit)
