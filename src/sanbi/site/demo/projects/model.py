"""A project of the invented county as plain values: what the register says, and its life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

LIVES = (
    "talk", "signed", "stuck", "fresh", "building",
    "idle", "late", "running", "full", "given",
)  # fmt: skip


@dataclass(frozen=True)
class Undertaking:
    """A project. Units and people by code and user name, money in 万元.

    ``reached`` are the days of stages from before the platform, ``joins`` the day on which a
    project comes into the register that is not there at its beginning, ``signs`` the day on which
    it is signed within the year.
    """

    code: str
    name: str
    sort: str
    township: str
    total_wan: int
    life: str
    marks: frozenset[str]
    tags: tuple[str, ...]
    content: str
    investor: str
    origin: str
    lead_unit: str
    departments: tuple[str, ...]
    leader: str
    owner_unit: str
    owner: str
    factors: Mapping[str, int]
    longitude: str
    latitude: str
    reached: Mapping[str, date] = field(default_factory=dict)
    joins: date | None = None
    signs: date | None = None
    start_on: date | None = None
    due_on: date | None = None

    @property
    def is_industry(self) -> bool:
        """Whether its money counts among the industry of the township's figures."""
        return self.sort == "industry"

    @property
    def has_nodes(self) -> bool:
        """Whether a chain of nodes is laid out for it."""
        if "chain" in self.marks or "hurried" in self.marks:
            return True
        if self.life in {"full", "given", "talk"} or self.sort == "agriculture":
            return False
        return self.life in {"late", "stuck", "idle"} or int(self.code[-2:]) % 3 > 0
