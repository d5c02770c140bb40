"""Lamp rules, waivers and what a lamp shows, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sanbi.engine.calendar import Period, PeriodKind
from sanbi.engine.conditions import Condition, FactValue, Verdict
from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

LAMPS = ("start", "progress", "payment", "entry", "obstacle")
"""The lamps that a project can have, in the order in which they are shown."""

OVERALL = "overall"


class Colour(StrEnum):
    """What a lamp shows; ``none`` is 待评: a fact is missing, which is never green."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


class Base(StrEnum):
    """What "behind" is measured against."""

    POINTS_OF_PLAN = "points_of_plan"
    """Percentage points below the planned share."""
    POINTS_OF_TIME = "points_of_time"
    """Percentage points below the share of the time gone by."""
    SHARE_OF_PLAN = "share_of_plan"
    """Done as a percentage of what was planned by now."""
    SHARE_OF_TIME = "share_of_time"
    """Done as a percentage of the time progress."""
    MONTH_TASK = "month_task"
    """The task set for the month, met or not."""


class Series(StrEnum):
    """Which of the two series is judged: physical work 实物工作量, or investment completed."""

    PHYSICAL = "physical"
    INVESTMENT = "investment"


@dataclass(frozen=True, slots=True)
class LampRule:
    """When one lamp is yellow and when it is red.

    Parameters
    ----------
    lamp : str
        One of ``LAMPS``.
    yellow, red : Condition or None
        At least one of them. Red is asked first.
    applies : Condition or None
        Where it is false the project has no such lamp; None: every project has it.
    base : Base or None
        What the lamp is measured against; the conditions look at no other base.
    series : Series
        Which series a base speaks of.
    waivable : bool
        Whether a good reason 正当理由 that someone approved keeps the lamp from lighting.
    size : str or None
        The fact that says how much: days, months, points.
    """

    lamp: str
    yellow: Condition | None = None
    red: Condition | None = None
    applies: Condition | None = None
    base: Base | None = None
    series: Series = Series.PHYSICAL
    waivable: bool = False
    size: str | None = None


@dataclass(frozen=True, slots=True)
class OverallRule:
    """How the lamps of a project become one colour; both None: the worst lamp decides.

    Parameters
    ----------
    yellow, red : Condition or None
        Conditions on the facts ``start_lamp``, ``progress_lamp``, …, which are texts: "green",
        "yellow", "red". A lamp to be judged is missing, one that does not apply is green.
    """

    yellow: Condition | None = None
    red: Condition | None = None

    @property
    def is_worst(self) -> bool:
        """Whether the worst lamp decides."""
        return self.yellow is None and self.red is None


@dataclass(frozen=True)
class LampRules:
    """A set of lamp rules as an office writes it.

    Parameters
    ----------
    name, version, source : str
        Whose rule, which edition, and where it can be read.
    lamps : mapping of str to LampRule
        In the order of ``LAMPS``.
    overall : OverallRule
    """

    name: str
    lamps: Mapping[str, LampRule]
    overall: OverallRule = OverallRule()
    version: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class LampWaiver:
    """An approved decision that a lamp shall not count for some months 有正当理由.

    Parameters
    ----------
    lamp : str
        One of ``LAMPS``.
    first, last : Period
        Months, both count.
    reason, approver : str
        Why, and who decided; neither may be empty.

    Raises
    ------
    SchedulingFaults
        for what is missing, reversed, or not a month.
    """

    lamp: str
    first: Period
    last: Period
    reason: str
    approver: str

    def __post_init__(self) -> None:
        faults = []
        where = Phrase("waiver of {lamp}", lamp=self.lamp)
        if self.lamp not in LAMPS:
            faults.append(
                SchedulingFault(
                    where,
                    Phrase("there is no lamp '{lamp}'", lamp=self.lamp),
                    Phrase("use one of {lamps}", lamps=LAMPS),
                )
            )
        if not self.reason.strip() or not self.approver.strip():
            faults.append(
                SchedulingFault(
                    where,
                    Phrase("a waiver needs its reason and who approved it"),
                    Phrase("write both"),
                )
            )
        if {self.first.kind, self.last.kind} != {PeriodKind.MONTH} or self.last < self.first:
            faults.append(
                SchedulingFault(
                    where,
                    Phrase("{first} to {last} are not months in order",
                           first=str(self.first), last=str(self.last)),
                    Phrase("write the first and the last month, such as 2026-03 and 2026-05"),
                )
            )  # fmt: skip
        if faults:
            raise SchedulingFaults(faults)

    def covers(self, lamp: str, month: Period) -> bool:
        """Whether the decision is about this lamp in this month."""
        return self.lamp == lamp and self.first <= month <= self.last


@dataclass(frozen=True)
class LampReading:
    """What one lamp shows in a month, and why.

    Parameters
    ----------
    lamp : str
        One of ``LAMPS``, or ``overall``.
    colour : Colour
        With waivers applied.
    bare : Colour
        What it would be without any waiver.
    rule : LampRule
    facts : mapping of str to FactValue or None
        What the conditions and the size looked at in this month.
    yellow, red, applies : Verdict or None
        The working; None where the rule has no such condition.
    waivers : tuple of LampWaiver
        The decisions that reach the months looked at, whether or not they change the colour.
    refused : tuple of LampWaiver
        Decisions for a lamp that the rules do not let anyone waive; they have no effect.
    worst : tuple of LampReading
        Of the overall reading: the lamps that made the colour.
    """

    lamp: str
    colour: Colour
    bare: Colour
    rule: LampRule
    facts: Mapping[str, FactValue | None]
    yellow: Verdict | None = None
    red: Verdict | None = None
    applies: Verdict | None = None
    waivers: tuple[LampWaiver, ...] = ()
    refused: tuple[LampWaiver, ...] = ()
    worst: tuple[LampReading, ...] = ()

    @property
    def waived(self) -> bool:
        """Whether a waiver changed the colour."""
        return self.colour is not self.bare

    def size(self, language: str = "zh") -> str:
        """How much, in a few words: 偏慢6天, 落后12个百分点; empty where nothing is to be said."""
        from sanbi.engine.scheduling.lamps.wording import size_text

        return size_text(self, language)

    def reason(self, language: str = "zh") -> str:
        """Why it shows this colour, in one sentence of ``zh`` or ``en``."""
        from sanbi.engine.scheduling.lamps.wording import reason_text

        return reason_text(self, language)


@dataclass(frozen=True)
class Judgement:
    """All lamps of one project in one month.

    Parameters
    ----------
    month : Period
    lamps : mapping of str to LampReading
        In the order of ``LAMPS``; a lamp that does not apply is not among them.
    overall : LampReading
    not_applicable : tuple of str
        The lamps of the rules that this project does not have.
    """

    month: Period
    lamps: Mapping[str, LampReading]
    overall: LampReading
    not_applicable: tuple[str, ...] = ()
