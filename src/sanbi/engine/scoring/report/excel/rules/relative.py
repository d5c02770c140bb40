"""Rules that compare a unit with the population, as worksheet formulas."""

from __future__ import annotations

from fractions import Fraction

from sanbi.engine.scoring.report.excel.figures import value_column
from sanbi.engine.scoring.report.excel.inputs import ahead, input_column
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.rules.leaf import NONE_LEFT, LeafCells


def _when_equal(leaf: LeafCells, row: Row, base: str, middle: str) -> str:
    choice = leaf.param("when_equal")
    if choice == "full":
        return leaf.points(row)
    return {"zero": "0", "base": base, "mid": middle, "error": NONE_LEFT}[choice]


def efficacy(leaf: LeafCells, row: Row) -> str:
    """Efficacy coefficient: W·(b + (1−b)(x−lo)/(hi−lo))."""
    values, points = leaf.population(row), leaf.points(row)
    low = leaf.number("low", row) or f"MIN({values})"
    high = leaf.number("high", row) or f"MAX({values})"
    base, x = leaf.given("share_base", row), leaf.x(row)
    distance = f"({x}-{low})" if leaf.high else f"({high}-{x})"
    score = f"{points}*({base}+(1-{base})*{distance}/({high}-{low}))"
    equal = _when_equal(leaf, row, f"{base}*{points}", f"{points}/2")
    return leaf.limited(f"IF({high}={low},{equal},{score})", row)


def ratio_to_best(leaf: LeafCells, row: Row) -> str:
    """W·x/max, or W·min/x where less is better."""
    values, points, x = leaf.population(row), leaf.points(row), leaf.x(row)
    bad = {"error": NONE_LEFT, "zero": "0", "full": points}[leaf.param("nonpositive")]
    if leaf.high:
        best = f"MAX({values})"
        return f"IF({best}<=0,{bad},{leaf.limited(f'{x}*{points}/{best}', row)})"
    best = f"MIN({values})"
    score = leaf.limited(f"{best}*{points}/{x}", row)
    return f"IF(OR({x}<=0,{best}<=0),{bad},{score})"


def min_max(leaf: LeafCells, row: Row) -> str:
    """lo + (hi−lo)·(x−min)/(max−min)."""
    values, x, words = leaf.population(row), leaf.x(row), leaf.book.words
    ends = []
    for end, held in zip(("floor", "cap"), leaf.param("range"), strict=True):
        if isinstance(held, Fraction):
            label = words.parameter("min_max", "range") + " " + words(end)
            ends.append(leaf.block.put(f"range {end}", label, held) if held else "0")
        else:
            ends.append(leaf.points(row))
    low, high = ends
    distance = f"({x}-MIN({values}))" if leaf.high else f"(MAX({values})-{x})"
    width = high if low == "0" else f"({high}-{low})"
    score = f"{distance}*{width}/(MAX({values})-MIN({values}))"
    score = score if low == "0" else f"{low}+{score}"
    choice = leaf.param("when_equal")
    equal = high if choice == "full" else _when_equal(leaf, row, "0", f"({low}+{high})/2")
    return f"IF(MAX({values})=MIN({values}),{equal},{score})"


def z_score(leaf: LeafCells, row: Row) -> str:
    """Mean + sd·(x−μ)/σ."""
    values, x = leaf.population(row), leaf.x(row)
    middle, spread = leaf.given("mean", row), leaf.given("sd", row)
    sigma = "_xlfn.STDEV.S" if leaf.param("sample") else "_xlfn.STDEV.P"
    mean = f"AVERAGE({values})"
    distance = f"({x}-{mean})" if leaf.high else f"({mean}-{x})"
    equal = _when_equal(leaf, row, "0", middle)
    score = f"{middle}+{distance}*{spread}/{sigma}({values})"
    return f"IF(MAX({values})=MIN({values}),{equal},{score})"


def percentile(leaf: LeafCells, row: Row) -> str:
    """W·(a−1)/(n−1), a = 1 + number of values worse."""
    values, points = leaf.population(row), leaf.points(row)
    worse = ahead(leaf.x(row), values, high=not leaf.high)
    equal = _when_equal(leaf, row, "0", f"{points}/2")
    return f"IF(COUNT({values})=1,{equal},{points}*{worse}/(COUNT({values})-1))"


def rank_value(leaf: LeafCells, row: Row) -> str:
    """Ascending place, the worst first."""
    ties = "competition" if leaf.param("ties") == "min" else "average"
    place = leaf.place_text(row, ties, high=not leaf.high)
    return f"{place}-1+{leaf.given('start', row)}"


def distance_to_reference(leaf: LeafCells, row: Row) -> str:
    """Closeness to a reference, as share of the range or as ratio."""
    values, x, points = leaf.population(row), leaf.x(row), leaf.points(row)
    goal = _reference(leaf, row)
    equal = _when_equal(leaf, row, "0", f"{points}/2")
    if leaf.param("measure") == "ratio":
        top, bottom = (x, goal) if leaf.high else (goal, x)
        score = f"{points}*{top}/{bottom}"
    else:
        gap = f"({goal}-{x})" if leaf.high else f"({x}-{goal})"
        bottom = f"({goal}-MIN({values}))" if leaf.high else f"(MAX({values})-{goal})"
        score = f"{points}*(1-{gap}/{bottom})"
    return leaf.limited(f"IF({bottom}=0,{equal},{score})", row)


def _reference(leaf: LeafCells, row: Row) -> str:
    reference = leaf.param("reference")
    if isinstance(reference, Fraction):
        return leaf.given("reference", row)
    book = leaf.book
    if "use" in reference:
        item = book.run.scheme.inputs[reference["use"]]
        column = input_column(book, item, leaf.period, leaf.kind, reference["use"])
        return book.data.at(column, row)
    span = book.layout.scope_span(row, leaf.kind)
    for other in book.layout.every_row():
        if other.code == reference["unit"] and span[0] <= other.row <= span[1]:
            return book.data.sheet.pinned(other.row, leaf.x_column or 0)
    return NONE_LEFT


__all__ = [
    "distance_to_reference",
    "efficacy",
    "min_max",
    "percentile",
    "rank_value",
    "ratio_to_best",
    "value_column",
    "z_score",
]
