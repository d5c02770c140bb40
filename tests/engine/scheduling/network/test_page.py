"""The example of the page, worked by hand, comes out of the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sanbi.engine.calendar import CalendarDay, DayKind, WorkingCalendar
from sanbi.engine.scheduling.days import Stop, standard_calendars
from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task, propose, schedule_network


@pytest.fixture
def example(repo: Path) -> Any:
    page = (repo / "docs/algorithms/networks.md").read_text(encoding="utf-8")
    (block,) = page.split("```yaml\n# worked example: networks")[1:]
    return yaml.safe_load(block.partition("```")[0])


@pytest.fixture
def network(example: Any) -> Network:
    told = example["calendar"]
    rows = [CalendarDay(day, DayKind.HOLIDAY) for day in told["holidays"]]
    rows += [CalendarDay(day, DayKind.WORKDAY) for day in told["made_up"]]
    calendars = standard_calendars(WorkingCalendar(tuple(rows)), (Stop(**told["stop"]),))
    links = [Link(**{**row, "kind": LinkKind(row.get("kind", "FS"))}) for row in example["links"]]
    return Network([Task(**row) for row in example["tasks"]], links, calendars)


def test_dates_and_floats_are_those_worked_by_hand(example: Any, network: Network) -> None:
    timetable = schedule_network(network, example["start"], example["due"])
    assert [
        {
            "key": row.key,
            "early": [row.early_start, row.early_finish],
            "late": [row.late_start, row.late_finish],
            "total": row.total_float,
            "free": row.free_float,
            "critical": row.critical,
        }
        for row in timetable.rows()
    ] == example["expected"]


def test_so_are_what_breaks_and_what_would_save_it(example: Any, network: Network) -> None:
    proposal = propose(network, example["start"], example["due"])
    (breach,) = proposal.breaches
    told = {name: getattr(breach, name) for name in example["breach"]}
    assert {**told, "chain": list(breach.chain)} == example["breach"]
    assert [
        {"means": each.means, "key": each.key, "days": each.days, "cost": each.cost}
        for each in proposal.savings
    ] == example["proposal"]
    assert proposal.remaining == []
