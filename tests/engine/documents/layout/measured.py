"""How many rows of furniture are left out and how many rows of text stay; run to see the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sanbi.engine.documents.layout import arranged
from sanbi.engine.documents.model import Repaired
from sanbi.engine.documents.sources import open_source
from tests.engine.documents.layout import chrome, later_chrome
from tests.engine.documents.layout.chrome import Page, pages


@dataclass(frozen=True, slots=True)
class Measured:
    """Rows left out: precision, recall, recall of each kind; and the text that was lost."""

    precision: float
    recall: float
    kinds: dict[str, float]
    lost: list[str]
    kept: list[str]


def measured(found: Iterable[Page]) -> Measured:
    """The rows of the pages counted."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    lost: list[str] = []
    kept: list[str] = []
    for page in found:
        source = open_source("page.txt", page.raw)
        layout = arranged(source, Repaired(source.text, ()))
        out = {source.text.located(row.raw).start for row in layout.dropped}
        for block, kind in zip(source.blocks, page.kinds, strict=True):
            row = source.text.text[block.span.start : block.span.end]
            dropped = block.span.start in out
            if kind is None:
                lost += [row] if dropped else []
                continue
            total[kind] += 1
            right[kind] += dropped
            kept += [] if dropped else [row]
    hits = right.total()
    return Measured(
        hits / (hits + len(lost)),
        hits / total.total(),
        {kind: right[kind] / total[kind] for kind in sorted(total)},
        lost,
        kept,
    )


if __name__ == "__main__":
    for name, kinds, closings in (
        ("seen", chrome.SEEN, chrome.CLOSINGS),
        ("unseen", later_chrome.UNSEEN, later_chrome.CLOSINGS),
    ):
        result = measured(pages(400, kinds, closings))
        print(name, f"precision {result.precision:.3f} recall {result.recall:.3f}")  # noqa: T201
        print(result.kinds)  # noqa: T201
        if name == "seen":
            print("lost", Counter(result.lost).most_common(6))  # noqa: T201
            print("kept", Counter(result.kept).most_common(12))  # noqa: T201
