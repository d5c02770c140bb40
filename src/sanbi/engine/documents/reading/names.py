"""What the house knows already: its units, its people, its projects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """Names that are found wherever they stand; reading is never limited to them.

    Parameters
        units : names and short names of units.
        people : names of persons.
        projects : names of projects.
    """

    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Every name once."""
        return tuple(dict.fromkeys((*self.units, *self.people, *self.projects)))
