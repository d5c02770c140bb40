"""The leaf results of a cohort: kept, or scored anew when somebody asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sanbi.engine.scoring.evaluation.leaves import LeafResult

Key = tuple[str, str]
Maker = Callable[[], LeafResult]


class LeafResults(Mapping[Key, LeafResult]):
    """Leaf results by (leaf, period), in the order in which they were scored.

    A run over many periods holds hundreds of megabytes of working that hardly anybody reads.
    With ``kept`` false only the way to each result is held: the same leaf over the same data gives
    the same result again.
    """

    def __init__(self, *, kept: bool = True) -> None:
        self._kept = kept
        self._results: dict[Key, LeafResult] = {}
        self._makers: dict[Key, Maker] = {}

    def add(self, key: Key, make: Maker) -> LeafResult:
        """Make a result, remember it or how it was made, and return it."""
        result = make()
        if self._kept:
            self._results[key] = result
        else:
            self._makers[key] = make
        return result

    def __getitem__(self, key: Key) -> LeafResult:
        return self._results[key] if self._kept else self._makers[key]()

    def __iter__(self) -> Iterator[Key]:
        return iter(self._results if self._kept else self._makers)

    def __len__(self) -> int:
        return len(self._results if self._kept else self._makers)
