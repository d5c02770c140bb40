"""Faults: what is wrong, where, and how to mend it, all at once.

A scheme or a workbook is refused whole with every fault that it has, so that a clerk mends
it in one go. Nothing is half accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong.

    Parameters
    ----------
    where : str
        Place in words that the reader can find: ``scheme.yaml:12:5`` or ``数据!D7``.
    message : str
        What is wrong, naming the value.
    hint : str
        What would be right.
    code : str
        Stable short name of the kind of fault, for tests and translations.
    severity : str
        ``error`` refuses the whole; ``note`` is only reported.
    """

    where: str
    message: str
    hint: str = ""
    code: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        """One line: place, message, and the hint after a dash."""
        tail = f" — {self.hint}" if self.hint else ""
        return f"{self.where}: {self.message}{tail}"


class FaultsFound(ValueError):  # noqa: N818 - read as "raise FaultsFound(faults)"
    """The input was refused; ``faults`` holds every reason, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: Sequence[Fault] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class SchemeFaults(FaultsFound):
    """A scheme file that cannot be used."""


class DataFaults(FaultsFound):
    """Data that cannot be scored with this scheme."""
