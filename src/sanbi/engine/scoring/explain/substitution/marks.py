"""Working of events, ratings and ballots: what was counted, put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import polars as pl

from sanbi.engine.scoring.arithmetic.exact import decimal_fraction
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.explain.substitution.sheet import (
    ATOM,
    PRODUCT,
    SUM,
    Put,
    Sheet,
    added,
    bracketed,
)
from sanbi.engine.scoring.marks import counted_events
from sanbi.engine.scoring.scheme.model import Leaf

LONGEST = 10  # marks that are written out before they are put together
ZERO = Fraction(0)


def events(sheet: Sheet) -> list[Put]:
    """Write ``base + count × each + …``, events of equal points together."""
    counts: dict[str, dict[Fraction, Fraction]] = {}
    table = sheet.run.data.events
    for event in counted_events(table, sheet.leaf.id, sheet.period, sheet.leaf.rule.params):
        held = counts.setdefault(event.unit, {})
        held[event.each] = held.get(event.each, ZERO) + event.count
    bases = sheet.values(sheet.number("base"))
    return [
        _event_line(sheet, base, counts.get(code, {}))
        for base, code in zip(bases, sheet.codes, strict=True)
    ]


def _event_line(sheet: Sheet, base: Any, counts: Mapping[Fraction, Fraction]) -> Put:  # noqa: ANN401
    parts = [
        (-1 if each < 0 else 1, f"{sheet.term(count)} × {sheet.term(abs(each))}")
        for each, count in counts.items()
    ]
    if not parts:
        return Put(sheet.term(base), ATOM) if not base else Put(f"{sheet.term(base)} + 0", SUM)
    if not base and parts[0][0] > 0:
        level = PRODUCT if len(parts) == 1 else SUM
        return Put(added(parts[1:], parts[0][1]), level)
    return Put(added(parts, sheet.term(base)), SUM)


def ratings_given(run: Evaluation, leaf: Leaf, period: str) -> dict[str, list[dict[str, Any]]]:
    """Rows of the ratings table with a mark, by unit: assessor, rating, reason."""
    held = run.data.ratings.filter(
        (pl.col("leaf") == leaf.id) & (pl.col("period") == period) & pl.col("rating").is_not_null()
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in held.to_dicts():
        found.setdefault(row["unit"], []).append(row)
    return found


def rating(sheet: Sheet) -> list[Put]:
    """``W × (share × mean + …) ÷ Σ shares ÷ out_of``, or the plain mean of all marks."""
    shares = sheet.leaf.rule.params["assessors"]
    given = ratings_given(sheet.run, sheet.leaf, sheet.period)
    rows = zip(
        sheet.points(),
        sheet.terms(sheet.number("out_of")),
        sheet.values(sheet.context.x),
        sheet.codes,
        strict=True,
    )
    puts = []
    for w, out_of, x, code in rows:
        marks = given.get(code, [])
        text, level = (
            _plain_mean(sheet, marks, x) if shares is None else _shared(sheet, marks, shares)
        )
        puts.append(Put(f"{w} × {bracketed(text, level, PRODUCT)} ÷ {out_of}", PRODUCT))
    return puts


def _plain_mean(sheet: Sheet, marks: Sequence[Mapping[str, Any]], mean: Any) -> tuple[str, int]:  # noqa: ANN401
    if len(marks) == 1 or len(marks) > LONGEST:
        return sheet.term(mean), ATOM
    listed = " + ".join(sheet.term(decimal_fraction(row["rating"])) for row in marks)
    return f"({listed}) ÷ {len(marks)}", PRODUCT


def _shared(
    sheet: Sheet, marks: Sequence[Mapping[str, Any]], shares: Mapping[str, Fraction]
) -> tuple[str, int]:
    by_assessor: dict[str, list[Fraction]] = {}
    for row in marks:
        by_assessor.setdefault(row["assessor"], []).append(decimal_fraction(row["rating"]))
    means = {name: sum(held, ZERO) / len(held) for name, held in by_assessor.items()}
    return weighted(sheet, [(shares[name], mean) for name, mean in means.items()])


def weighted(sheet: Sheet, pairs: Sequence[tuple[Fraction, Fraction]]) -> tuple[str, int]:
    """``(share × mean + …) ÷ Σ shares``; the one mean where there is one."""
    if len(pairs) == 1:
        return sheet.term(pairs[0][1]), ATOM
    total = sum((share for share, _ in pairs), ZERO)
    listed = " + ".join(f"{sheet.term(share)} × {sheet.term(mean)}" for share, mean in pairs)
    if total == 1:
        return listed, SUM
    return f"({listed}) ÷ {sheet.term(total)}", PRODUCT


def ballot(sheet: Sheet) -> list[Put]:
    """``W × (class weight × class mean + …) ÷ Σ weights ÷ 100``."""
    electorate = sheet.leaf.rule.params["electorate"]
    count = sheet.run.ballots(electorate, sheet.period)
    classes: Mapping[str, Fraction] = sheet.run.scheme.electorates[electorate]["classes"] or {
        "": Fraction(1)
    }
    puts = []
    for w, code in zip(sheet.points(), sheet.codes, strict=True):
        means = [
            (weight, count.class_means[kind][code])
            for kind, weight in classes.items()
            if code in count.class_means.get(kind, {})
        ]
        text, level = weighted(sheet, means)
        puts.append(Put(f"{w} × {bracketed(text, level, PRODUCT)} ÷ 100", PRODUCT))
    return puts
