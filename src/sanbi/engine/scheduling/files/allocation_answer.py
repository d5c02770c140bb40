"""The answer to an allocation: who is in and when, who is out and why, and how good the plan is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.allocation import (
    Allocation,
    AllocationProblem,
    End,
    Quota,
    Staff,
    allocate,
)
from sanbi.engine.scheduling.allocation.explaining import Factor, LeftOut
from sanbi.engine.scheduling.files.allocation_file import AllocationFile
from sanbi.engine.scheduling.files.dated_answer import ANSWER
from sanbi.engine.scheduling.files.tables import AnswerTable

RULES = {
    "township": Phrase("its township has its most already"),
    "exclusion": Phrase("another project takes its site"),
    "prerequisite": Phrase("what it waits for is not there in time"),
    "window": Phrase("its windows leave no month"),
    "worth": Phrase("there is room, but it would bring no points"),
}
COMPARED = {
    "arrival": Phrase("first come, first served"),
    "value": Phrase("the most valuable first"),
    "density": Phrase("the most valuable for what it takes first"),
    "rank": Phrase("by class"),
}


@dataclass(frozen=True)
class AllocationAnswer:
    """An allocation with the names of its file."""

    file: AllocationFile
    allocation: Allocation

    @property
    def problem(self) -> AllocationProblem:
        """What was asked."""
        return self.file.problem

    def names(self) -> dict[str, str]:
        """Names of projects by key."""
        return {item.key: item.name or item.key for item in self.problem.candidates}

    def factor(self, key: str) -> str:
        """A factor as people call it."""
        return next((each.name for each in self._factors() if each.key == key), "") or key

    def _factors(self) -> list[Quota | Staff]:
        return [*self.problem.quotas, *self.problem.staffs]

    def reason(self, left: LeftOut) -> Phrase:
        """Why a project is out, in one sentence."""
        if left.binds in RULES:
            return RULES[left.binds]
        parts = [
            Phrase("{amount} {measure} more {factor}", amount=f"{amount:g}",
                   measure=self._measure(key), factor=self.factor(key))
            for key, amount in left.wants.items()
        ]  # fmt: skip
        return Phrase("lacks {factor}; it would take {parts}",
                      factor=self.factor(left.binds), parts=parts)  # fmt: skip

    def _measure(self, key: str) -> str:
        return next((each.measure for each in self._factors() if each.key == key), "")

    def as_json(self) -> dict[str, Any]:
        """Plain data as docs/mechanisms/allocation-answer.schema.json describes them."""
        found, months, names = self.allocation, self.problem.months, self.names()
        towns = {item.key: item.township for item in self.problem.candidates}
        return {
            "answer": ANSWER,
            "kind": "allocation",
            "title": self.file.title,
            "months": list(months),
            "points": found.points,
            "bound": found.bound,
            "gap": found.gap,
            "end": found.end.value,
            "compared": dict(found.compared),
            "admitted": [
                {
                    "key": each.key,
                    "name": names[each.key],
                    "township": towns[each.key],
                    "months": [months[month] for month in each.months],
                    "points": each.points,
                    "late": each.late,
                    "changed": each.changed,
                }
                for each in found.admitted
            ],
            "left_out": [
                {
                    "key": each.key,
                    "name": names[each.key],
                    "township": towns[each.key],
                    "binds": each.binds,
                    "reason": str(self.reason(each)),
                    "wants": dict(each.wants),
                    "by_month": _by_month(each, months),
                    "months": [months[month] for month in each.months],
                }
                for each in found.left_out
            ],
            "factors": [self._factor_told(each) for each in found.factors],
        }

    def _factor_told(self, factor: Factor) -> dict[str, Any]:
        month = None if factor.month is None else self.problem.months[factor.month]
        return {
            "key": factor.key,
            "name": self.factor(factor.key),
            "supply": factor.supply,
            "used": factor.used,
            "by_month": list(factor.by_month),
            "price": factor.price,
            "month": month,
        }


def _by_month(left: LeftOut, months: Any) -> dict[str, list[dict[str, Any]]]:  # noqa: ANN401
    return {
        key: [{"month": months[month], "amount": amount} for month, amount in amounts]
        for key, amounts in left.by_month.items()
    }


def allocation_answer(
    file: AllocationFile, *, seconds: float, gap: float, clock: Callable[[], float]
) -> AllocationAnswer:
    """Return the best plan for the factors within a time limit.

    Raises
    ------
    SchedulingFaults
        when projects that must be admitted do not fit together.
    """
    return AllocationAnswer(file, allocate(file.problem, seconds=seconds, gap=gap, clock=clock))


def allocation_table(answer: AllocationAnswer) -> AnswerTable:
    """Every project: its township, months and points, or why it is out."""
    months, names = answer.problem.months, answer.names()
    towns = {item.key: item.township for item in answer.problem.candidates}
    rows: list[tuple[str, ...]] = [
        (
            names[each.key],
            towns[each.key],
            " ".join(months[month] for month in each.months),
            f"{each.points:.1f}",
        )
        for each in answer.allocation.admitted
    ]
    rows += [
        (names[each.key], towns[each.key], answer.reason(each), "—")
        for each in answer.allocation.left_out
    ]
    heads = (Phrase("project"), Phrase("township"), Phrase("months, or why not"), Phrase("points"))
    return AnswerTable(answer.file.title, heads, rows, 3)


def factors_table(answer: AllocationAnswer) -> AnswerTable:
    """Every factor: what there is, what is used, and what one more unit would bring."""
    months = answer.problem.months
    rows = [
        (
            answer.factor(each.key),
            f"{each.supply:g}",
            f"{each.used:g}",
            f"{each.price:.3g}" if each.month is not None else "—",
            "—" if each.month is None else months[each.month],
        )
        for each in answer.allocation.factors
    ]
    heads = (
        Phrase("factor"),
        Phrase("supply"),
        Phrase("used"),
        Phrase("points for one more"),
        Phrase("in month"),
    )
    return AnswerTable(Phrase("factors"), heads, rows, 1)


def allocation_sentences(answer: AllocationAnswer) -> Iterator[Phrase]:
    """Say what the plan is worth, how good that is, and how simple rules would do."""
    found = answer.allocation
    yield Phrase(
        "{n} of {of} projects admitted: {points} points",
        n=len(found.admitted),
        of=len(answer.problem.candidates),
        points=f"{found.points:.1f}",
    )
    if found.end is End.PROVED:
        yield Phrase("proved: there is no better plan")
    else:
        yield Phrase(
            "no plan is above {bound} points: at most {gap} better",
            bound=f"{found.bound:.1f}",
            gap=f"{found.gap:.2%}",
        )
    yield from _compared(found.compared, found.points)


def _compared(compared: Mapping[str, float], points: float) -> Iterator[Phrase]:
    for key, worth in compared.items():
        name = COMPARED.get(key, Phrase(key))
        more = f"{points / worth - 1:+.1%}" if worth > 0 else "—"
        yield Phrase("· {rule}: {points} points ({more})", rule=name,
                     points=f"{worth:.1f}", more=more)  # fmt: skip
