"""An invented county with everything that a report can show, and a reader of its pages."""

import random
from html.parser import HTMLParser
from typing import Any

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data

HOSTILE = "青石\"<script>alert('1')</script>&<b>镇🏔"
LONG = "云岭自治乡人民政府驻双泉办事处联合考核工作组" * 3
NAMES = {
    "T1": "松涛镇",
    "T2": HOSTILE,
    "T3": "白鹭镇",
    "T4": LONG,
    "T5": "龙潭镇",
    "T6": "望江镇",
    "T7": "柳溪镇",
}
GROWTH = {"T1": 9.4, "T2": 8.1, "T3": 8.1, "T4": 7.0, "T5": 6.2, "T6": 9.0, "T7": 5.0}
DONE = {"T1": 98.0, "T2": 91.0, "T3": 91.0, "T4": 100.0, "T5": 60.5, "T6": 72.0, "T7": None}

# Bonus, veto, exclusion, grades and rewards around the tree.
AROUND: dict[str, Any] = {
    "adjustments": [
        {
            "id": "bonus",
            "name": "加分",
            "sign": "add",
            "cap": "2",
            "items": [{"id": "prize", "name": "表彰", "rule": {"type": "events", "each": "1.5"}}],
        }
    ],
    "vetoes": [
        {
            "id": "veto",
            "name": "任务过少",
            "clause": "第 9 条",
            "when": {"fact": "x.tasks", "op": "<", "value": 61},
            "unknown": "fail",
            "then": [{"effect": "lowest_grade"}],
        }
    ],
    "exclusions": [{"units": ["T6"], "reason": "新设单位"}],
    "grades": {"by": "score", "bands": [{"grade": "好", "min": "90"}, {"grade": "差"}]},
    "consequences": [
        {
            "id": "flag",
            "name": "红旗",
            "when": {"fact": "rank", "op": "<=", "value": 1},
            "text": "授予红旗",
        }
    ],
}


def scheme(**changes: Any) -> Scheme:
    """Return the county's scheme; ``changes`` replace top-level keys."""
    linear = {"type": "linear", "target": "9", "slope": "4", "floor": "0"}
    leaves = [
        {"id": "gdp", "name": "地区生产总值增速", "points": "60", "input": "gdp", "rule": linear},
        {
            "id": "tasks",
            "name": "重点任务办结率",
            "points": "40",
            "input": "done",
            "rule": {"type": "proportional", "target": "100"},
            "missing": "group_minimum",
            "clause": "第 2.1 条",
            "lead_unit": "督查室",
        },
    ]
    parts = [
        {"id": "economy", "name": "经济", "points": "60", "children": leaves[:1]},
        {"id": "work", "name": "任务", "points": "40", "children": leaves[1:]},
    ]
    fields: dict[str, Any] = {
        "sanbi": 1,
        "id": "county",
        "title": "云川县考核<办法>",
        "version": "3",
        "effective": {"from": "2026-01-01", "to": "2026-12-31"},
        "source": "云川考办〔2026〕3号",
        "period": "2026Q3",
        "precision": 2,
        "groups": [
            {"id": "all", "name": "全县", "members": list(NAMES)},
            {"id": "hill", "name": "山区", "members": ["T2", "T3", "T4", "T7"]},
        ],
        "indicators": {
            "gdp": {"name": "生产总值增速", "measure": "%", "kind": "official"},
            "done": {"name": "办结率", "measure": "%", "kind": "dispatch"},
        },
        "tree": {"id": "total", "name": "总分", "points": "100", "children": parts},
    }
    return Scheme.from_mapping({**fields, **AROUND, **changes})


def data(*, history: bool = True) -> Data:
    """Return the county's data, with ranks of two earlier quarters."""
    figures = [
        {"unit": unit, "indicator": "gdp", "period": "2026Q3", "value": value}
        for unit, value in GROWTH.items()
    ]
    figures += [
        {"unit": unit, "indicator": "done", "period": "2026Q3", "value": value}
        for unit, value in DONE.items()
        if value is not None
    ]
    figures[0] |= {"version": 2, "source": "统计局 10-26", "revised": True}
    figures[1] |= {"version": 2}  # handed in twice: no revision
    earlier = {
        "2026Q1": ["T3", "T1", "T2", "T5", "T4", "T7"],
        "2026Q2": ["T2", "T1", "T4", "T3", "T5", "T7"],
    }
    ranks = [
        {"unit": unit, "group": "all", "period": period, "rank": place}
        for period, units in earlier.items()
        for place, unit in enumerate(units, start=1)
    ]
    return Data.from_rows(
        units=[{"unit": unit, "name": name} for unit, name in NAMES.items()],
        observations=figures,
        events=[{"unit": "T5", "item": "prize", "period": "2026Q3", "count": 2}],
        history=ranks if history else [],
    )


def result(**changes: Any) -> Result:
    """Return the county's result."""
    return score(scheme(**changes), data())


def wide(units: int, leaves: int) -> Result:
    """Return a result of many units and leaves with random figures."""
    chance = random.Random(5)  # noqa: S311 - figures for a test
    codes = [f"U{place:04d}" for place in range(units)]
    items = [
        {"id": f"L{n}", "points": "10", "input": f"i{n}", "rule": {"type": "efficacy"}}
        for n in range(leaves)
    ]
    tree = {"id": "total", "name": "总分", "children": items}
    held = Scheme.from_mapping(
        {"sanbi": 1, "id": "wide", "title": "宽表", "period": "2026", "precision": 2, "tree": tree}
    )
    rows = [
        {"unit": code, "indicator": f"i{n}", "period": "2026", "value": chance.randint(0, 999)}
        for code in codes
        for n in range(leaves)
    ]
    return score(held, Data.from_rows(observations=rows))


class Element:
    """An element of a page with its attributes, children and text."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element] = []
        self.pieces: list[str | Element] = []

    @property
    def text(self) -> str:
        return "".join(p if isinstance(p, str) else p.text for p in self.pieces)

    @property
    def words(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def all(self, tag: str = "", cls: str = "") -> "list[Element]":
        """Return the elements below with a tag and a class, in order."""
        found = []
        for child in self.children:
            if tag in ("", child.tag) and (not cls or cls in child.words):
                found.append(child)
            found += child.all(tag, cls)
        return found

    def one(self, tag: str = "", cls: str = "") -> "Element":
        """Return the first such element."""
        return self.all(tag, cls)[0]


VOID = {"meta", "link", "br", "input", "img", "hr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        self.open[-1].pieces.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].pieces.append(data)


def read(page: str) -> Element:
    """Return the page as elements; a tag that is not closed in its place fails."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root], [element.tag for element in reader.open]
    return reader.root
