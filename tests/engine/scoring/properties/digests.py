"""Prints the digest of each run's package: started with other threads, zones and hash seeds.

The runs have ties, roots, several groups, gates and text in Chinese, so that an order of a set or
a table that leaks into the bytes would show.
"""

import hashlib

from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.package import build_package
from tests.engine.scoring.properties.cases import CODES, data_of, figures, leaf, mapping_of

TABLE = {
    "a": [3.5, 9.25, 4.0, 7.7, 7.7, 1.1, 0.3, 9.25, 5.5],
    "b": [20.0, 60.0, 45.0, 45.0, 80.0, 12.5, 31.0, 64.0, 2.0],
    "c": [0.5, 0.7, 0.1, 0.2, 0.2, 0.9, 0.4, 0.4, 0.6],
}


def packages() -> dict[str, bytes]:
    """A package with exact, one with float64 arithmetic."""
    units = [
        {"unit": code, "name": f"单位{n}", "group": "甲;乙" if n % 3 else "乙", "people": 3.5 + n}
        for n, code in enumerate(CODES[:9])
    ]
    events = [{"unit": code, "item": "e", "period": "2026Q3", "kind": "k"} for code in CODES[3:7]]
    history = [{"unit": code, "group": "乙", "period": "2026Q2", "rank": 4.0} for code in CODES[:6]]
    data = data_of(units, figures(TABLE), events=events, history=history)
    parts = [
        leaf("a", {"type": "z_score", "mean": 50, "sd": 10}, times="people / 7"),
        leaf("b", {"type": "efficacy"}, points=60, input={"indicator": "b", "transform": "share"}),
        leaf("c", "rank_step", points=30, compare_in="all"),
    ]
    more = {
        "adjustments": [
            {
                "id": "加分",
                "sign": "add",
                "items": [{"id": "e", "rule": {"type": "events", "each": "0.3"}}],
            }
        ],
        "vetoes": [{"id": "红线", "when": {"fact": "a", "op": "<", "value": 1}}],
        "grades": {
            "bands": [{"grade": "优", "min": 80}, {"grade": "良", "min": 40}, {"grade": "中"}]
        },
        "root": {"aggregate": "geometric", "weights": "relative"},
    }
    made = {}
    for name, precision in (("exact", 3), ("float64", None)):
        text = mapping_of(*parts, precision=precision, **more)
        made[name] = build_package(score(Scheme.from_mapping(text), data))
    return made


if __name__ == "__main__":
    for name, package in packages().items():
        print(name, hashlib.sha256(package).hexdigest())  # noqa: T201 - this is its output
