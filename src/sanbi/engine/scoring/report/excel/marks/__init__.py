"""Inputs from events, ratings and ballots: a sheet of what was reported, and sums over it."""

from __future__ import annotations

from sanbi.engine.scoring.evaluation.mark_columns import mark_column as engine_column
from sanbi.engine.scoring.report.excel.book import Book, Heading, InexpressibleError
from sanbi.engine.scoring.report.excel.figures import derived_column, engine_values
from sanbi.engine.scoring.report.excel.inputs import constant_column
from sanbi.engine.scoring.report.excel.marks.ballots import ballot_text
from sanbi.engine.scoring.report.excel.marks.events import event_text
from sanbi.engine.scoring.report.excel.marks.ratings import rating_text
from sanbi.engine.scoring.report.excel.parameters import ParameterBlock
from sanbi.engine.scoring.scheme.model import Leaf
from sanbi.engine.scoring.scheme.rule_fields import RULES

_TEXTS = {"events": event_text, "ratings": rating_text, "ballots": ballot_text}

__all__ = ["mark_column"]


def mark_column(book: Book, leaf: Leaf, period: str, kind: str, block: ParameterBlock) -> int:
    """The column of an events, rating or ballot leaf's input, drawn from its sheet."""
    reads = RULES[leaf.rule.type].reads
    key = ("marks", leaf.id, period)
    value = engine_values(book, kind, lambda scope: engine_column(book.run, leaf, period, scope))
    heading = Heading(book.words("input"), leaf.name, f"{book.words.rule(leaf.rule.type)} {period}")
    if key in book.data.keys:
        return book.data.keys[key]
    codes = {code.casefold() for code in book.run.units}
    if len(codes) < len(book.run.units):
        return constant_column(book, key, heading, value, book.words("why_codes"), kind)
    try:
        text = _TEXTS[reads](book, leaf, period, block)
    except InexpressibleError as error:
        return constant_column(book, key, heading, value, error.why, kind)
    return derived_column(book, key, heading, text, value, kind)
