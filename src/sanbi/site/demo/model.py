"""What the generated county is made of: plain values, no table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sanbi.engine.integrity import digest, json_bytes


class Spot(NamedTuple):
    """Where a figure stands: indicator, unit (codes) and period."""

    indicator: str
    unit: str
    period: str


@dataclass(frozen=True)
class Place:
    """A unit. ``size`` and ``strength`` drive the figures of a township."""

    code: str
    name: str
    short: str
    kind: str
    parent: str
    number: str = ""
    group: str = ""
    size: float = 0.0
    strength: float = 0.0


@dataclass(frozen=True)
class Person:
    """Somebody with an account; ``look`` says what to look at first (log-ins that are listed)."""

    username: str
    name: str
    unit: str
    role: str
    post: str
    look: str = ""


@dataclass(frozen=True)
class Measure:
    """An indicator of the catalogue; ``made`` says how its figures are drawn."""

    code: str
    name: str
    topic: str
    measure: str
    frequency: str
    kind: str
    owner: str
    purpose: str
    definition: str
    made: Mapping[str, Any]
    accumulation: str = "cumulative"
    direction: str = "high"
    decimals: int = 0
    reported_where: str = ""
    part_of: str = ""
    targets: bool = False

    @property
    def scale(self) -> int:
        """How many of its last decimal make one."""
        return int(10**self.decimals)


@dataclass(frozen=True)
class Form:
    """A data set; ``imported`` names the lines that are not typed."""

    code: str
    name: str
    owner: str
    reporter: str
    frequency: str
    due_day: int
    purpose: str
    lines: tuple[str, ...]
    imported: tuple[str, ...] = ()


@dataclass(frozen=True)
class Goal:
    """A year's target with its quarters, cumulative; the county's has the county as unit."""

    indicator: str
    unit: str
    year: int
    value: Decimal
    quarters: tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class Revision:
    """A figure that was first published wrong and corrected on a day."""

    spot: Spot
    first: Decimal
    on: date
    reason: str


@dataclass(frozen=True)
class Entry:
    """A line of the register: bonus, deduction, veto or rating, with its document."""

    round: str
    unit: str
    sort: str
    leaf: str
    reason: str
    kind: str = ""
    count: int | None = None
    rating: Decimal | None = None
    document: str = ""


@dataclass(frozen=True)
class Plea:
    """An appeal and how it ended; ``revision`` is the figure that an upheld one corrects."""

    round: str
    unit: str
    leaf: str
    reason: str
    upheld: bool
    decision: str
    revision: Spot | None = None


@dataclass(frozen=True)
class County:
    """The whole of the invented county."""

    seed: int
    places: tuple[Place, ...]
    grouping: str
    groups: tuple[tuple[str, str], ...]
    people: tuple[Person, ...]
    measures: tuple[Measure, ...]
    forms: tuple[Form, ...]
    figures: Mapping[Spot, Decimal]
    revisions: tuple[Revision, ...]
    drafts: Mapping[Spot, Decimal]
    goals: tuple[Goal, ...]
    entries: tuple[Entry, ...]
    pleas: tuple[Plea, ...]
    statements: Mapping[Spot, str] = field(default_factory=dict)

    @property
    def townships(self) -> tuple[Place, ...]:
        """The 16 townships, in the order of the table."""
        return tuple(place for place in self.places if place.kind == "township")

    def first(self, spot: Spot) -> Decimal:
        """The figure as it was first published."""
        revised = next((item.first for item in self.revisions if item.spot == spot), None)
        return self.figures[spot] if revised is None else revised

    def digest(self) -> str:
        """The SHA-256 over everything here: another county has another one."""
        whole = asdict(self)
        for name in ("figures", "drafts", "statements"):
            pairs = getattr(self, name).items()
            whole[name] = sorted(["|".join(spot), str(value)] for spot, value in pairs)
        return digest(json_bytes(_plain(whole)))


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, dict | Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int | str) or value is None else str(value)
