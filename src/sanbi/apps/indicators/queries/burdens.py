"""What reporting costs: cells typed in a year, and what is asked twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Dataset, DatasetUnit, Indicator
from sanbi.apps.indicators.queries.lines import EDIT, Line, lines_of
from sanbi.apps.indicators.rules import OWN_UNIT, can_see_burden
from sanbi.apps.orgs.models import Unit

TIMES = {"month": 12, "quarter": 4, "half": 2, "year": 1}


@dataclass(frozen=True)
class DatasetBurden:
    """What a data set asks for: lines typed and fed, units, and cells typed in a year by all."""

    dataset: Dataset
    typed: int
    fed: int
    units: int
    cells: int


@dataclass(frozen=True)
class UnitBurden:
    """What a unit types in a year, and what comes to it without typing."""

    unit: Unit
    typed: int
    fed: int

    @property
    def share(self) -> float:
        """The share that comes without typing."""
        return self.fed / (self.typed + self.fed) if self.typed + self.fed else 0.0


@dataclass(frozen=True)
class Repeat:
    """Something that is asked for though it is known; ``why``: elsewhere, name or definition."""

    why: str
    indicators: tuple[Indicator, ...]
    where: str


@dataclass(frozen=True)
class Burden:
    """The burden that the actor sees: the county's, or that of the own units."""

    datasets: tuple[DatasetBurden, ...]
    units: tuple[UnitBurden, ...]
    repeats: tuple[Repeat, ...]

    @property
    def typed(self) -> int:
        """Cells typed in a year by everybody."""
        return sum(item.cells for item in self.datasets)


def burden(actor: Actor) -> Burden:
    """Return what active data sets ask for in a year, in five queries.

    Typing of a data set that its bureau fills in is the bureau's.
    """
    datasets = list(Dataset.objects.filter(active=True).select_related("owner"))
    lines = lines_of(datasets)
    about: dict[int, list[Unit]] = defaultdict(list)
    for row in DatasetUnit.objects.filter(dataset__in=datasets).select_related("unit"):
        about[row.dataset_id].append(row.unit)
    rows = [_dataset(item, lines[item.pk], len(about[item.pk])) for item in datasets]
    units = _units(datasets, lines, about)
    if not can_see_burden(actor):
        own = actor.units_as(*OWN_UNIT)
        units = [unit for unit in units if unit.unit.pk in own]
    return Burden(
        tuple(sorted(rows, key=lambda row: -row.cells)),
        tuple(units),
        tuple(_repeats([line for held in lines.values() for line in held])),
    )


def _split(lines: tuple[Line, ...]) -> tuple[int, int]:
    typed = sum(line.mode == EDIT for line in lines)
    return typed, len(lines) - typed


def _dataset(dataset: Dataset, lines: tuple[Line, ...], units: int) -> DatasetBurden:
    typed, fed = _split(lines)
    return DatasetBurden(dataset, typed, fed, units, typed * units * TIMES[dataset.frequency])


def _units(
    datasets: list[Dataset], lines: dict[int, tuple[Line, ...]], about: dict[int, list[Unit]]
) -> list[UnitBurden]:
    typed: Counter[int] = Counter()
    fed: Counter[int] = Counter()
    units: dict[int, Unit] = {}
    for dataset in datasets:
        asked, given = _split(lines[dataset.pk])
        for unit in about[dataset.pk]:
            payer = dataset.owner if dataset.reporter == Dataset.Reporter.OWNER else unit
            units[payer.pk] = payer
            typed[payer.pk] += asked * TIMES[dataset.frequency]
            fed[payer.pk] += given * TIMES[dataset.frequency]
    found = [UnitBurden(units[pk], typed[pk], fed[pk]) for pk in units]
    return sorted(found, key=lambda item: (-item.typed, item.unit.pinyin))


def _repeats(lines: list[Line]) -> list[Repeat]:
    typed = {line.indicator.pk: line.indicator for line in lines if line.mode == EDIT}
    found = [
        Repeat("elsewhere", (item,), item.reported_where)
        for item in typed.values()
        if item.reported_where
    ]
    for why, key in (("name", _name), ("definition", _definition)):
        alike: dict[str, list[Indicator]] = defaultdict(list)
        for item in typed.values():
            if key(item):
                alike[key(item)].append(item)
        found += [Repeat(why, tuple(same), "") for same in alike.values() if len(same) > 1]
    return found


def _name(indicator: Indicator) -> str:
    return "".join(indicator.name.split()).removeprefix("其中：")


def _definition(indicator: Indicator) -> str:
    return "".join(indicator.definition.split())
