"""The register drawn from its file and the seed: facts, places and days of every project."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sanbi.site.demo.chance import share, swing
from sanbi.site.demo.projects.investors import investor_of
from sanbi.site.demo.projects.model import LIVES, Undertaking

MARKS = frozenset({"chain", "hurried", "ahead", "new"})
LEADS = {
    "industry": "jingxin", "infrastructure": "jiaotong", "livelihood": "zhujian",
    "agriculture": "nongye", "services": "wenlv", "energy": "fagai",
}  # fmt: skip
HELPERS = ("ziran", "zhujian", "huanjing", "shenpi", "shuili", "yingji")
LEADERS = ("leader", "leader2", "leader3", "leader4", "leader5", "leader6")
WATCHED_FROM, HELPED = 10_000, 0.4
"""万元 from which a leader answers for a project; how often a department supports one."""
SIZES = {
    "industry": "新建厂房{n}万平方米、生产线{m}条及配套设施",
    "infrastructure": "建设主体工程{n}公里及附属设施{m}处",
    "livelihood": "新建业务用房{n}万平方米，配套设备{m}台（套）",
    "agriculture": "建设示范基地{n}千亩，配套设施{m}处",
    "services": "建设经营用房{n}万平方米，功能区{m}个",
    "energy": "建设主体设施{n}处，配套工程{m}项",
}
# The days between which a life is signed, begun, and so on; what is left out has not happened.
_SPANS: dict[str, dict[str, tuple[date, date]]] = {
    "talk": {"lead": (date(2025, 2, 10), date(2025, 9, 20))},
    "signed": {
        "lead": (date(2025, 2, 10), date(2025, 9, 1)),
        "signs": (date(2025, 12, 1), date(2026, 7, 10)),
        "start": (date(2026, 11, 1), date(2027, 3, 15)),
    },
    "stuck": {
        "lead": (date(2024, 10, 10), date(2025, 2, 20)),
        "signed": (date(2025, 4, 1), date(2025, 9, 20)),
        "start": (date(2026, 3, 20), date(2026, 8, 10)),
    },
    "fresh": {
        "lead": (date(2024, 11, 1), date(2025, 3, 1)),
        "signed": (date(2025, 4, 1), date(2025, 9, 20)),
        "start": (date(2025, 12, 10), date(2026, 5, 31)),
    },
    "building": {
        "lead": (date(2023, 10, 1), date(2024, 2, 1)),
        "signed": (date(2024, 3, 1), date(2024, 8, 30)),
        "started": (date(2024, 11, 1), date(2025, 7, 20)),
    },
    "idle": {
        "lead": (date(2024, 9, 1), date(2025, 1, 31)),
        "signed": (date(2025, 3, 1), date(2025, 8, 30)),
        "start": (date(2026, 2, 20), date(2026, 4, 30)),
    },
    "full": {
        "lead": (date(2022, 9, 1), date(2022, 12, 30)),
        "signed": (date(2023, 2, 1), date(2023, 6, 30)),
        "started": (date(2023, 9, 1), date(2024, 2, 1)),
        "producing": (date(2025, 4, 1), date(2025, 9, 20)),
    },
    "given": {
        "lead": (date(2024, 9, 1), date(2025, 1, 31)),
        "signed": (date(2025, 3, 1), date(2025, 8, 30)),
        "start": (date(2026, 3, 1), date(2026, 5, 30)),
    },
}  # fmt: skip
_SPANS["late"] = _SPANS["running"] = _SPANS["building"]
# The new ones of the year: when they join as a lead, and when they are signed.
_JOINS = {
    "talk": (date(2025, 12, 1), date(2026, 9, 20)),
    "fresh": (date(2025, 10, 22), date(2025, 11, 20)),
}
_JOINS_ELSE = (date(2025, 11, 3), date(2026, 2, 10))


@cache
def undertakings(seed: int) -> tuple[Undertaking, ...]:
    """Return the 120 projects of a seed, in the order of the townships."""
    raw = yaml.safe_load(register_text())
    found: list[Undertaking] = []
    for township, part in raw.items():
        for line in part["projects"]:
            found.append(_drawn(seed, len(found) + 1, township, part["place"], line))
    return tuple(found)


def register_text() -> str:
    """Return the file of names."""
    return files("sanbi.site.demo.projects").joinpath("register.yaml").read_text(encoding="utf-8")


def _drawn(seed: int, number: int, township: str, place: list[float], line: str) -> Undertaking:
    name, sort, total, life, last = (part.strip() for part in line.split("|"))
    if life not in LIVES:
        raise ValueError(f"{name}: there is no life {life}")
    words = tuple(word for word in last.split(",") if word)
    marks = frozenset(words) & MARKS
    code = f"YC{number:04d}"
    firm = _firm(sort, number)
    state = bool(firm) or sort in {"livelihood", "agriculture"}
    wan = round(float(total) * 10_000)
    return Undertaking(
        code=code,
        name=name,
        sort=sort,
        township=township,
        total_wan=wan,
        life=life,
        marks=marks,
        tags=tuple(word for word in words if word not in MARKS),
        content=SIZES[sort].format(n=max(round(wan / 9000), 1), m=2 + number % 7),
        investor="" if state else investor_of(name),
        origin=_origin(number, state=state),
        lead_unit=LEADS[sort],
        departments=_departments(seed, code, LEADS[sort]),
        leader=LEADERS[number % len(LEADERS)] if wan >= WATCHED_FROM else "",
        owner_unit=firm,
        owner={"jiaotou": "owner", "chengtou": "owner2", "lvtou": "owner3"}.get(firm, ""),
        factors=_factors(seed, code, sort, wan, state=state),
        longitude=_degrees(place[0], seed, code, "x", 0.030),
        latitude=_degrees(place[1], seed, code, "y", 0.022),
        **_days(seed, code, life, marks),
    )


def _firm(sort: str, number: int) -> str:
    """The state firm that builds it; farming is built by townships themselves."""
    if sort == "infrastructure":
        return "jiaotou"
    if sort == "livelihood" and number % 2:
        return "chengtou"
    return "lvtou" if sort == "services" and number % 3 == 0 else ""


def _origin(number: int, *, state: bool) -> str:
    if state:
        return "state"
    return {0: "foreign", 4: "mixed"}.get(number % 9, "private")


def _departments(seed: int, code: str, lead: str) -> tuple[str, ...]:
    drawn = (unit for unit in HELPERS if share(seed, code, "helps", unit) < HELPED)
    return tuple(unit for unit in drawn if unit != lead)


def _factors(seed: int, code: str, sort: str, wan: int, *, state: bool) -> dict[str, int]:
    size = wan / 10_000
    found = {"land_mu": round(size * (14 + 10 * share(seed, code, "land"))) + 6}
    if sort in {"industry", "energy"}:
        found["energy_tce"] = round(size * (400 + 700 * share(seed, code, "energy")))
        found["emission_t"] = round(size * (2 + 6 * share(seed, code, "emission")))
    if sort in {"industry", "services", "energy"}:
        found["tax_wan"] = round(wan * (0.02 + 0.03 * share(seed, code, "tax")))
    if state:
        found["funds_wan"] = round(wan * (0.3 + 0.4 * share(seed, code, "funds")))
    found["jobs"] = round(size * (18 + 30 * share(seed, code, "jobs"))) + 5
    return found


def _degrees(middle: float, seed: int, code: str, axis: str, reach: float) -> str:
    return f"{middle + reach * swing(seed, code, axis):.6f}"


def _days(seed: int, code: str, life: str, marks: frozenset[str]) -> dict[str, Any]:
    spans = _SPANS[life]
    reached = {
        stage: _within(seed, code, stage, spans[stage])
        for stage in ("lead", "signed", "started", "producing")
        if stage in spans
    }
    found: dict[str, Any] = {}
    if "signs" in spans:
        found["signs"] = _within(seed, code, "signs", spans["signs"])
    if "start" in spans:
        found["start_on"] = _within(seed, code, "start", spans["start"])
    if "new" in marks:
        joins = _within(seed, code, "joins", _JOINS.get(life, _JOINS_ELSE))
        signs = joins + timedelta(days=50 + round(30 * share(seed, code, "after")))
        reached, found["joins"] = {}, joins
        if life != "talk":
            found["signs"] = max(signs, found.get("signs", signs))
        if "start_on" in found:
            found["start_on"] = max(found["start_on"], found["signs"] + timedelta(days=110))
    began = found.get("start_on") or reached.get("started")
    if began is not None:
        days = 420 + round(300 * share(seed, code, "lasts"))
        found["start_on"], found["due_on"] = began, began + timedelta(days=days)
    return {**found, "reached": reached}


def _within(seed: int, code: str, what: str, span: tuple[date, date]) -> date:
    days = (span[1] - span[0]).days
    return span[0] + timedelta(days=round(days * share(seed, code, what)))


def cells(item: Undertaking) -> Iterator[tuple[str, str]]:
    """Yield field and text for a line of the register's table."""
    yield from (("code", item.code), ("name", item.name), ("sort", item.sort))
    yield from (("unit", item.township), ("total_wan", str(item.total_wan)))
    yield from (("content", item.content), ("investor", item.investor), ("origin", item.origin))
    yield from (("owner_unit", item.owner_unit), ("lead_unit", item.lead_unit))
    yield "departments", "，".join(item.departments)
    yield from (("leader", item.leader), ("owner", item.owner))
    yield "start_on", item.start_on.isoformat() if item.start_on else ""
    yield "due_on", item.due_on.isoformat() if item.due_on else ""
    yield from ((name, str(value)) for name, value in item.factors.items())
    yield from (("longitude", item.longitude), ("latitude", item.latitude))
    yield "tags", "，".join(item.tags)
    yield from ((stage, day.isoformat()) for stage, day in item.reached.items())
