"""A proof that runs in a thread of its own while lists are searched.

Constraint programming works outside Python's lock, so on two processors the two do not wait for
each other.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sanbi.engine.scheduling.resources.exact import Halt, Proof, prove

if TYPE_CHECKING:
    from sanbi.engine.scheduling.resources.problem import ResourceProblem
    from sanbi.engine.scheduling.resources.search import Found

AGAIN = 0.02  # seconds between two calls to stop


class Beside:
    """One proof at a time; leaving the ``with`` block stops it and waits for its thread."""

    def __init__(self, problem: ResourceProblem, workers: int) -> None:
        self.problem = problem
        self.workers = workers
        self.halt = Halt()
        self.threads = ThreadPoolExecutor(1, "proof")
        self.running: Future[Proof] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()
        self.threads.shutdown()

    def start(self, seed: Found, bound: float, seconds: float) -> None:
        """Begin to look for what is better than the seed, for so many seconds."""
        self.halt = Halt()
        self.running = self.threads.submit(
            prove,
            self.problem,
            seed,
            bound,
            seconds=seconds,
            workers=self.workers,
            halt=self.halt,
        )

    def over(self) -> bool:
        """Whether the proof has come to its end."""
        return self.running is None or self.running.done()

    def proof(self) -> Proof | None:
        """What it found; one that is not over is stopped first."""
        if not self.over():
            self._stop()
        return None if self.running is None else self.running.result()

    def _stop(self) -> None:
        self.halt.now()
        # A solver that was about to begin hears only a later call.
        while self.running is not None and not wait([self.running], AGAIN).done:
            self.halt.now()
