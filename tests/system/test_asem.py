"""Check examples/asem against the reference run (COINr 1.1.14), stage by stage."""

import csv
import gzip
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import yaml

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data, read_data
from sanbi.engine.scoring.replay import replay_weights

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "asem"
TOLERANCE = 1e-9

Floats = npt.NDArray[np.float64]
Plain = dict[str, Any]
Table = Mapping[str, Floats]  # column → values over the units in code order, NaN = missing


@pytest.fixture
def reference(shared: Path) -> Path:
    folder = shared / "data" / "asem"
    if not folder.is_dir():
        pytest.skip("the ASEM reference run (../shared/data/asem) is not on this machine")
    return folder


def number(text: str) -> float:
    return float("nan") if text in {"", "NA", "NaN"} else float(text)


def read_reference(path: Path) -> dict[str, Floats]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = sorted(csv.DictReader(content.decode().splitlines()), key=lambda row: row["uCode"])
    names = [name for name in rows[0] if name != "uCode"]
    return {name: np.array([number(row[name]) for row in rows]) for name in names}


# -- the example's scheme, and the same with a step left out or another rule -----------------------
@cache
def data() -> Data:
    return read_data(EXAMPLE / "data")


def plain_scheme() -> Plain:
    loaded: Plain = yaml.safe_load((EXAMPLE / "scheme.yaml").read_text(encoding="utf-8"))
    return loaded


def items(node: Plain, *, leaves: bool) -> list[Plain]:
    if "children" not in node:
        return [node] if leaves else []
    below = [item for child in node["children"] for item in items(child, leaves=leaves)]
    return below if leaves else [node, *below]


def raw(plain: Plain) -> None:
    """No denomination, imputation or treatment: what the reference calls raw."""
    del plain["prepare"]
    for leaf in items(plain["tree"], leaves=True):
        leaf["input"] = leaf["id"]


def with_rule(rule: Plain | str, points: int = 100) -> Callable[[Plain], None]:
    def change(plain: Plain) -> None:
        for leaf in items(plain["tree"], leaves=True):
            leaf |= {"rule": rule, "points": points}

    return change


def rule_where_less_is_better(rule: Plain | str) -> Callable[[Plain], None]:
    def change(plain: Plain) -> None:
        low = {code for code, item in plain["indicators"].items() if item.get("better") == "low"}
        for leaf in items(plain["tree"], leaves=True):
            if leaf["id"] in low:
                leaf["rule"] = rule

    return change


def run(*changes: Callable[[Plain], None]) -> Result:
    plain = plain_scheme()
    for change in changes:
        change(plain)
    return score(Scheme.from_mapping(plain), data())


def leaf_scores(result: Result) -> Table:
    return {
        name: np.where(leaf.score.present, leaf.score.values, np.nan)
        for (name, _), leaf in result.outcomes[0].scores.leaves.items()
    }


def leaf_inputs(result: Result) -> Table:
    return {
        name: np.where(leaf.x.present, leaf.x.values, np.nan)
        for (name, _), leaf in result.outcomes[0].scores.leaves.items()
    }


def node_scores(result: Result) -> Table:
    return {
        name: np.where(node.score.present, node.score.values, np.nan)
        for (name, _), node in result.outcomes[0].scores.nodes.items()
    }


def worst_difference(found: Table, expected: Table, names: list[str] | None = None) -> float:
    """Greatest difference, relative above 1; infinite where only one side has a value."""
    worst = 0.0
    for name in names or list(found):
        here, there = found[name], expected[name]
        if not (np.isnan(here) == np.isnan(there)).all():
            return float("inf")
        held = ~np.isnan(here)
        size = np.maximum(np.abs(there[held]), 1.0)
        worst = max(worst, float((np.abs(here[held] - there[held]) / size).max(initial=0.0)))
    return worst


def no_treatment(plain: Plain) -> None:
    del plain["prepare"]["treat"]


def no_preparation(plain: Plain) -> None:
    del plain["prepare"]


# -- the steps -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("stage", "changes"),
    [
        ("Raw", (raw,)),
        ("Denominated", (no_preparation,)),
        ("Imputed", (no_treatment,)),
        ("Treated", ()),
    ],
)
def test_every_step_before_normalising(
    reference: Path, stage: str, changes: tuple[Callable[[Plain], None], ...]
) -> None:
    expected = read_reference(reference / f"pipe_{stage}.csv")
    found = leaf_inputs(run(*changes))
    assert len(found) == 49
    assert worst_difference(found, expected) <= TOLERANCE


def test_a_step_left_out_is_noticed(reference: Path) -> None:
    treated = read_reference(reference / "pipe_Treated.csv")
    assert worst_difference(leaf_inputs(run(no_treatment)), treated) > 0.01
    imputed = read_reference(reference / "pipe_Imputed.csv")
    assert worst_difference(leaf_inputs(run(no_preparation)), imputed) == float("inf")


