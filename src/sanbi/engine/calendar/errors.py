"""What the calendar refuses, and how it says so."""

from dataclasses import dataclass


class CalendarError(ValueError):
    """A date, year or calendar that cannot be used; the message says how to mend it."""


class PeriodError(CalendarError):
    """A text that is no period, or arithmetic that a period does not have."""


@dataclass(frozen=True, slots=True)
class TableFault:
    """One fault of a calendar table.

    Parameters
        line : int, 1-based line of the text; 1 is the header.
        message : str, what is wrong.
        hint : str, what would be right.
    """

    line: int
    message: str
    hint: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}; {self.hint}"


class CalendarTableError(CalendarError):
    """A calendar table with faults; `faults` lists every one of them, in line order."""

    def __init__(self, faults: tuple[TableFault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
