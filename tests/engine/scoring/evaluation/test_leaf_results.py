"""Leaf results that are kept say the same as those scored anew when asked for."""

from typing import Any

from sanbi.engine.scoring import Result, Scheme, score, score_periods
from sanbi.engine.scoring.data import Data
from tests.engine.scoring.evaluation.small import PERIOD, leaf

FIGURES = {"f": {"A": 3.0, "B": 8.0, "C": 5.0}, "g": {"A": 1.0, "B": 0.0, "C": 0.0}}
GATE = {
    "id": "accident",
    "require": {"fact": "g", "op": "<=", "value": 0},
    "else": [{"effect": "zero_leaf", "target": "a"}],
}


def scheme(**more: Any) -> Scheme:
    """Two leaves, one of them compared among all units."""
    children = [leaf(), leaf("b", {"type": "min_max", "range": [0, 1]}, compare_in="all")]
    tree = {"id": "root", "children": children}
    plain = {"sanbi": 1, "id": "s", "title": "s", "period": PERIOD, "precision": 2, "tree": tree}
    return Scheme.from_mapping(plain | more)


def data() -> Data:
    """Two indicators of three units."""
    rows = [
        {"unit": unit, "indicator": name, "period": PERIOD, "value": value}
        for name, values in FIGURES.items()
        for unit, value in values.items()
    ]
    return Data.from_rows(observations=rows)


def leaf_scores(result: Result) -> dict[tuple[str, str], list[Any]]:
    """Return score and state of every leaf."""
    leaves = result.outcomes[0].scores.leaves
    assert len(leaves) == len(list(leaves))
    return {
        key: [*zip(found.score.values.tolist(), found.state, strict=True)]
        for key, found in leaves.items()
    }


def test_a_run_over_periods_makes_its_working_anew() -> None:
    for own in (scheme(), scheme(gates=[GATE])):
        kept, anew = score(own, data()), score_periods(own, data(), [PERIOD])[0]
        assert leaf_scores(kept) == leaf_scores(anew)
        assert kept.csv_files() == anew.csv_files()


def test_only_a_run_that_keeps_its_working_holds_it() -> None:
    key = ("a", PERIOD)
    kept = score(scheme(), data()).outcomes[0].scores.leaves
    anew = score_periods(scheme(), data(), [PERIOD])[0].outcomes[0].scores.leaves
    assert kept[key] is kept[key]
    assert anew[key] is not anew[key]


def test_a_gate_is_in_the_working_made_anew() -> None:
    anew = score_periods(scheme(gates=[GATE]), data(), [PERIOD])[0]
    assert leaf_scores(anew)["a", PERIOD][0] == (0, "gated:accident")
