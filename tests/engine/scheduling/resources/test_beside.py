"""A proof in its own thread: it ends by itself, and it can be stopped."""

from __future__ import annotations

import time

import pytest

from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem
from sanbi.engine.scheduling.resources.beside import Beside
from sanbi.engine.scheduling.resources.search import ListSearch
from tests.engine.scheduling.resources.checker import PERMITS, broken_rules


def hard() -> ResourceProblem:
    """Activities of odd lengths on three pools, whose best order nobody proves soon."""
    activities = [
        Activity(f"a{n}", 3 + n * 11 % 9, [1 + n * 5 % 4, 1 + n * 3 % 5, n * 7 % 4])
        for n in range(120)
    ]
    pools = [Pool("x", 7), Pool("y", 8), Pool("z", 6)]
    return ResourceProblem(activities, pools, [(n, n + 9, 0) for n in range(111)])


def test_a_proof_that_ends_by_itself_is_given() -> None:
    with Beside(PERMITS, 1) as proofs:
        assert proofs.over()
        assert proofs.proof() is None
        proofs.start(ListSearch(PERMITS).best, 5.0, 20)
        while not proofs.over():
            time.sleep(0.01)
        proof = proofs.proof()
    assert proof is not None
    assert (proof.settled, proof.bound) == (True, 6.0)


@pytest.mark.parametrize("wait", [0.0, 0.5])
def test_a_proof_is_stopped_and_its_bound_holds(wait: float) -> None:
    problem = hard()
    seed = ListSearch(problem).best
    began = time.monotonic()
    with Beside(problem, 1) as proofs:
        proofs.start(seed, 1.0, 600)
        time.sleep(wait)
        proof = proofs.proof()
        assert proof is not None
        assert not proof.settled
        assert 1 <= proof.bound <= seed.cost
        if proof.found is not None:
            assert list(broken_rules(problem, proof.found.starts.tolist())) == []
        proofs.start(seed, 1.0, 600)  # a later one is not stopped by the earlier one's end
        assert not proofs.over()
    assert time.monotonic() - began < 60  # leaving stops it too


def test_an_error_in_the_thread_is_raised_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr("sanbi.engine.scheduling.resources.beside.prove", broken)
    with Beside(PERMITS, 1) as proofs:
        proofs.start(ListSearch(PERMITS).best, 5.0, 20)
        with pytest.raises(ArithmeticError):
            proofs.proof()
