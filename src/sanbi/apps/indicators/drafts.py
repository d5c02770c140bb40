"""What services of this app take: plain values, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class CheckDraft:
    """A check of an indicator's values; ``settings`` by kind as `models.Check` says."""

    kind: str
    severity: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class IndicatorDraft:
    """An indicator as somebody wants it to be; ``owner`` and ``part_of`` are primary keys."""

    code: str
    name: str
    measure: str
    owner: int
    purpose: str
    direction: str = "high"
    accumulation: str = "cumulative"
    frequency: str = "month"
    kind: str = "dispatch"
    decimals: int = 0
    topic: str = ""
    reported_where: str = ""
    definition: str = ""
    part_of: int | None = None
    sequence: int = 0
    checks: tuple[CheckDraft, ...] = ()


@dataclass(frozen=True)
class LineDraft:
    """A line of a data set; ``indicator`` is a primary key."""

    indicator: int
    heading: str = ""
    required: bool = True
    imported: bool = False


@dataclass(frozen=True)
class DatasetDraft:
    """A data set as somebody wants it to be; ``owner`` and ``units`` are primary keys."""

    code: str
    name: str
    owner: int
    lines: tuple[LineDraft, ...]
    units: tuple[int, ...]
    reporter: str = "units"
    frequency: str = "month"
    due_day: int = 10
    due_time: time = time(17, 30)
    purpose: str = ""
    active: bool = True


@dataclass(frozen=True)
class CellChange:
    """A cell of a draft as it shall be.

    ``value`` None with ``applicable``: empty. ``statement`` None: leave it as it is.
    """

    report: int
    indicator: int
    value: Decimal | None
    applicable: bool = True
    statement: str | None = None
    source: str = "typed"


@dataclass(frozen=True)
class TargetDraft:
    """A unit's target for a year, with the cumulative targets of its first three quarters."""

    unit: int
    value: Decimal
    q1: Decimal | None = None
    q2: Decimal | None = None
    q3: Decimal | None = None
