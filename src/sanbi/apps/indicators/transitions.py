"""How a report goes from state to state: the one table of its transitions.

A step that does not stand here does not exist; docs/mechanisms/reporting.md shows the same table,
and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators import rules
from sanbi.apps.indicators.models import Report, ReportState

State = ReportState
Rule = Callable[[Actor, Report], bool]


@dataclass(frozen=True)
class Step:
    """A step: from where, to where, by whom, and whether it needs a reason."""

    verb: str
    sources: tuple[ReportState, ...]
    to: ReportState
    may: Rule
    who: Promise
    reasoned: bool = False


STEPS = {
    step.verb: step
    for step in (
        Step(
            "submit",
            (State.DRAFT,),
            State.SUBMITTED,
            rules.can_submit,
            _("a clerk of the reporting unit"),
        ),
        Step(
            "sign",
            (State.SUBMITTED,),
            State.UNIT_SIGNED,
            rules.can_sign,
            _("the leader of the reporting unit, unless he handed it in"),
        ),
        Step(
            "check",
            (State.UNIT_SIGNED,),
            State.BUREAU_CHECKED,
            rules.can_check,
            _("the bureau that owns the data set, but not who handed it in"),
        ),
        Step(
            "lock",
            (State.BUREAU_CHECKED,),
            State.LOCKED,
            rules.can_lock,
            _("the assessment office or the bureau"),
        ),
        Step(
            "return",
            (State.SUBMITTED, State.UNIT_SIGNED, State.BUREAU_CHECKED),
            State.DRAFT,
            rules.can_return,
            _("whoever may take the next step"),
            reasoned=True,
        ),
    )
}


def steps_open(actor: Actor, report: Report) -> tuple[str, ...]:
    """Return the verbs that the actor may use on the report now, in the order of the table."""
    return tuple(
        step.verb
        for step in STEPS.values()
        if report.state in step.sources and step.may(actor, report)
    )
