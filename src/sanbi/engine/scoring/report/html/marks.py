"""Full marks and weights as the heads of columns and sheets state them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sanbi.engine.scoring.evaluation.weights import weight_of
from sanbi.engine.scoring.report.html.cohort_view import CohortView
from sanbi.engine.scoring.report.html.numerals import mark_text, plain
from sanbi.engine.scoring.report.html.outline import Entry, spread


def mark_or_weight(view: CohortView, index: int) -> str:
    """The full mark or weight of a column, for its head."""
    entry = view.entries[index]
    item, parent = entry.item, view.entries[entry.parent].item
    values = view.full[index]
    known = sorted({float(value) for value in values if not np.isnan(value)})
    if getattr(parent, "aggregate", "sum") == "sum" and known:
        return view.words("full", points=span_text(known))
    if item.weight is None and not getattr(item, "overrides", ()):
        return view.words("full", points=span_text(known)) if known else ""
    siblings = [view.entries[place].item for place in view.top]
    if len({sibling.weight for sibling in siblings}) == 1 and item.weight == 1:
        return view.words("equal_weight")
    return view.words("weight", weight=weight_text(view, entry))


def weight_text(view: CohortView, entry: Entry) -> str:
    """The weight of an entry as stated, a span where overrides change it."""
    weights = spread(weight_of(view.run, entry.item, view.outcome.cohort.scope), view.size)
    return span_text(sorted({float(weight) for weight in weights}))


def span_text(values: Sequence[float]) -> str:
    """One number, or the lowest and highest of several."""
    texts = [mark_text(values[0]), mark_text(values[-1])]
    return texts[0] if texts[0] == texts[1] else "–".join(texts)


def points_text(points: Any) -> str:  # noqa: ANN401 - number or None
    """A full mark or limit of the scheme, empty for none."""
    return "" if points is None else plain(points)
