"""The page about earned schedule and the code tell the same."""

import doctest
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling import months
from sanbi.engine.scheduling.progress import (
    Credit,
    WorkNode,
    WorkQuantity,
    disagreement,
    earned_curve,
    planned_curve,
    standing,
)

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "earned-schedule.md"


def example(name: str) -> Any:
    text = PAGE.read_text(encoding="utf-8")
    (found,) = re.findall(rf"```yaml\n# worked example: {name}\n(.*?)```", text, re.DOTALL)
    return yaml.safe_load(found)


def by_month(amounts: dict[str, Any]) -> dict[Period, Fraction]:
    return {Period.parse(month): Fraction(str(amount)) for month, amount in amounts.items()}


def test_hall() -> None:
    held = example("earned schedule")
    work = [
        WorkQuantity(
            row["key"], row["weight"], row["whole"], by_month(row["planned"]), by_month(row["done"])
        )
        for row in held["quantities"]
    ]
    found = standing(work, held["as_of"])
    assert [str(value) for value in found.planned.values] == held["planned"]
    assert [str(value) for value in found.earned.values] == held["earned"]
    assert [str(point.schedule) for point in found.points] == held["schedule"]
    now = found.now
    assert now is not None
    assert (str(now.variance), str(now.index), now.days_behind) == (
        held["variance"], held["index"], held["days_behind"],
    )  # fmt: skip
    told = found.forecast
    assert {"early": told.early, "likely": told.likely, "late": told.late} == {
        key: held["forecast"][key] for key in ("early", "likely", "late")
    }
    assert told.text() == held["forecast"]["said"]
    apart = disagreement(by_month(held["money"]), found.earned.by_month, Period.parse("2026-07"))
    assert apart is not None
    assert (apart.points, apart.streak) == (15, 3)
    assert apart.text() == held["disagreement"]["said"]


def test_credit() -> None:
    held = example("credit")
    work = [
        WorkNode(
            row["key"], row["weight"], row["start"], row["finish"], row["started"],
            row.get("finished"), by_month(row["reported"]),
        )
        for row in held["nodes"]
    ]  # fmt: skip
    assert set(held["credit"]) == set(Credit)
    for name, expected in held["credit"].items():
        planned = planned_curve(work, Credit(name))
        earned = earned_curve(work, planned.first, Period.parse(held["through"]), Credit(name))
        assert [str(value) for value in planned.values] == expected["planned"], name
        assert [str(value) for value in earned.values] == expected["earned"], name


def test_working_adds_up() -> None:
    text = PAGE.read_text(encoding="utf-8")
    (working,) = re.findall(r"```working\n(.*?)```", text, re.DOTALL)
    lines = working.strip().splitlines()
    assert len(lines) == 7
    for line in lines:
        sum_text, result = line.split(": ", 1)[1].rsplit(" = ", 1)
        expression = re.sub(r"(\d+)", r"Fraction(\1)", sum_text)
        value = eval(  # noqa: S307 - digits, brackets and signs of our own page
            expression.replace("×", "*").replace("−", "-"), {"Fraction": Fraction}
        )
        if result.endswith("…"):
            assert f"{float(value):.9f}".startswith(result[:-1])
        else:
            assert value == Fraction(result)


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(months).attempted == 2
    assert doctest.testmod(months).failed == 0
