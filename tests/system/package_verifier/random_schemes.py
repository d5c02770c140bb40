"""Random schemes and data, as people might write them, for the two implementations to agree on.

Small numbers on purpose: ties, zeros, gaps and edges must be frequent. The same seed always gives
the same scheme. Left out is only what the contract does not settle.
"""

import random
from typing import Any

Made = dict[str, Any]
INDICATORS = ["f1", "f2", "f3"]
PERIODS = ["2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3", "2026-07", "2026-08", "2026-09"]
GRADES = ["甲", "乙", "丙"]
COMPARISONS = [">=", ">", "<", "<=", "==", "!="]
SUBSTITUTES = ["zero", "group_mean", "group_minimum", {"fixed": 2.505}, "redistribute", "leave_out"]
AGGREGATES = ["sum", "sum", "weighted", "fold", "harmonic", "copeland", "geometric", "power"]
POSITIVE = ("harmonic", "geometric", "power")  # means that refuse a negative score
POWERS = [2, -1, 0.5, 3, -0.5, 1.5]
EQUAL = ["full", "zero", "base", "mid"]
OVERS: list[tuple[Any, list[int]]] = [
    ("months", [50, 25, 25]),
    (["2026Q1", "2026Q2"], [60, 40]),
    (["2026Q2", "2026Q3"], [30, 70]),
    (["2026Q3", "2026Q1"], [1, 99]),
]
ROUND_AT = [["leaf", "total"], ["leaf", "total"], ["total"], ["leaf", "node", "total"], ["leaf"]]
LATE = ["downgrade", "cap_grade", "lowest_grade", "mark"]
EARLY = ["zero_leaf", "cap_leaf", "cap_total", "unranked", "rank_last"]
ELECTORATES = {
    "places": {"kind": "rank"},
    "marks": {"kind": "score", "classes": {"a": 2, "b": 1}, "partial": "reject"},
    "words": {
        "kind": "grade",
        "grades": {"好": 100, "差": 50},
        "criteria": {"c1": 2, "c2": 1},
        "self_vote": "count",
    },
}


