"""One small package of which every figure, in every result file, was worked by hand.

Two towns and a street; 2 decimals, half up at leaf and total.

invest   40 · x / T           A 40·9/8 → cap 40 · B 40·5/8 = 25 · C 40·6.1/9 = 27.1111… → 27.11
service  60 · (0.6 + 0.4·(x − lo)/(hi − lo)), towns 70..90: A 36 · B 60; C alone in its group: 60
bonus    0.5 an event, at most 1: A 3 events 1.5 → 1 · B 0 · C 1 event 0.5
gate     B has 2 late reports: the total is at most 80
total    A 40 + 36 + 1 = 77 · B 25 + 60 + 0 = 85 → 80 · C 27.11 + 60 + 0.5 = 87.61
"""

from typing import Any

from tests.system.package_verifier.builder import Files, leaf, node, packed, source_files

SCHEME: Any = {
    "sanbi": 1,
    "id": "county",
    "title": "云川县",
    "version": "3",
    "effective": {"from": "2026-01-01", "to": None},
    "period": "2026Q3",
    "precision": 2,
    "rounding": "half_up",
    "round_at": ["leaf", "total"],
    "rank_on": "published",
    "better": "high",
    "ties": {"method": "competition", "then": []},
    "missing": "error",
    "compare_in": "group",
    "groups": [
        {"id": "towns", "name": "镇", "members": ["A", "B"]},
        {"id": "streets", "name": "街道", "members": ["C"]},
    ],
    "indicators": {},
    "inputs": {},
    "tree": node(
        leaf("invest", {"type": "proportional", "target": "data"}, "fai", points="40"),
        leaf("service", "efficacy", "score", points="60"),
        name="total",
        points="100",
    ),
    "adjustments": [
        {
            "id": "bonus",
            "sign": "add",
            "cap": "1",
            "items": [leaf("prizes", {"type": "events", "each": "0.5"}, None, points=None)],
        }
    ],
    "gates": [
        {
            "id": "reports",
            "require": {"fact": "late", "op": "<", "value": "2"},
            "else": [{"effect": "cap_total", "to": "80"}, {"effect": "mark", "text": "迟报"}],
        }
    ],
    "grades": {
        "by": "score",
        "bands": [{"grade": "优秀", "min": "80"}, {"grade": "良好", "min": "60"}],
    },
    "consequences": [
        {"id": "flag", "when": {"fact": "rank", "op": "==", "value": "1"}, "text": "流动红旗"}
    ],
}

UNITS = [
    {"unit": "A", "name": "青禾镇"},
    {"unit": "B", "name": "白石镇"},
    {"unit": "C", "name": "城关街道"},
]
VALUES = [
    ("A", "fai", 9, 8), ("B", "fai", 5, 8), ("C", "fai", 6.1, 9),
    ("A", "score", 70, None), ("B", "score", 90, None), ("C", "score", 55, None),
    ("A", "late", 0, None), ("B", "late", 2, None), ("C", "late", 1, None),
]  # fmt: skip
OBSERVATIONS = [
    {"unit": unit, "indicator": code, "period": "2026Q3", "value": value, "target": target,
     "version": 1, "source": ""}
    for unit, code, value, target in VALUES
]  # fmt: skip
EVENTS = [
    {"unit": "A", "item": "prizes", "period": "2026Q3", "kind": "", "count": 3, "amount": None},
    {"unit": "C", "item": "prizes", "period": "2026Q3", "kind": "", "count": 1, "amount": None},
]
HISTORY = [
    {"unit": "A", "group": "towns", "period": "2026Q2", "score": 90, "rank": 1, "grade": ""},
    {"unit": "B", "group": "towns", "period": "2026Q2", "score": 80, "rank": 2, "grade": ""},
]

RESULTS = {
    "ranking": """\
unit,name,group,score,rank,previous_rank,rank_change,gap
B,白石镇,towns,80.00,1,2,1,
A,青禾镇,towns,77.00,2,1,-1,3.00
C,城关街道,streets,87.61,1,,,
""",
    "working": """\
group,unit,leaf,period,inputs,x,target,substituted,unrounded,score,points,lost,state
towns,A,invest,2026Q3,fai@2026Q3=9,9,8,40 × 9 / 8 = 45 → 40,40,40.00,40,0.00,scored
towns,A,service,2026Q3,score@2026Q3=70,70,,,36,36.00,60,24.00,scored
towns,A,prizes,2026Q3,,1.5,,3 × 0.5,1.5,1.50,,,scored
towns,B,invest,2026Q3,,5,8,,25,25.00,40,15.00,scored
towns,B,service,2026Q3,,90,,,60,60.00,60,0.00,scored
towns,B,prizes,2026Q3,,0,,,0,0.00,,,scored
streets,C,invest,2026Q3,,6.1,9,,27.111111111111,27.11,40,12.89,scored
streets,C,service,2026Q3,,55,,,60,60.00,60,0.00,scored
streets,C,prizes,2026Q3,,0.5,,,0.5,0.50,,,scored
""",
    "nodes": """\
group,unit,node,period,unrounded,score
towns,A,total,2026Q3,76,76.00
towns,B,total,2026Q3,85,85.00
streets,C,total,2026Q3,87.11,87.11
""",
    "adjustments": """\
group,unit,adjustment,raw,score
towns,A,bonus,1.50,1.00
towns,B,bonus,0.00,0.00
streets,C,bonus,0.50,0.50
""",
    "grades": """\
group,unit,grade,effects
towns,A,良好,
towns,B,优秀,reports:cap_total=80; reports:mark=迟报
streets,C,优秀,
""",
    "consequences": """\
group,unit,consequence,text
towns,B,flag,流动红旗
streets,C,flag,流动红旗
""",
}


def county_files(scheme: Any = None) -> Files:
    """Return all files of the package, results as worked by hand."""
    files = source_files(
        scheme or SCHEME,
        UNITS,
        {"previous_period": "2026Q2"},
        observations=OBSERVATIONS,
        events=EVENTS,
        history=HISTORY,
    )
    return files | {f"result/{name}.csv": text.encode() for name, text in RESULTS.items()}


def county_package(**replaced: bytes) -> bytes:
    """Return the package; ``ranking=…`` replaces result/ranking.csv, with fitting hashes."""
    changed = {f"result/{name}.csv": content for name, content in replaced.items()}
    return packed(county_files() | changed)
