"""Rules that compare an input with a target, as worksheet formulas."""

from __future__ import annotations

from typing import Any

from sanbi.engine.scoring.report.excel.book import InexpressibleError
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.rules.leaf import NONE_LEFT, LeafCells, clipped

MOST_BANDS = 50  # nested IFs; Excel allows 64
MOST_PROGRESSIVE = 40


def proportional(leaf: LeafCells, row: Row) -> str:
    """W·x/T, or W·T/x where less is better."""
    x, goal, points = leaf.x(row), leaf.target(row), leaf.points(row)
    if leaf.high:
        share = leaf.limited(f"{x}*{points}/{goal}", row)
    else:
        cap = leaf.number("cap", row)
        none = NONE_LEFT if cap is None else leaf.limited(cap, row)
        share = f"IF({x}>0,{leaf.limited(f'{goal}*{points}/{x}', row)},{none})"
    return f"IF({goal}>0,{share},{NONE_LEFT})"


def linear(leaf: LeafCells, row: Row) -> str:
    """Base ± slope for each step from the target, or tiers of slopes."""
    base = leaf.given("base", row)
    x, goal = leaf.x(row), leaf.target(row)
    if leaf.param("tiers") is not None:
        area = _tiered(leaf, leaf.param("tiers"), x, goal)
        sign = "+" if leaf.high else "-"
        return leaf.limited(f"{base}{sign}({area})", row)
    distance = f"({x}-{goal})" if leaf.high else f"({goal}-{x})"
    steps = distance
    if leaf.param("step") != 1:
        steps = f"{distance}/{leaf.given('step', row)}"
    if leaf.param("whole_steps"):
        steps = f"TRUNC(ROUND({steps},9))"
    slope = leaf.given("slope", row)
    down = leaf.number("slope_down", row)
    if down is not None:
        slope = f"IF({distance}<0,{down},{slope})"
    return leaf.limited(f"{base}+{steps}*{slope}", row)


def _tiered(leaf: LeafCells, tiers: list[dict[str, Any]], x: str, goal: str) -> str:
    words, block = leaf.book.words, leaf.block
    parts = []
    for number, tier in enumerate(tiers, start=1):
        edges: dict[str, str | None] = {}
        for end in ("from", "to"):
            label = words("band", number) + ("≥" if end == "from" else "≤")
            held = tier[end]
            edges[end] = None if held is None else block.put(f"tier {number} {end}", label, held)
        label = words("band", number) + words.parameter("linear", "slope")
        slope = block.put(f"tier {number} slope", label, tier["slope"])
        ends = [_between(cell, edges["from"], edges["to"]) for cell in (x, goal)]
        parts.append(f"({ends[0]}-{ends[1]})*{slope}")
    return "+".join(parts)


def _between(text: str, low: str | None, high: str | None) -> str:
    if low is not None:
        text = f"MAX({text},{low})"
    return text if high is None else f"MIN({text},{high})"


def progressive_bands(leaf: LeafCells, row: Row) -> str:
    """Base ± Σ over bands of (part in band k)·base/(first + next·(k−1)).

    With A the distance: Σ = base·(A/f − Σ_k (A − k·B)⁺·n/((f + n·k)(f + n·(k−1)))), k = 1 … m − 1.
    """
    base, width = leaf.given("base", row), leaf.given("band", row)
    first, more = leaf.given("first", row), leaf.given("next", row)
    x, goal = leaf.x(row), leaf.target(row)
    distance = f"({x}-{goal})" if leaf.high else f"({goal}-{x})"
    size = f"ABS{distance}"
    most = int(leaf.param("max_bands"))
    count = min(most, MOST_PROGRESSIVE)
    total = f"{size}/{first}"
    if count > 1:
        k = "{" + ",".join(str(number) for number in range(1, count)) + "}"
        over = f"({size}>{k}*{width})*({size}-{k}*{width})"
        lost = f"{more}/(({first}+{more}*{k})*({first}+{more}*({k}-1)))"
        total = f"({total}-SUMPRODUCT({over}*{lost}))"
    score = leaf.limited(f"{base}+SIGN{distance}*{base}*{total}", row)
    if most > count:
        return f"IF({size}>{count}*{width},{NONE_LEFT},{score})"
    return score


def threshold(leaf: LeafCells, row: Row) -> str:
    """W where the target is reached, else ``otherwise``."""
    sign = (">" if leaf.high else "<") + ("" if leaf.param("strict") else "=")
    test = f"{leaf.x(row)}{sign}{leaf.target(row)}"
    return f"IF({test},{leaf.points(row)},{leaf.given('otherwise', row)})"


def value_bands(leaf: LeafCells, row: Row) -> str:
    """Points of the first band that the input reaches."""
    bands = leaf.param("bands")
    if len(bands) > MOST_BANDS:
        raise InexpressibleError(leaf.book.words("why_bands"))
    x, words, block = leaf.x(row), leaf.book.words, leaf.block
    cases: list[tuple[str, str]] = []
    for number, band in enumerate(bands, start=1):
        tests, key = [], f"band {number}"
        for end, sign in (("min", "≥"), ("max", "≤")):
            if band[end] is not None:
                label = words("band", number) + sign
                cell = block.put(f"{key} {end}", label, band[end], band["points"])
                tests.append(f"{x}{'>' if end == 'min' else '<'}={cell}")
                points = block.second(f"{key} {end}")
        if not tests:
            points = block.put(key, words("band", number), band["points"])
            tests.append("TRUE")
        cases.append((tests[0] if len(tests) == 1 else f"AND({','.join(tests)})", points))
    return chosen(cases, leaf.given("otherwise", row))


def chosen(cases: list[tuple[str, str]], otherwise: str) -> str:
    """Nested IFs: the value of the first test that holds."""
    text = otherwise
    for test, value in reversed(cases):
        text = value if test == "TRUE" else f"IF({test},{value},{text})"
    return text


def direct(leaf: LeafCells, row: Row) -> str:
    """The input is the score."""
    return leaf.limited(leaf.x(row), row)


def goalposts(leaf: LeafCells, row: Row) -> str:
    """W·(x−lo)/(hi−lo), plain or on a logarithmic scale."""
    low, high, x = leaf.given("low", row), leaf.given("high", row), leaf.x(row)
    if leaf.param("scale") == "log":
        low, high, x = f"LN({low})", f"LN({high})", f"LN({x})"
    distance = f"({x}-{low})" if leaf.high else f"({high}-{x})"
    points = leaf.points(row)
    score = f"{points}*{distance}/({high}-{low})"
    return clipped(score, points, "0") if leaf.param("truncate") else score
