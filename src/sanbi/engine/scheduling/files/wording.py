"""What the answer to a plan means, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.days import day_of
from sanbi.engine.scheduling.files.dated_answer import DatedAnswer
from sanbi.engine.scheduling.files.pooled_answer import InstanceAnswer, PooledAnswer
from sanbi.engine.scheduling.network import Breach, Means, Saving
from sanbi.engine.scheduling.resources import ResourceSchedule, Status

MOST_BREACHES = 5
MOST_SAVINGS = 20
Title = Callable[[str], str]


def sentences(answer: DatedAnswer) -> Iterator[Phrase]:
    """Say when a plan ends, which due dates break and why, and what would save them."""
    plan, timetable = answer.plan, answer.timetable
    yield Phrase(
        "from {start} finished on {finish} at the earliest, after {days} natural days",
        start=day_of(timetable.first),
        finish=timetable.finish(),
        days=answer.makespan,
    )
    if plan.due is not None and not answer.breaches:
        yield Phrase(
            "due on {due}: every due date is kept, {days} working days to spare",
            due=plan.due,
            days=timetable.lowest_float,
        )
    for breach in answer.breaches[:MOST_BREACHES]:
        yield from _breach(breach, answer.title)
    if len(answer.breaches) > MOST_BREACHES:
        yield Phrase("and {n} more due dates", n=len(answer.breaches) - MOST_BREACHES)
    yield from _proposal(answer)


def _breach(breach: Breach, title: Title) -> Iterator[Phrase]:
    yield Phrase(
        "{task} is due on {due} and finished on {finish} at the earliest: {days} days late",
        task=title(breach.key),
        due=breach.due,
        finish=breach.finish,
        days=(breach.finish - breach.due).days,
    )
    yield Phrase(
        "the chain needs {needed} natural days and has {there}: {chain}",
        needed=breach.days_needed,
        there=breach.days_there,
        chain=" → ".join(map(title, breach.chain)),
    )


def _proposal(answer: DatedAnswer) -> Iterator[Phrase]:
    proposal = answer.proposal
    if not proposal.breaches:
        return
    if not proposal.savings:
        yield Phrase("the plan names no means that would help: no shortest duration, no overlap")
        return
    yield (
        Phrase("what brings it nearer, at a cost of {cost}:", cost=f"{proposal.cost:g}")
        if proposal.remaining
        else Phrase("what saves every due date, at a cost of {cost}:", cost=f"{proposal.cost:g}")
    )
    for saving in proposal.savings[:MOST_SAVINGS]:
        yield Phrase("· {saving}", saving=_saving(saving, answer.title))
    for breach in proposal.remaining[:MOST_BREACHES]:
        yield Phrase(
            "even so {task} is {days} days late",
            task=answer.title(breach.key),
            days=(breach.finish - breach.due).days,
        )


def _saving(saving: Saving, title: Title) -> Phrase:
    cost = f"{saving.cost:g}"
    if saving.means is Means.PRESS:
        return Phrase(
            "press {task} by {days} days (cost {cost})",
            task=title(saving.key), days=saving.days, cost=cost,
        )  # fmt: skip
    if saving.means is Means.OVERLAP:
        return Phrase(
            "begin {task} {days} days before {before} ends (cost {cost})",
            task=title(saving.key), before=title(saving.before), days=saving.days, cost=cost,
        )  # fmt: skip
    return Phrase(
        "work on {task} through the season (cost {cost})", task=title(saving.key), cost=cost
    )


def pool_sentences(answer: PooledAnswer) -> Iterator[Phrase]:
    """Say when a plan with pools ends, how good that is, and which tasks are late."""
    yield Phrase(
        "from {start} finished on {finish}, after {days} working days",
        start=answer.begin,
        finish=answer.finish,
        days=answer.schedule.makespan,
    )
    yield _proof(answer.schedule)
    late = answer.late()
    for task, due, finish in late[:MOST_BREACHES]:
        yield Phrase(
            "{task} is due on {due} and finished on {finish}",
            task=task.title,
            due=due,
            finish=finish,
        )
    if len(late) > MOST_BREACHES:
        yield Phrase("and {n} more due dates", n=len(late) - MOST_BREACHES)


def instance_sentences(answer: InstanceAnswer) -> Iterator[Phrase]:
    """Say how long the schedule of an instance takes, and how good that is."""
    yield Phrase("finished after {days} days", days=answer.schedule.makespan)
    yield _proof(answer.schedule)


def _proof(schedule: ResourceSchedule) -> Phrase:
    if schedule.status is Status.OPTIMAL:
        return Phrase("proved: there is no better schedule")
    return Phrase(
        "no schedule is below {bound}: at most {gap} better",
        bound=f"{schedule.bound:g}",
        gap=f"{schedule.gap:.1%}",
    )
