"""What is wrong with a feed, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_SHOWN = 200


@dataclass(frozen=True)
class RowFault:
    """One fault: the row of the file (from 1, the head is 1), the column, and what to do."""

    row: int
    column: str
    message: str

    def plain(self) -> dict[str, str | int]:
        """The fault as JSON holds it."""
        return {"row": self.row, "column": self.column, "message": self.message}


@dataclass
class RowFaults:
    """The first faults in full, and how many there are."""

    shown: list[RowFault] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, column: str, message: str) -> None:
        """Note a fault."""
        self.count += 1
        if len(self.shown) < MOST_SHOWN:
            self.shown.append(RowFault(row, column, message))

    def plain(self) -> list[dict[str, str | int]]:
        """The shown faults as JSON holds them, in row order."""
        return [fault.plain() for fault in sorted(self.shown, key=lambda fault: fault.row)]


class FeedRefused(Exception):  # noqa: N818 - reads as the sentence it is
    """The file cannot be taken in: every fault that was found."""

    def __init__(self, faults: RowFaults) -> None:
        super().__init__(f"{faults.count} faults")
        self.faults = faults
