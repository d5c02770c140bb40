"""What a condition refuses, and how it says so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a condition as written.

    Parameters
        path : str, where, in the keys that the author used: all[1].op; "condition" is the whole.
        message : str, what is wrong.
        hint : str, what would be right.
    """

    path: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}; {self.hint}"


class ConditionError(ValueError):
    """A condition, or a list of waivers, that cannot be read; `faults` lists every fault."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class FactError(ValueError):
    """A fact that cannot be compared as the condition asks; the message names fact and value."""
