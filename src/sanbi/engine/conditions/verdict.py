"""What became of a condition, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from sanbi.engine.conditions.kleene import Truth
from sanbi.engine.conditions.model import Comparison, Condition, Waiver
from sanbi.engine.conditions.values import FactValue


class Outcome(StrEnum):
    """The four possible outcomes; unknown is never read as false."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison that decided the verdict.

    Parameters
        condition : Comparison, as written.
        outcome : Outcome of this comparison.
        observed : tuple of (fact, value), the facts it looked at; None is missing.
        periods_ago : int, 0 is the period judged; more inside a streak.
        recorded : bool, False when the history does not reach back that far.
    """

    condition: Comparison
    outcome: Outcome
    observed: tuple[tuple[str, FactValue | None], ...]
    periods_ago: int = 0
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class Trace:
    """How one part of the condition was judged.

    Parameters
        condition : Condition
        bare : Truth, the truth as if no waiver existed.
        held : Truth, the truth with waivers, a waived part counting as false.
        periods_ago : int
        observed : facts and values of a comparison.
        recorded : bool, False when the history does not reach back that far.
        parts : tuple[Trace, ...], in the order of the condition; of a streak, the period judged
            first and then back.
    """

    condition: Condition
    bare: Truth
    held: Truth
    periods_ago: int = 0
    observed: tuple[tuple[str, FactValue | None], ...] = ()
    recorded: bool = True
    parts: tuple["Trace", ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Outcome of this part: waived where it would be true but for a waiver."""
        if self.held is None:
            return Outcome.UNKNOWN
        if self.held:
            return Outcome.TRUE
        return Outcome.WAIVED if self.bare else Outcome.FALSE

    def walk(self) -> Iterator["Trace"]:
        """Yield this part and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a condition for one unit and period.

    Parameters
        outcome : Outcome
        reasons : tuple[Reason, ...], the comparisons that decided it, in the order written.
        trace : Trace, the whole working.
        waiver : Waiver or None, the decision that set a true condition aside.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    trace: Trace = field(repr=False)
    waiver: Waiver | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the facts without a value that decided it, each once, in order."""
        names = (
            name
            for reason in self.reasons
            for name, value in reason.observed
            if value is None and reason.outcome is Outcome.UNKNOWN
        )
        return tuple(dict.fromkeys(names))