class Maker:
    """Draws one scheme and its tables from a seed."""

    def __init__(self, seed: int, precision: int | None) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - no secret hangs on it
        self.precision = precision
        self.units = [f"U{n}" for n in range(self.draw.choice([1, 2, 3, 4, 6, 9]))]
        self.groups = self.draw.choice([["g"], ["g", "h"]])
        self.groups = self.groups[: len(self.units)]
        shared = [*self.groups, *self.draw.choice([[], [";".join(self.groups)], [""]])]
        places = [*self.groups, *self.draw.choices(shared, k=len(self.units))]
        self.group_of = dict(zip(self.units, places, strict=False))
        self.compare_all = self.chance(0.2)
        self.inputs: Made = {"base": {"indicator": "f1"}}
        self.leaves: list[str] = []
        self.nodes: list[str] = []
        self.rolled = False
        self.count = 0

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def maybe(self, share: float, **keys: Any) -> Made:
        return keys if self.chance(share) else {}

    def number(self) -> float:
        kind = self.draw.random()
        if kind < 0.4:
            return self.draw.choice([0, 1, 2, 3, 5, 10])
        if kind < 0.8:
            return self.draw.choice([-1, 1]) * self.draw.randint(0, 200) / 10
        return round(self.draw.uniform(-20, 60), 3)

    def formula(self, names: list[str], depth: int = 2) -> str:
        if not depth or self.chance(0.3):
            return self.draw.choice(names) if self.chance(0.7) else str(abs(self.number()))
        a, b, c, d = (self.formula(names, depth - 1) for _ in range(4))
        op = self.draw.choice(COMPARISONS)
        return self.draw.choice([
            f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} / {b})", f"min({a}, {b})",
            f"max({a}, {b}, {c})", f"abs({a})", f"round({a}, 1)", f"sqrt(abs({a}))",
            f"if({a} {op} {b}, {c}, {d})", f"ln({a})", f"exp(clip({a}, -9, 9))",
            f"pow(abs({a}), {self.draw.choice([2, 0.5, -1, '1/3'])})", f"clip({a}, 2%, {b})",
            f"if({a} {op} {b} and not {c} > {d} or {d} < {a}, {b}, {c})",
        ])  # fmt: skip

    def input(self) -> Any:
        if self.chance(0.35):
            return self.draw.choice(INDICATORS)
        if self.chance(0.15) and self.inputs:
            return self.draw.choice(list(self.inputs))
        transform = self.draw.choice([
            "value", "target", "growth", "increment", "change", "share", "completion", "pace",
            "rank", "rank_change", "streak", "per",
        ])  # fmt: skip
        taken: Made = {"indicator": self.draw.choice(INDICATORS), "transform": transform}
        taken |= self._transform_keys(transform) | self.maybe(0.15, coefficient="size")
        taken |= self.maybe(0.15, at=self.draw.choice(["previous", "year_ago"]))
        by = self.draw.choice(["all", "group", "kind"])
        method = self.draw.choice(["mean", "median"])
        taken |= self.maybe(0.2, impute={"method": method, "by": by})
        limits = {"skew": self.draw.choice([0.5, 1]), "kurtosis": 0.1, "max_points": 2}
        return taken | self.maybe(0.15, treat=limits | self.maybe(0.5, then="log"))

    def _transform_keys(self, transform: str) -> Made:
        against = self.draw.choice(["previous", "year_ago"])
        return {
            "per": {"per": self.draw.choice(["size", "f3"]), "scale": 100},
            "pace": self.maybe(0.5, basis="ratio"),
            "rank": self.maybe(0.5, better="low"),
            "streak": {"op": self.draw.choice(COMPARISONS[:4]), "than": self.number()},
        }.get(transform, {}) | (
            {"against": against}
            if transform in ("growth", "increment", "change", "rank_change")
            else {}
        )

    def condition(self, *, late: bool = False, scores: bool = True, depth: int = 1) -> Made:
        if depth and self.chance(0.3):
            parts = [self.condition(late=late, scores=scores, depth=0) for _ in range(2)]
            return {self.draw.choice(["all", "any"]): parts}
        if depth and self.chance(0.1):
            return {"not": self.condition(late=late, scores=scores, depth=0)}
        if depth and self.chance(0.1):
            parts = [self.condition(late=late, scores=scores, depth=0) for _ in range(3)]
            return {"at_least": {"count": 2, "of": parts}}
        if not depth and self.chance(0.1):
            low, high = sorted([self.number(), self.number()])
            return self.draw.choice([
                {"fact": "size", "op": "is_missing"}, {"fact": "kind", "op": "in", "value": ["山"]},
                {"fact": "f1", "op": "between", "value": [low, high]},
                {"fact": "f1", "op": ">", "value": {"fact": "f2"}},
            ])  # fmt: skip
        if depth and self.chance(0.1):
            of = {"fact": self.draw.choice(INDICATORS), "op": ">", "value": self.number()}
            return {"streak": {"of": of, "at_least": 2}}
        facts = ["f1", "f2", "size"]
        if scores and self.leaves:
            leaf = self.draw.choice(self.leaves)
            facts += [f"score.{leaf}", f"x.{leaf}", f"events.{leaf}"]
            facts += [f"score.{node}" for node in self.nodes[:1]]
        if late:
            facts += ["rank", "total", "rank_change", "previous_rank", "group_size"] * 2
            facts += ["rank_from_bottom"] * 2
        found = {"fact": self.draw.choice(facts), "op": self.draw.choice(COMPARISONS)}
        waiver = {"fact": "kind", "op": "==", "value": "山"}
        return found | {"value": self.number()} | self.maybe(0.1, waived_by=waiver)

    def rule(self) -> Made:
        draw, maybe = self.draw, self.maybe
        target = {"target": draw.choice(["data", 5, 8, *self.inputs])}
        ties = maybe(0.4, ties=draw.choice(["competition", "dense", "average"]))
        equal = maybe(0.8, when_equal=draw.choice(EQUAL))
        tiers = [{"to": 2, "slope": 1}, {"from": 2, "to": 8, "slope": 0.5}]
        shares = draw.choice([0.5, 0.3, 0.67])
        bands = [{"to": 1, "points": 9}, {"to_share": shares, "points": 5}]
        names = ["x", "points", "best", "worst", "mean", "f1", "size"]
        rules: list[Made] = [
            {"type": "proportional"} | target | maybe(0.3, cap="none"),
            {"type": "linear", "slope": 2} | target | maybe(0.4, slope_down=1, whole_steps=True),
            {"type": "linear", "tiers": tiers} | target | maybe(0.5, base=4),
            {"type": "linear", "slope": 1, "step": 0.5, "limit": 3, "base": 4} | target,
            {"type": "progressive_bands", "band": 3, "next": 5} | target | maybe(0.5, max_bands=2),
            {"type": "threshold"} | target | maybe(0.5, strict=True, otherwise=1),
            {"type": "value_bands"},
            {"type": "efficacy"} | equal | maybe(0.3, low=0) | maybe(0.5, share_base=0.5),
            {"type": "ratio_to_best", "nonpositive": draw.choice(["zero", "full"])},
            {"type": "rank_step"} | ties | maybe(0.5, points_step=1.5),
            {"type": "rank_table", "table": [10, 7, 5], "beyond": -1} | ties,
            {"type": "rank_table", "table": [9], "small_group": {"at_most": 4, "table": [6, 3]}},
            {"type": "rank_bands", "bands": bands, "ties": draw.choice(["competition", "dense"])},
            {"type": "min_max"} | equal | maybe(0.5, range=[1, 10]),
            {"type": "z_score", "mean": 70, "sd": 10} | maybe(0.5, when_equal="zero"),
            {"type": "percentile"} | equal,
            {"type": "rank_value"} | maybe(0.5, start=0) | maybe(0.5, ties="average"),
            {"type": "goalposts", "low": 1, "high": 20} | maybe(0.4, scale="log", truncate=False),
            {"type": "distance_to_reference", "reference": 5, "measure": "ratio"} | equal,
            {"type": "distance_to_reference", "reference": draw.choice([3, self.units[0]])} | equal,
            {"type": "direct"},
            {"type": "formula", "formula": "0*count+" + self.formula(names)},
            {"type": "events", "each": draw.choice([0.5, {"甲": 1, "乙": -0.5}])}
            | maybe(0.4, base=2) | maybe(0.4, exclude=["乙"]) | maybe(0.4, min_amount=5),
            {"type": "rating", "out_of": 100} | maybe(0.5, assessors={"p": 2, "q": 1, "z": 1}),
            {"type": "ballot", "electorate": draw.choice(list(ELECTORATES))},
        ]  # fmt: skip
        return draw.choice(rules)

    def leaf(self, *, item: bool = False) -> Made:
        self.count += 1
        rule = self.rule()
        kind = rule["type"]
        low = self.chance(0.2)
        found: Made = {
            "id": f"L{self.count}",
            "points": self.draw.choice([5, 10, 12.5]),
            "rule": rule,
        }
        if self.chance(0.1) and not item:
            del found["points"]
        found |= {"better": "low" if low else "high"}
        if kind == "value_bands":
            edge = "max" if low else "min"
            limits = (2, 8) if low else (8, 2)
            rule["bands"] = [{edge: limits[0], "points": 9}, {edge: limits[1], "points": 5}]
        if kind not in ("events", "rating", "ballot"):
            found["input"] = self.input()
        if kind == "formula" and self.chance(0.3):
            del found["input"]
            rule["formula"] = self.formula(["points", "f1", "size"])
        if found.get("input") in list(self.inputs) and rule.get("target") == "data":
            rule["target"] = 5
        if kind != "events":
            found["missing"] = self.draw.choice(SUBSTITUTES[:4] if item else SUBSTITUTES)
        found |= self._leaf_options(rule, item=item)
        self.leaves.append(found["id"])
        return found

    def _leaf_options(self, rule: Made, *, item: bool) -> Made:
        otherwise = ["zero", "full", {"fixed": 1.005}, *([] if item else ["redistribute"])]
        when = {
            "when": self.condition(scores=False),
            "otherwise": self.draw.choice(otherwise),
            "unknown": self.draw.choice(["pass", "fail"]),
        }
        found = self.maybe(0.15, **when) | self.maybe(0.15, times="size + 0.5")
        found |= self.maybe(0.15, cap=8) | self.maybe(0.15, compare_in="all")
        found |= {"floor": 0} if self.chance(0.5) else {}
        if self.precision is not None:
            found |= self.maybe(0.1, precision=self.draw.randint(0, 4))
        if not item and "limit" not in rule:
            whom = {"unit": self.units[0]} if self.chance(0.5) else {"group": self.groups[0]}
            changed: Made = {"points": 7.5}
            if rule["type"] in ("proportional", "threshold", "linear"):
                changed["rule"] = {"target": 4}
            elif rule["type"] in ("efficacy", "rank_step", "goalposts"):
                number = {"efficacy": "share_base", "rank_step": "step", "goalposts": "low"}
                changed["rule"] = {number[rule["type"]]: 0.25}
            found |= self.maybe(0.25, overrides=[whom | changed])
        return found

    def node(self, depth: int = 2) -> Made:
        self.count += 1
        found: Made = {"id": f"N{self.count}", "weights": "relative"}
        aggregate = self.draw.choice(AGGREGATES)
        found["aggregate"] = aggregate
        found |= {"power": self.draw.choice(POWERS)} if aggregate == "power" else {}
        if self.chance(0.12) and not self.rolled:
            self.rolled = True
            periods, weights = self.draw.choice(OVERS)
            found["over"] = {"periods": periods} | self.maybe(0.5, weights=weights)
            found["over"] |= self.maybe(0.4, aggregate="sum")
        else:
            found |= self.maybe(0.2, min_share=0.67)
        found |= self.maybe(0.1, cap=15)
        children = [
            self.node(depth - 1) if depth and self.chance(0.3) else self.leaf()
            for _ in range(self.draw.randint(1, 4))
        ]
        for at, child in enumerate(children):
            if aggregate in POSITIVE:
                child["floor"] = self.draw.choice([0, 1])
            if aggregate != "sum":
                child["weight"] = self.draw.choice([1, 2, 0.5, 1, 2, 0.5, 0 if at else 1])
        self.nodes.append(found["id"])
        return found | {"children": children}
