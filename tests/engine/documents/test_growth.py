"""Reading takes time in proportion to the text, also for what is no bulletin."""

from __future__ import annotations

import pytest

from benchmarks.reading import TEXTS, spent
from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.whole import read_document

SMALL = 60_000  # bytes


@pytest.mark.parametrize("kind", ["bulletins", "novel", "shuffled"])
def test_four_times_the_text_takes_no_more_than_eight_times_as_long(kind: str) -> None:
    official_prose()
    small, large = (TEXTS[kind](size).encode() for size in (SMALL, 4 * SMALL))
    read_document("a.txt", small)
    once = min(spent(lambda: read_document("a.txt", small)) for _ in range(2))
    assert spent(lambda: read_document("a.txt", large)) < 8 * once  # 16 for a square
