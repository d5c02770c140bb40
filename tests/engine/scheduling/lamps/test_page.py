"""The page about lamps and the code tell the same."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.lamps import (
    PRESETS,
    Judgement,
    LampRules,
    LampWaiver,
    entry_facts,
    judge,
    payment_facts,
    preset_data,
    progress_facts,
    read_lamp_rules,
    start_facts,
)
from sanbi.engine.scheduling.lamps.fact_names import FACTS, fact_of_base
from sanbi.engine.scheduling.lamps.model import Base, Series

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "lamps.md"


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def example() -> Any:
    blocks = page().split("```yaml\n# worked example")
    assert len(blocks) == 2
    return yaml.safe_load(blocks[1].partition("\n")[2].partition("```")[0])


def judged(rules: LampRules, case: dict[str, Any], held: dict[str, Any]) -> Judgement:
    month = Period.parse(held["month"])
    done = {month: Decimal(case["done"])} if "done" in case else {}

    def facts(of: Period) -> dict[str, object]:
        day: date = of.end
        started = case.get("started")
        return {
            **start_facts(day, planned=case["planned_start"], started=started),
            **progress_facts(day, planned={}, done=done, first=held["first"], last=held["last"]),
            **payment_facts(day, planned={}, paid={}),
            **entry_facts(day, started=started, entered=None),
        }

    waivers = [
        LampWaiver(
            row["lamp"], Period.parse(row["first"]), Period.parse(row["last"]), row["reason"],
            row["approver"],
        )
        for row in case.get("waivers", ())
    ]  # fmt: skip
    history = [facts(month.previous(back)) for back in (2, 1)]
    return judge(rules, facts(month), history, waivers, month=month)


def test_every_case_of_the_page() -> None:
    held = example()
    rules = read_lamp_rules(preset_data(held["preset"]))
    assert len(held["cases"]) == 4
    for case in held["cases"]:
        found = judged(rules, case, held)
        readings = {**found.lamps, "overall": found.overall}
        assert {key: reading.colour.value for key, reading in readings.items()} == case["colours"]
        assert found.not_applicable == ("payment",)
        for key, size in case["sizes"].items():
            assert readings[key].size() == size, case["project"]
        for key, reason in case["reasons"].items():
            assert readings[key].reason() == reason, case["project"]


def test_every_preset_base_and_fact_stands_on_the_page() -> None:
    text = page()
    named = set(re.findall(r"`([a-z0-9_-]+)`", text))
    assert set(PRESETS) <= named
    for base in Base:
        assert re.search(
            rf"\| `{base.value}` \| \S+ \| `{fact_of_base(base, Series.PHYSICAL)}` \|", text
        )
    assert {fact for fact in FACTS if not fact.startswith("investment_")} <= named
