"""The rest of a random scheme: what comes after the tree, and the tables of data."""

from typing import Any

from tests.system.package_verifier.builder import Rows
from tests.system.package_verifier.random_schemes import (
    EARLY,
    ELECTORATES,
    GRADES,
    INDICATORS,
    LATE,
    PERIODS,
    ROUND_AT,
    Made,
    Maker,
)


def made_scheme(make: Maker) -> Made:
    """Return a whole scheme."""
    draw = make.draw
    for n in range(draw.randint(0, 2)):
        make.inputs[f"in{n}"] = {"formula": make.formula([*INDICATORS, "size", *make.inputs])}
    found: Made = {"sanbi": 1, "id": "random", "title": "t", "version": "1", "period": "2026Q3"}
    found |= {} if make.precision is None else {"precision": make.precision}
    found |= {
        "rounding": draw.choice(["half_up", "half_even", "down"]),
        "round_at": draw.choice(ROUND_AT),
        "rank_on": draw.choice(["published", "unrounded"]),
        "better": "low" if make.chance(0.2) else "high",
        "compare_in": "all" if make.compare_all else "group",
        "groups": [{"id": group, "name": group} for group in make.groups],
        "exclusions": _exclusions(make),
        "electorates": ELECTORATES,
        "tree": make.node(),
        "total": make.maybe(0.3, floor=0, cap=30),
    }
    if make.chance(0.15):
        del found["groups"]  # they follow from the units table then
    found["ties"] = _ties(make)
    blocks = [_block(make, n) for n in range(draw.randint(0, 2))]
    found |= {"inputs": make.inputs, "adjustments": blocks}
    found["grades"] = _grades(make, found["better"])
    gates = [
        _gate(make, blocks, n, graded=bool(found["grades"])) for n in range(draw.randint(0, 4))
    ]
    found["gates"] = [gate for gate in gates if "require" in gate]
    found["vetoes"] = [gate for gate in gates if "when" in gate]
    found["consequences"] = _consequences(make)
    return {key: value for key, value in found.items() if value not in ([], {}, None)}


def _ties(make: Maker) -> Any:
    method = make.draw.choice(["competition", "dense", "average", "ordinal"])
    by = make.draw.choice([*make.leaves, *make.nodes, "base"])
    return {"method": method, "then": [{"by": by, "better": "low"}]} if make.chance(0.4) else method


def _exclusions(make: Maker) -> list[Made]:
    found: list[Made] = []
    if make.chance(0.1):
        found.append({"units": [make.units[-1]], "reason": "x"})
    if make.chance(0.1):
        unknown = make.draw.choice(["pass", "fail"])
        found.append({"when": make.condition(), "reason": "x", "unknown": unknown})
    return found


def _block(make: Maker, n: int) -> Made:
    items = [make.leaf(item=True) for _ in range(2)]
    found = {"id": f"A{n}", "sign": make.draw.choice(["add", "deduct"]), "items": items}
    when = {"when": make.condition(), "unknown": make.draw.choice(["pass", "fail"])}
    return found | make.maybe(0.5, cap=2.505) | make.maybe(0.3, **when)


def _grades(make: Maker, better: str) -> Made | None:
    kind = make.draw.choice([None, "score", "quota"])
    if kind == "score":
        edge, limits = ("max", (8, 15)) if better == "low" else ("min", (25, 10))
        bands = [
            {"grade": grade, edge: limit} for grade, limit in zip(GRADES, limits, strict=False)
        ]
        return {"by": "score", "bands": [*bands, {"grade": GRADES[2]}]}
    if kind == "quota":
        quotas = [{"grade": "甲", "share": 0.3}, {"grade": "乙", "count": 1}, {"grade": "丙"}]
        rounding = make.draw.choice(["down", "half_up", "up"])
        return {"by": "quota", "round": rounding, "quotas": quotas}
    return None


def _effect(make: Maker, kind: str, blocks: list[Made]) -> Made:
    leaf = make.draw.choice(make.leaves)
    return {"effect": kind} | {
        "zero_leaf": {"target": leaf},
        "cap_leaf": {"target": leaf, "to": 4.445},
        "cap_total": {"to": 20.5},
        "no_bonus": {"target": make.draw.choice([*(block["id"] for block in blocks), "all"])},
        "downgrade": {"levels": 2},
        "cap_grade": {"to": make.draw.choice(GRADES)},
        "mark": {"text": "注"},
    }.get(kind, {})