def test_normalised(reference: Path) -> None:
    expected = read_reference(reference / "pipe_Normalised.csv")
    assert worst_difference(leaf_scores(run()), expected) <= TOLERANCE


OPEN = {"cap": "none", "floor": "none"}
NORMALISATIONS: dict[str, tuple[Plain, int]] = {
    "minmax_0_100_raw": ({"type": "min_max", "range": [0, 100]}, 100),
    "minmax_1_100_raw": ({"type": "min_max", "range": [1, 100]}, 100),
    "zscore_0_1_raw": ({"type": "z_score"}, 1),
    "zscore_10_2_raw": ({"type": "z_score", "mean": 10, "sd": 2}, 1),
    "rank_min_raw": ({"type": "rank_value"}, 1),
    "rank_average_raw": ({"type": "rank_value", "ties": "average"}, 1),
    "borda_raw": ({"type": "rank_value", "start": 0}, 1),
    "prank_raw": ({"type": "percentile"}, 1),
    "dist2max_raw": ({"type": "min_max", "range": [0, 1]}, 1),
}


@pytest.mark.parametrize("name", NORMALISATIONS)
def test_normalisations_of_the_raw_figures(reference: Path, name: str) -> None:
    rule, points = NORMALISATIONS[name]
    expected = read_reference(reference / f"norm_{name}.csv")
    found = leaf_scores(run(raw, with_rule(rule, points)))
    assert worst_difference(found, expected) <= TOLERANCE


def test_distance_to_a_reference_country(reference: Path) -> None:
    rule = {"type": "distance_to_reference", "reference": "AUS", "when_equal": "zero"}
    expected = read_reference(reference / "norm_dist2ref_1_raw.csv")
    found = leaf_scores(run(raw, with_rule(rule, 1)))
    # Australia itself is the worst in four: the reference divides by zero, we declare an outcome
    equal = {name for name, values in expected.items() if np.isinf(values).any()}
    assert equal == {"Bord", "Elec", "TIRcon", "MatCon"}
    names = [name for name in found if name not in equal]
    assert worst_difference(found, expected, names) <= TOLERANCE
    for name in equal:
        assert set(found[name].tolist()) == {0.0}


def test_ratio_to_best_and_its_plain_form_where_less_is_better(reference: Path) -> None:
    rule = {"type": "ratio_to_best", "nonpositive": "zero", **OPEN}
    # the reference divides by the smallest value, so that the worst has the largest figure
    other = {"type": "formula", "formula": "x / best", **OPEN}
    found = leaf_scores(run(raw, with_rule(rule, 1), rule_where_less_is_better(other)))
    expected = read_reference(reference / "norm_fracmax_raw.csv")
    divided_by_zero = {"CostImpEx", "Tariff", "Poverty"}
    names = [name for name in found if name not in divided_by_zero]
    assert worst_difference(found, expected, names) <= TOLERANCE
    for name in divided_by_zero:
        assert np.isnan(found[name]).all()
        assert not np.isfinite(expected[name]).any()


def test_scaled_between_fixed_ends(reference: Path) -> None:
    rule = {"type": "goalposts", "low": 0, "high": 100, "truncate": False}
    other = {"type": "formula", "formula": "-x", **OPEN}
    found = leaf_scores(run(raw, with_rule(rule), rule_where_less_is_better(other)))
    expected = read_reference(reference / "norm_scaled_0_100_raw.csv")
    assert worst_difference(found, expected) <= TOLERANCE


def test_goalposts_of_the_treated_figures(reference: Path) -> None:
    with (reference / "goalposts_meta.csv").open() as file:
        posts = {row["iCode"]: row for row in csv.DictReader(file)}

    def between_posts(plain: Plain) -> None:
        for leaf in items(plain["tree"], leaves=True):
            row = posts[leaf["id"]]
            low, high = float(row["goalpost_lower"]), float(row["goalpost_upper"])
            leaf["rule"] = {"type": "goalposts", "low": low, "high": high}

    expected = read_reference(reference / "norm_goalposts_treated.csv")
    assert worst_difference(leaf_scores(run(between_posts)), expected) <= TOLERANCE


# -- aggregation -----------------------------------------------------------------------------------
def test_aggregated_scores_and_ranks(reference: Path) -> None:
    result = run()
    expected = read_reference(reference / "pipe_Aggregated.csv")
    found = node_scores(result)
    assert len(found) == 11
    assert worst_difference(found, expected) <= TOLERANCE
    published = read_reference(reference / "pipe_results_scores_full_precision.csv")
    assert worst_difference(found, published) <= TOLERANCE
    ranks = read_reference(reference / "pipe_results_ranks.csv")
    assert result.outcomes[0].ranks.rank.tolist() == ranks["Index"].tolist()


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("minmax1_100", {"type": "min_max", "range": [1, 100]}),
        ("zscore_0_1", {"type": "z_score"}),
    ],
)
def test_arithmetic_mean_of_other_normalisations(reference: Path, name: str, rule: Plain) -> None:
    result = run(with_rule(rule))
    expected = read_reference(reference / f"agg_a_amean_{name}.csv")
    assert worst_difference(node_scores(result), expected) <= TOLERANCE
    assert worst_difference(leaf_scores(result), expected) <= TOLERANCE


