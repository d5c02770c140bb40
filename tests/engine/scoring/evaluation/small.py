"""Small runs for the tests of evaluation: one period, figures by indicator and unit."""

from collections.abc import Sequence
from typing import Any

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data

PERIOD = "2026Q3"


def leaf(name: str = "a", rule: Any = "direct", **keys: Any) -> dict[str, Any]:
    """Return a leaf on the indicator f."""
    return {"id": name, "input": "f", "rule": rule} | keys


def run(
    *children: dict[str, Any],
    figures: dict[str, dict[str, float]],
    units: Sequence[dict[str, Any]] = (),
    more: list[dict[str, Any]] | None = None,
    **scheme: Any,
) -> Result:
    """Score a sum of children; ``figures`` is indicator → unit → value, ``more`` further rows."""
    rows = [
        {"unit": unit, "indicator": name, "period": PERIOD, "value": value}
        for name, values in figures.items()
        for unit, value in values.items()
    ]
    plain = {"sanbi": 1, "id": "s", "title": "s", "period": PERIOD, "precision": 2}
    plain |= {"tree": {"id": "root", "children": list(children)}} | scheme
    return score(
        Scheme.from_mapping(plain), Data.from_rows(observations=rows + (more or []), units=units)
    )


def scores(result: Result, group: str | None = None) -> dict[str, float | None]:
    """Return the score of each unit on the leaf a."""
    return {
        row["unit"]: row["score"]
        for row in result.working.to_dicts()
        if row["leaf"] == "a" and row["period"] == PERIOD and group in (None, row["group"])
    }


def ranks(result: Result) -> dict[str, float | None]:
    """Return the rank of each unit."""
    return {row["unit"]: row["rank"] for row in result.ranking.to_dicts()}
