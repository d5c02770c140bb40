"""What is planned and what is done: nodes and physical quantities, each with its weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from sanbi.engine.calendar import Period
from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

Number = int | float | Decimal | Fraction
ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)


class Credit(StrEnum):
    """When the weight of a node is planned and earned."""

    FINISH = "finish"
    """All of it at its finish."""
    LINEAR = "linear"
    """Planned evenly from its first to its last day; earned as its share is reported."""
    HALVES = "halves"
    """Half of it at its start, half at its finish."""


@dataclass(frozen=True)
class WorkNode:
    """A node of the chain 节点.

    Parameters
    ----------
    key : str
    weight : number
        Its part of the whole, in any unit; 0 counts for nothing.
    start, finish : date
        What the plan promises; the same day for a milestone. Both days are worked.
    started, finished : date or None
        What happened.
    reported : mapping of month to share
        0 to 1, cumulative, at the end of a month; only ``Credit.LINEAR`` looks at it. A month
        without a report keeps the share of the one before: work done stays done.
    """

    key: str
    weight: Number
    start: date
    finish: date
    started: date | None = None
    finished: date | None = None
    reported: Mapping[Period, Number] = field(default_factory=dict)


@dataclass(frozen=True)
class WorkQuantity:
    """A physical quantity 实物工程量: 土方 m³, 厂房 m².

    Parameters
    ----------
    key : str
    weight : number
        Its part of the whole, in any unit.
    whole : number
        The amount to be done, above 0; more than it counts as it.
    planned : mapping of month to amount
        Cumulative; the last one reaches the whole. A month that is not named keeps the amount of
        the one before.
    done : mapping of month to amount or None
        Cumulative, as reported. A month without a report is missing, unless all was done before.
    """

    key: str
    weight: Number
    whole: Number
    planned: Mapping[Period, Number]
    done: Mapping[Period, Number | None] = field(default_factory=dict)


Work = WorkNode | WorkQuantity


def exact(value: Number) -> Fraction:
    """The number as an exact fraction; a float stands for the shortest decimal that names it."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def checked(work: Sequence[Work]) -> Fraction:
    """The sum of all weights.

    Raises
    ------
    SchedulingFaults
        with everything that is wrong: nothing to do, weights below 0 or all 0, dates or amounts
        that run backwards, a plan that never reaches its whole.
    """
    faults = list(_faults(work))
    if faults:
        raise SchedulingFaults(faults)
    return sum((exact(item.weight) for item in work), ZERO)


def planned_share(item: Work, month: Period, credit: Credit) -> Fraction:
    """Which share of one item is planned to be done at the end of a month, 0 to 1."""
    if isinstance(item, WorkQuantity):
        amount = _latest(item.planned, month)
        return min(amount / exact(item.whole), ONE)
    day = month.end
    if day >= item.finish:
        return ONE
    if day < item.start or credit is Credit.FINISH:
        return ZERO
    if credit is Credit.HALVES:
        return HALF
    return Fraction((day - item.start).days + 1, (item.finish - item.start).days + 1)


def earned_share(item: Work, month: Period, credit: Credit) -> Fraction | None:
    """Which share of one item is done at the end of a month, 0 to 1; None where not reported."""
    if isinstance(item, WorkQuantity):
        return _share_done(item, month)
    if item.finished is not None and item.finished <= month.end:
        return ONE
    if credit is Credit.LINEAR:
        return min(max(_latest(item.reported, month), ZERO), ONE)
    begun = item.started is not None and item.started <= month.end
    return HALF if credit is Credit.HALVES and begun else ZERO


def _share_done(item: WorkQuantity, month: Period) -> Fraction | None:
    whole = exact(item.whole)
    amount = item.done.get(month)
    if amount is not None:
        return min(max(exact(amount), ZERO) / whole, ONE)
    last = _latest({key: given for key, given in item.done.items() if given is not None}, month)
    return ONE if last >= whole else None


def _latest(amounts: Mapping[Period, Number], month: Period) -> Fraction:
    """The amount of a month, or of the last one before it that is named; 0 where none is."""
    named = [key for key in amounts if key <= month]
    return exact(amounts[max(named)]) if named else ZERO


def _faults(work: Sequence[Work]) -> Iterator[SchedulingFault]:
    if not work:
        yield SchedulingFault(
            Phrase("progress"),
            Phrase("there is no work to measure"),
            Phrase("give a node or a quantity"),
        )
    for key, times in Counter(item.key for item in work).items():
        if times > 1:
            yield SchedulingFault(
                key, Phrase("stands {times} times", times=times), Phrase("keep one")
            )
    for item in work:
        if item.weight < 0:
            yield SchedulingFault(
                item.key,
                Phrase("has the weight {weight}", weight=item.weight),
                Phrase("write 0 or more"),
            )
        yield from _node_faults(item) if isinstance(item, WorkNode) else _quantity_faults(item)
    if work and all(item.weight == 0 for item in work):
        yield SchedulingFault(
            Phrase("progress"),
            Phrase("every weight is 0, so nothing can be earned"),
            Phrase("give at least one node or quantity a weight above 0"),
        )


def _node_faults(node: WorkNode) -> Iterator[SchedulingFault]:
    if node.finish < node.start:
        yield SchedulingFault(
            node.key,
            Phrase("is planned to finish on {last}, before it starts on {first}",
                   last=node.finish, first=node.start),
            Phrase("write the earlier day as the start"),
        )  # fmt: skip
    if node.started and node.finished and node.finished < node.started:
        yield SchedulingFault(
            node.key,
            Phrase("is finished on {last}, before it started on {first}",
                   last=node.finished, first=node.started),
            Phrase("write the earlier day as the start"),
        )  # fmt: skip


def _quantity_faults(item: WorkQuantity) -> Iterator[SchedulingFault]:
    if item.whole <= 0:
        yield SchedulingFault(
            item.key,
            Phrase("is {amount} as a whole", amount=item.whole),
            Phrase("write an amount above 0"),
        )
        return
    months = sorted(item.planned)
    for before, after in pairwise(months):
        if exact(item.planned[after]) < exact(item.planned[before]):
            yield SchedulingFault(
                item.key,
                Phrase("is planned to be less in {month} than before", month=str(after)),
                Phrase("write the amount since the beginning for each month"),
            )
    if not months or exact(item.planned[months[-1]]) < exact(item.whole):
        yield SchedulingFault(
            item.key,
            Phrase("has a plan that does not reach {amount}", amount=item.whole),
            Phrase("plan the whole amount for the last month"),
        )