def test_ranks_at_every_node(reference: Path) -> None:
    """The scheme ranks by its root; here each node is made the root once."""
    plain = plain_scheme()
    with_rule({"type": "min_max", "range": [1, 100]})(plain)
    expected = read_reference(reference / "rank_a_amean_minmax1_100.csv")
    nodes = items(plain["tree"], leaves=False)
    assert {node["id"] for node in nodes} == set(expected)
    for node in nodes:
        result = score(Scheme.from_mapping({**plain, "tree": node}), data())
        assert result.outcomes[0].ranks.rank.tolist() == expected[node["id"]].tolist()


@pytest.mark.parametrize(
    ("threshold", "share", "absent"), [("none", None, 0), ("0.5", 0.5, 0), ("1", 1, 95)]
)
def test_missing_data_thresholds(
    reference: Path, threshold: str, share: float | None, absent: int
) -> None:
    def needing_a_share(plain: Plain) -> None:
        for node in items(plain["tree"], leaves=False):
            if share is not None:
                node["min_share"] = share

    result = run(raw, with_rule({"type": "min_max", "range": [1, 100]}), needing_a_share)
    expected = read_reference(reference / f"agg_a_amean_raw_missing_thresh_{threshold}.csv")
    found = node_scores(result)
    assert sum(int(np.isnan(values).sum()) for values in found.values()) == absent
    assert worst_difference(found, expected) <= TOLERANCE


# -- weights ---------------------------------------------------------------------------------------
def read_draws(path: Path) -> dict[str, list[float]]:
    draws: dict[str, list[float]] = {}
    with gzip.open(path, "rt") as file:
        for row in csv.DictReader(file):
            draws.setdefault(row["iCode"], []).append(float(row["Weight"]))
    return draws


def test_a_thousand_draws_of_weights_rank_as_in_the_reference(reference: Path) -> None:
    draws = read_draws(reference / "mc_weights_draws_long.csv.gz")
    assert {len(weights) for weights in draws.values()} == {1000}
    replay = replay_weights(run(), draws)
    scores = read_reference(reference / "mc_weights_scores.csv.gz")
    ranks = read_reference(reference / "mc_weights_ranks.csv")
    columns = [f"X{number}" for number in range(1, 1001)]
    expected = np.array([ranks[name] for name in columns])
    assert int((replay.ranks != expected).sum()) == 0
    assert np.abs(replay.scores - np.array([scores[name] for name in columns])).max() <= TOLERANCE
    statistics = read_reference(reference / "mc_weights_rankstats.csv")
    assert np.allclose(replay.ranks.mean(axis=0), statistics["mean"], rtol=0, atol=TOLERANCE)


def test_draws_that_are_mixed_up_do_not(reference: Path) -> None:
    draws = read_draws(reference / "mc_weights_draws_long.csv.gz")
    draws["Renew"].reverse()
    ranks = read_reference(reference / "mc_weights_ranks.csv")
    expected = np.array([ranks[f"X{number}"] for number in range(1, 1001)])
    assert int((replay_weights(run(), draws).ranks != expected).sum()) > 0


def test_the_example_holds_the_figures_of_the_reference_unshortened(reference: Path) -> None:
    """Numbers carry 17 digits there; with 15 digits ties change."""
    with (reference / "asem_iData.csv").open() as file:
        there = {
            (row["uCode"], name): text
            for row in csv.DictReader(file)
            for name, text in row.items()
            if text not in {"", "NA"}
        }
    with (EXAMPLE / "data" / "observations.csv").open() as file:
        here = list(csv.DictReader(file))
    assert len(here) == 51 * 49 - 63
    for row in here:
        assert row["value"] == there[row["unit"], row["indicator"]]


def test_a_changed_weight_changes_the_ranking() -> None:
    def heavier(plain: Plain) -> None:
        sustainability = plain["tree"]["children"][1]
        assert sustainability["id"] == "Sust"
        sustainability["weight"] = 3

    before, after = run().ranking, run(heavier).ranking
    assert before["unit"].to_list() != after["unit"].to_list()


def test_the_program_in_the_readme_runs(repo: Path) -> None:
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    program = text.split("```python\n")[1].split("```")[0]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=repo, capture_output=True, text=True, check=True
    )
    unit, best, worst = done.stdout.split()
    assert unit == "AUS"
    assert 1 <= float(best) < float(worst) <= 51