def _gate(make: Maker, blocks: list[Made], n: int, *, graded: bool) -> Made:
    late = make.chance(0.3)
    kinds = LATE if late else LATE + EARLY + (["no_bonus"] if blocks else [])
    kinds = kinds if graded else [kind for kind in kinds if "grade" not in kind]
    effects = [_effect(make, make.draw.choice(kinds), blocks) for _ in range(2)]
    unknown = make.draw.choice(["pass", "fail"])
    if make.chance(0.5):
        condition = make.condition(late=late)
        return {"id": f"G{n}", "require": condition, "else": effects, "unknown": unknown}
    return {"id": f"V{n}", "when": make.condition(late=late), "then": effects, "unknown": unknown}


def _consequences(make: Maker) -> list[Made]:
    by = make.draw.choice(["total", "rank", "rank_change", "f1"])
    order = make.draw.choice(["highest", "lowest"])
    select = {"by": by, "count": 2, "order": order}
    select |= make.maybe(0.3, **{"except": make.condition(late=True)})
    return [
        {"id": "c1", "when": make.condition(late=True), "text": "甲"},
        {"id": "c2", "select": select, "text": "乙"},
    ]


def made_tables(make: Maker) -> dict[str, Rows]:
    """Return data with gaps for a scheme that was made before."""
    return {
        "units": [_unit(make, unit) for unit in make.units],
        "observations": _observations(make),
        "ratings": _ratings(make),
        "events": _events(make),
        "ballots": [row for name in ELECTORATES for row in _ballots(make, name)],
        "history": _history(make),
    }


def _unit(make: Maker, unit: str) -> Made:
    size, kind = make.draw.choice([1, 2, 3.5, None]), make.draw.choice(["山", "海"])
    size = 4 if unit == make.units[0] else size  # a column of blanks would be no column of numbers
    group = make.group_of[unit]
    part = not make.chance(0.1)
    return {"unit": unit, "name": f"{unit}镇", "group": group, "kind": kind, "size": size,
            "participates": part}  # fmt: skip


def _observations(make: Maker) -> Rows:
    return [
        {"unit": unit, "indicator": indicator, "period": period, "value": make.number(),
         "target": make.draw.choice([None, 1, 2, 8, 12.5])}
        for unit in make.units for indicator in INDICATORS for period in PERIODS
        if make.chance(0.9)
    ]  # fmt: skip


def _ratings(make: Maker) -> Rows:
    return [
        {"unit": unit, "leaf": leaf, "period": period, "assessor": assessor,
         "rating": make.draw.randint(0, 100), "reason": "x"}
        for unit in make.units for leaf in make.leaves for period in PERIODS
        for assessor in "pqz" if make.chance(0.5)
    ]  # fmt: skip


def _events(make: Maker) -> Rows:
    return [
        {"unit": unit, "item": leaf, "period": period, "kind": make.draw.choice("甲乙"),
         "count": make.draw.choice([1, 2, 0.5]), "amount": make.draw.choice([None, 3, 5, 9])}
        for unit in make.units for leaf in make.leaves for period in PERIODS
        if make.chance(0.4)
    ]  # fmt: skip


def _ballots(make: Maker, electorate: str) -> Rows:
    marks: dict[str, list[Any]] = {"marks": [60, 75.5, 101], "words": ["好", "差", "中"]}
    found: Rows = []
    for period in ("2026Q3", "2026-07", "2026Q1"):
        for ballot in range(make.draw.randint(0, 5)):
            number, kind = divmod(ballot, 2) if electorate == "marks" else (ballot, 2)
            head = {"electorate": electorate, "period": period, "ballot": f"b{number}"}
            head |= {"class": ("a", "b", "")[kind]}
            head |= {"voter_unit": make.draw.choice(["", "", *make.units])}
            order = make.draw.sample(make.units, len(make.units))
            for place, unit in enumerate(order, start=1):
                choices = marks.get(electorate, [place])
                mark = make.draw.choices([*choices, ""], [*([20] * (len(choices) - 1)), 5, 1])[0]
                criteria = ("c1", "c2") if electorate == "words" else ("",)
                found += [head | {"unit": unit, "criterion": c, "mark": mark} for c in criteria]
    return found


def _history(make: Maker) -> Rows:
    return [
        {"unit": unit, "group": group, "period": period, "score": make.number(),
         "rank": make.draw.randint(1, 5), "grade": make.draw.choice(["甲", "乙", None])}
        for unit in make.units for group in make.group_of[unit].split(";")
        for period in ("2026Q1", "2026Q2") if make.chance(0.8)
    ]  # fmt: skip
