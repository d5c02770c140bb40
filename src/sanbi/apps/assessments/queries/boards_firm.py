"""How firm the ranks of a board are: intervals, and units that cannot be told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sanbi.apps.assessments.models import RunStudy


@dataclass(frozen=True)
class Firm:
    """A unit's places in a study: its interval, its mean, and how often it had each place.

    ``alike`` are the other units of its band, best first: they cannot be told apart.
    """

    low: int
    high: int
    mean: float
    band: int
    chances: Mapping[int, float]
    alike: tuple[int, ...]
    at: int = 0

    @property
    def shown(self) -> tuple[int, int, int]:
        """Lowest place, rank and highest place as they are drawn: a rank may lie outside."""
        return min(self.low, self.at), self.at, max(self.high, self.at)

    @property
    def words(self) -> str:
        """The places as they are read: 6–8, or 6."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True)
class Study:
    """The study of a group: what was varied, and each unit by its key.

    ``bands`` holds the units of each band of two and more, best first.
    """

    replications: int
    seed: int
    share: Decimal
    level: Decimal
    alike: Decimal
    units: Mapping[int, Firm]
    bands: Sequence[tuple[int, ...]]


def study_of(run: int, group: str, order: Sequence[int]) -> Study | None:
    """Return the study of a run's group, None for a run made before there were any.

    Parameters
        order : keys of the units, best first.
    """
    row = RunStudy.objects.filter(run=run, group=group).first()
    if row is None:
        return None
    content = {int(key): item for key, item in row.content.items()}
    members: dict[int, list[int]] = {}
    for unit in order:
        if unit in content:
            members.setdefault(content[unit]["band"], []).append(unit)
    return Study(
        row.replications,
        row.seed,
        row.share,
        row.level,
        row.alike,
        {unit: _firm(unit, item, members, row.replications) for unit, item in content.items()},
        [tuple(held) for held in members.values() if len(held) > 1],
    )


def _firm(
    unit: int, item: Mapping[str, object], members: Mapping[int, list[int]], replications: int
) -> Firm:
    places = item["places"]
    band = int(str(item["band"]))
    if not isinstance(places, dict):
        raise TypeError("a study holds how often a unit had each place")
    return Firm(
        int(str(item["low"])),
        int(str(item["high"])),
        float(str(item["mean"])),
        band,
        {int(place): count / replications for place, count in places.items()},
        tuple(other for other in members.get(band, ()) if other != unit),
    )
