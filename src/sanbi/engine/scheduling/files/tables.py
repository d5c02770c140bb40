"""Answers as tables for people: heads, rows of texts, and what must be said below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.files.dated_answer import DatedAnswer
from sanbi.engine.scheduling.files.pooled_answer import InstanceAnswer, PooledAnswer


@dataclass(frozen=True)
class AnswerTable:
    """A table; every text may be a phrase.

    Attributes
    ----------
    title : str
    heads : sequence of str
    rows : sequence of sequences of str
    texts : int
        The first columns that hold texts; the others hold figures and days.
    feet : sequence of str
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: int = 1
    feet: Sequence[str] = ()


DATE_HEADS = (
    Phrase("task"),
    Phrase("early start"),
    Phrase("early finish"),
    Phrase("late start"),
    Phrase("late finish"),
    Phrase("float"),
    Phrase("critical"),
)


def dates_table(answer: DatedAnswer) -> AnswerTable:
    """The dates of every task, with days of years that are provisional 暂定 marked."""
    rows = answer.timetable.rows()
    cells = [
        (
            answer.title(row.key),
            str(row.early_start),
            str(row.early_finish),
            str(row.late_start),
            str(row.late_finish),
            f"{row.total_float}{'*' if row.provisional else ''}",
            "●" if row.critical else "",
        )
        for row in rows
    ]
    feet = []
    if any(row.provisional for row in rows):
        feet.append(Phrase("* provisional: the holidays of that year are not announced yet"))
    return AnswerTable(answer.plan.title, DATE_HEADS, cells, 1, feet)


def pools_table(answer: PooledAnswer) -> AnswerTable:
    """Start and finish of every task, and whose staff it needs."""
    plan = answer.plan
    names = {pool.key: pool.name or pool.key for pool in plan.pools}
    rows = []
    for task, (first, last) in zip(plan.network.tasks, answer.dates, strict=True):
        needs = plan.told(task.key).needs
        texts = [f"{names[key]} × {units}" for key, units in needs.items() if units]
        rows.append((task.title, "\n".join(texts), str(first), str(last)))
    heads = (Phrase("task"), Phrase("needs"), Phrase("start"), Phrase("finish"))
    return AnswerTable(plan.title, heads, rows, 2)


def instance_table(answer: InstanceAnswer) -> AnswerTable:
    """Start and finish of every task, in days from 0."""
    rows = [
        (activity.key, str(start), str(start + activity.duration))
        for activity, start in zip(
            answer.instance.problem.activities, answer.schedule.starts, strict=True
        )
    ]
    heads = (Phrase("task"), Phrase("start day"), Phrase("finish day"))
    return AnswerTable(answer.instance.title, heads, rows, 1)
