"""A study is what scoring each of its replications by hand gives."""

from __future__ import annotations

import numpy as np
import pytest

from sanbi.engine.scoring import Result, score
from sanbi.engine.scoring.robustness import (
    Assumptions,
    DirichletWeights,
    Error,
    ErrorLaw,
    RangedWeights,
    Replication,
    Robustness,
    SharedWeights,
    robustness,
)
from sanbi.engine.scoring.robustness.drawing import BLOCK
from tests.engine.scoring.robustness.made_scheme import (
    UNITS,
    data,
    erring,
    plain,
    rewritten,
    scheme,
    scored,
)

OTHER = scheme(tree={**plain()["tree"], "aggregate": "geometric"})
LAWS = [
    SharedWeights(0.4),
    DirichletWeights(20),
    RangedWeights({"p": (0.5, 4), "r": (20, 90), "right": (0.2, 2)}),
]


def places(result: Result) -> list[int]:
    return [int(rank) for rank in result.outcomes[0].ranks.rank]


def by_hand(told: Replication) -> Result:
    """A replication scored again from what it says it assumed."""
    source = plain()
    if told.variant:
        source["tree"]["aggregate"] = "geometric"
    return score(
        rewritten(dict(told.weights), dict(told.points), source), erring(dict(told.errors))
    )


@pytest.mark.parametrize("law", LAWS, ids=lambda law: type(law).__name__)
@pytest.mark.parametrize("erred", [False, True])
def test_each_replication_is_what_scoring_by_hand_gives(law, erred: bool) -> None:  # noqa: ANN001
    errors = {"q": Error(0.2), "s": Error(0.1, ErrorLaw.EVEN)} if erred else {}
    assumed = Assumptions(weights=law, errors=errors, variants={"geometric": OTHER})
    found = robustness(scored(), assumed, replications=60, seed=5)
    variants = set()
    for number in range(60):
        told = found.replication(number)
        variants.add(told.variant)
        assert found.standing.places[number].tolist() == places(by_hand(told)), told
    assert variants == {"", "geometric"}
    assert not found.failed


def test_draws_differ_and_move_the_ranks() -> None:
    found = robustness(scored(), Assumptions(weights=SharedWeights(0.9)), replications=300)
    assert len({tuple(row) for row in found.standing.places.tolist()}) > 5
    weights = {found.replication(number).weights["q"] for number in range(300)}
    assert len(weights) == 300
    assert min(weights) >= 3 * 0.1
    assert max(weights) <= 3 * 1.9


def test_the_same_seed_gives_the_same_study_and_another_one_another() -> None:
    assumed = Assumptions(weights=SharedWeights(0.5), errors={"p": Error(0.3)})

    def run(seed: int, replications: int) -> np.ndarray:
        return robustness(scored(), assumed, seed=seed, replications=replications).standing.places

    assert np.array_equal(run(3, 40), run(3, 40))
    assert np.array_equal(run(3, 40)[:25], run(3, 25)), "more replications change none before"
    assert not np.array_equal(run(3, 40), run(4, 40))


def test_replications_go_on_past_a_block() -> None:
    law = SharedWeights(0.9)
    found = robustness(scored(), Assumptions(weights=law), replications=BLOCK + 30)
    told = found.replication(BLOCK + 7)
    assert found.standing.places[BLOCK + 7].tolist() == places(by_hand(told))
    assert told.weights != found.replication(7).weights


def test_errors_as_observed_are_those_that_were_seen() -> None:
    seen = (-0.5, 0.25)
    assumed = Assumptions(errors={"p": Error(law=ErrorLaw.OBSERVED, seen=seen)})
    found = robustness(scored(), assumed, replications=30)
    drawn = {error for n in range(30) for error in found.replication(n).errors["p", "2026"]}
    assert drawn == set(seen)


def test_a_replication_that_cannot_be_scored_is_named_and_in_no_figure() -> None:
    """Errors so large that the geometric mean meets a figure that it cannot take."""
    tree = plain()["tree"]
    tree["children"][0]["aggregate"] = "geometric"
    for item in tree["children"][0]["children"]:
        item["rule"] = "direct"
    strict = score(scheme(tree=tree), data())
    found = robustness(strict, Assumptions(errors={"p": Error(1.5)}), replications=80, seed=2)
    assert found.failed
    assert found.standing.replications == 80 - len(found.failed)
    number, why = next(iter(found.failed.items()))
    assert found.replication(number).fault == why != ""
    assert any(error < -1 for error in found.replication(number).errors["p", "2026"])


def test_progress_ends_at_the_whole() -> None:
    said: list[tuple[int, int]] = []
    robustness(
        scored(),
        Assumptions(weights=SharedWeights()),
        replications=700,
        progress=lambda done, of: said.append((done, of)),
    )
    assert said[-1] == (700, 700)
    assert [done for done, _ in said] == sorted(done for done, _ in said)


def refused(run) -> str:  # noqa: ANN001
    with pytest.raises(ValueError, match=r".") as caught:
        run()
    return str(caught.value)


def test_what_cannot_be_studied_is_refused() -> None:
    result = scored()
    law = RangedWeights({"nothing": (1, 2)})
    assert "nothing" in refused(lambda: robustness(result, Assumptions(weights=law)))
    wrong = Assumptions(errors={"nowhere": Error(0.1)})
    assert "nowhere" in refused(lambda: robustness(result, wrong))
    some = Assumptions(weights=SharedWeights())
    assert "replication" in refused(lambda: robustness(result, some, replications=0))
    assert "allow" in refused(lambda: robustness(result, some, replications=10**9))


def test_one_replication_is_a_study_too() -> None:
    found = robustness(scored(), Assumptions(weights=SharedWeights()), replications=1)
    assert isinstance(found, Robustness)
    assert (found.standing.units, found.standing.replications) == (UNITS, 1)
