"""The curve of a scoring rule: what each figure would score, drawn without knowing any unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

from sanbi.apps.assessments.outcomes import decimal
from sanbi.apps.audit.errors import Refused
from sanbi.engine.scoring import FaultsFound, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.scheme.source import read_yaml

POINTS = 60
LONGEST = 20_000
WIDTH, HEIGHT, LEFT, BOTTOM = 320, 180, 34, 20


@dataclass(frozen=True)
class Curve:
    """A curve as an SVG draws it, with the ends of its axes."""

    path: str
    low: str
    high: str
    least: str
    most: str
    full_y: float


def curve_of(rule: str, full: str, low: float, high: float, target: float) -> Curve:
    """Return what figures from low to high score by a rule as written in a scheme.

    Rules that compare units take the drawn figures themselves as the units.

    Raises
    ------
    Refused
        with the fault of the rule.
    """
    if not high > low:
        raise Refused("x₁ ≤ x₀")
    figures = [low + (high - low) * place / (POINTS - 1) for place in range(POINTS)]
    scores = _scores(rule, full, figures, target)
    most = max([*scores, float(full)])
    least = min([*scores, 0.0])
    span = most - least or 1.0

    def y_of(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - least) / span * (HEIGHT - BOTTOM - 10), 1)

    step = (WIDTH - LEFT - 8) / (POINTS - 1)
    path = " ".join(
        f"{'M' if place == 0 else 'L'}{LEFT + step * place:.1f} {y_of(value)}"
        for place, value in enumerate(scores)
    )
    return Curve(path, f"{low:g}", f"{high:g}", f"{least:g}", f"{most:g}", y_of(float(full)))


def _scores(rule: str, full: str, figures: list[float], target: float) -> list[float]:
    try:
        if len(rule) > LONGEST:
            raise Refused(_("The rule is too long."), _("Shorten it."))
        read_yaml(rule, "YAML")  # refuses what plain reading would take: anchors, depth
        written: Any = yaml.safe_load(rule)
        scheme = Scheme.from_mapping(_scheme(written, full))
        rows = [
            {"unit": f"u{place:03d}", "indicator": "x", "value": value, "target": target}
            for place, value in enumerate(figures)
        ]
        result = score(scheme, Data.from_rows(observations=rows, period="2026Q1"), "2026Q1")
    except FaultsFound as error:
        raise Refused(error.faults[0].text("zh")) from error
    except (yaml.YAMLError, ValueError, TypeError, ArithmeticError) as error:
        raise Refused(str(error).splitlines()[0]) from error
    rows_by_unit = {row[1]: row[9] for row in result.working_rows}
    found = [decimal(rows_by_unit[f"u{place:03d}"]) for place in range(len(figures))]
    return [float(value or 0) for value in found]


def _scheme(rule: Any, full: str) -> Mapping[str, Any]:  # noqa: ANN401 - as written
    leaf = {"id": "leaf", "points": full, "input": "x", "rule": rule, "missing": "zero"}
    return {
        "sanbi": 1,
        "id": "curve",
        "title": "curve",
        "version": "1",
        "tree": {"id": "tree", "children": [leaf]},
    }
